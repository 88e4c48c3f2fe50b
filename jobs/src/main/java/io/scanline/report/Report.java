package io.scanline.report;

import java.util.List;

/**
 * Everything that the page shows, as the page's script reads it: a part is null where its tables are missing, and then
 * {@code missing} says so.
 */
record Report(
        String version,
        String lake,
        List<Missing> missing,
        List<TableVersion> tables,
        Sales sales,
        Growth growth,
        Events events,
        Reorder reorder,
        Policies policies,
        Forecast forecast,
        Quality quality,
        Scaling scaling) {

    /** A part of the page that has no table to show, and the command that fills it. */
    record Missing(String section, String table, String what, String command) {}

    record TableVersion(String name, long version) {}
}
