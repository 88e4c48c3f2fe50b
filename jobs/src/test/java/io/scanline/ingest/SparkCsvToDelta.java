package io.scanline.ingest;

import io.scanline.table.SalesLines;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Spark's own CSV reader writing typed lines to a Delta table of the same partitions: no check, no ledger, no derived column. */
final class SparkCsvToDelta {
    private SparkCsvToDelta() {}

    static long run(SparkSession spark, String sales, String out) {
        StructType columns = new StructType();
        for (String name : Fields.sales().names()) {
            if (!name.equals(SalesLines.MESSAGE_TS)) {
                columns =
                        columns.add(name, SalesLines.TABLE.schema().apply(name).dataType());
            }
        }
        Dataset<Row> lines = spark.read()
                .option("header", true)
                .option("recursiveFileLookup", true)
                .schema(columns)
                .csv(sales);
        lines.write().format("delta").partitionBy(SalesLines.BUSINESS_DATE).save(out);
        // from the log, no line is read again; the header is a line of the file as well
        long files = Stream.of(lines.inputFiles()).count();
        return spark.read().format("delta").load(out).count() + files;
    }
}
