package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a lake is maintained.
 *
 * @param targetFileBytes size that files are put together to
 * @param keepVersions how long files stay that the newest version of a table needs no more, so that older ones can be read
 * @param underSevenDays whether {@code keepVersions} may be less than {@link #SEVEN_DAYS}
 * @param keep table name to the days that it keeps; other tables keep all
 */
public record MaintainOptions(
        long targetFileBytes, Duration keepVersions, boolean underSevenDays, Map<String, Integer> keep) {
    public static final long MEGABYTE = 1024 * 1024;
    public static final Duration SEVEN_DAYS = Duration.ofDays(7);

    public MaintainOptions {
        if (targetFileBytes < 1) {
            throw ScanlineException.usage(
                    "--target-file-mb is " + targetFileBytes / MEGABYTE + ".", "Give a size of 1 MB or more.");
        }
        if (keepVersions.isNegative()) {
            throw ScanlineException.usage(
                    "--vacuum-hours is " + keepVersions.toHours() + ".", "Give hours, 168 for seven days.");
        }
        if (keepVersions.compareTo(SEVEN_DAYS) < 0 && !underSevenDays) {
            throw ScanlineException.usage(
                    "--vacuum-hours " + keepVersions.toHours()
                            + " is less than seven days: runs that read now, and a look back at last week, would lose their files.",
                    "Give 168 hours or more, or add --vacuum-under-7-days where nobody reads the lake and no older version is wanted.");
        }
        keep.forEach(MaintainOptions::check);
        keep = Map.copyOf(keep);
    }

    private static void check(String name, int days) {
        Table table = Tables.named(name)
                .orElseThrow(() -> ScanlineException.usage(
                        "--keep " + name + "=" + days + ": there is no table " + name + ".",
                        "Tables with days are " + tablesWithDays() + "."));
        if (table.dayColumn().isEmpty()) {
            throw ScanlineException.usage(
                    "--keep " + name + "=" + days + ": " + name
                            + " is not kept by day, so no days of it can be let go.",
                    "Tables with days are " + tablesWithDays() + ".");
        }
        if (days < 1) {
            throw ScanlineException.usage(
                    "--keep " + name + "=" + days + " would let every day go.", "Keep one day or more.");
        }
    }

    private static String tablesWithDays() {
        return Tables.all().stream()
                .filter(table -> table.dayColumn().isPresent())
                .map(Table::name)
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return targetFileBytes + "/" + keepVersions + "/" + new TreeMap<>(keep);
    }
}
