package io.scanline.export;

import io.scanline.spark.Result;

/**
 * What was exported.
 *
 * @param version version of the table
 * @param rows rows written; in a dry run, rows that would be
 * @param out file or folder
 */
public record ExportResult(String table, long version, long rows, String format, String out, boolean dryRun)
        implements Result {
    @Override
    public String summary() {
        return "%,d rows of %s (version %d) %s %s"
                .formatted(rows, table, version, dryRun ? "would be written to" : "written to", out);
    }
}
