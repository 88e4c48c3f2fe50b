package io.scanline.cli;

import io.scanline.export.ExportFormat;
import io.scanline.export.ExportJob;
import io.scanline.export.ExportOptions;
import io.scanline.export.ExportResult;
import io.scanline.spark.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description =
                "Writes a table of the lake, or some of its rows, to CSV, JSON Lines or Parquet. --from and --to are days of the column by which the table is kept; without them all are written.")
final class ExportCommand extends JobCommand<ExportResult> {
    @Option(names = "--table", paramLabel = "NAME", required = true, description = "The table, such as hourly_sales.")
    String table;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Which rows: a Spark SQL condition on the columns of one row (default: all).")
    String where;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, jsonl or parquet (default: as the name of --out ends, or csv).")
    ExportFormat format;

    @Option(
            names = "--out",
            paramLabel = "URI",
            required = true,
            description =
                    "A file that ends in .csv, .jsonl or .parquet, or else a folder for part files. It must not exist.")
    String out;

    @Override
    Job<ExportResult> job() {
        return new ExportJob(ExportOptions.of(table, where, interval(), format, out));
    }
}
