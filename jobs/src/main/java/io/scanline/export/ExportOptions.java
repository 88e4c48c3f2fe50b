package io.scanline.export;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to export.
 *
 * @param table the table
 * @param where a condition on one row of it; empty: all rows
 * @param interval days of the column by which the table is partitioned
 * @param format kind of file
 * @param out a file, where its name ends in the format's extension; otherwise a folder of part files
 */
public record ExportOptions(Table table, Optional<String> where, Interval interval, ExportFormat format, Location out) {
    public ExportOptions {
        if (!interval.isUnbounded() && table.dayColumn().isEmpty()) {
            throw ScanlineException.usage(
                    table.name() + " is not kept by days, so that --from and --to do not apply.",
                    "Leave them out; --where takes a condition on its columns.");
        }
        Optional<ExportFormat> byName = ExportFormat.ofFile(out.name());
        if (byName.isPresent() && byName.get() != format) {
            throw ScanlineException.usage(
                    "--out " + out + " and --format " + format.extension().substring(1) + " do not agree.",
                    "Leave --format out, or give the file another name.");
        }
    }

    /**
     * Options as text gives them.
     *
     * @param format null: what the name of {@code out} tells, or CSV
     * @throws ScanlineException usage error where the table is not known
     */
    public static ExportOptions of(String table, String where, Interval interval, ExportFormat format, String out) {
        Table known = Tables.named(table)
                .orElseThrow(() -> ScanlineException.usage(
                        "--table " + table + " is not known.",
                        "Give one of " + Tables.all().stream().map(Table::name).collect(Collectors.joining(", "))
                                + "."));
        Location place = Location.of(out);
        ExportFormat chosen = Optional.ofNullable(format)
                .or(() -> ExportFormat.ofFile(place.name()))
                .orElse(ExportFormat.CSV);
        return new ExportOptions(known, Optional.ofNullable(where), interval, chosen, place);
    }

    /** Whether one file is asked for, not a folder of them. */
    boolean singleFile() {
        return ExportFormat.ofFile(out.name()).isPresent();
    }
}
