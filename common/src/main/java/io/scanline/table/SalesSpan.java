package io.scanline.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From when to when stores have hourly sales. The table's log tells about where the days begin and end, so that only those are read,
 * whatever lies between them.
 *
 * @param first first local day
 * @param last last local day
 * @param frontier start of the last hour that had begun when it was computed: a till whose clock is a day ahead moves no other's day
 */
public record SalesSpan(LocalDate first, LocalDate last, Instant frontier) {
    /** Above stores a day is that of the oldest store's clock, which may be a day off; and a last hour may be of an earlier day. */
    private static final int DAYS_OFF = 3;

    /** Empty where the version has no rows. */
    public static Optional<SalesSpan> of(Lake lake, long version) {
        if (version < 0) {
            return Optional.empty();
        }
        Dataset<Row> hours = lake.read(HourlySales.TABLE, version)
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE));
        Optional<SalesSpan> span = lake.notedDays(HourlySales.TABLE, version, HourlySales.LOCAL_DATE)
                .flatMap(noted -> atEnds(
                        hours, noted.first().plusDays(DAYS_OFF), noted.last().minusDays(DAYS_OFF)));
        return span.isPresent() ? span : of(hours);
    }

    /** Empty where stores have no sales until the one day, or from the other one on, or those there are still to come. */
    private static Optional<SalesSpan> atEnds(Dataset<Row> hours, LocalDate until, LocalDate from) {
        Column day = col(HourlySales.LOCAL_DATE);
        return of(hours.where(day.leq(lit(Date.valueOf(until))).or(day.geq(lit(Date.valueOf(from))))))
                .filter(span -> !span.first().isAfter(until)
                        && !span.last().isBefore(from)
                        && !span.frontier()
                                .isBefore(from.minusDays(1)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()));
    }

    private static Optional<SalesSpan> of(Dataset<Row> hours) {
        Column start = col(HourlySales.HOUR_START_UTC);
        Column begun = max(when(start.leq(col(Table.COMPUTED_AT)), start));
        Row span = hours.agg(min(HourlySales.LOCAL_DATE), max(HourlySales.LOCAL_DATE), coalesce(begun, max(start)))
                .head();
        return span.isNullAt(0)
                ? Optional.empty()
                : Optional.of(new SalesSpan(
                        span.getDate(0).toLocalDate(),
                        span.getDate(1).toLocalDate(),
                        span.getTimestamp(2).toInstant()));
    }
}
