package io.scanline.compare;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Each period of a store beside its base periods, by local time: every period is sent to the periods that have it as a base,
 * so that also what was sold only then is there.
 *
 * <p>A store that did not trade on the day (in the week) has no value, which is not 0; one that traded and sold nothing of a
 * department has 0. The second showing of a repeated hour has the same base as the first, and is itself no base.
 */
final class Pairs {
    private static final String LAG = "lag";
    private static final String TRADED = "traded";
    private static final String LONG_OPEN = "long_open";

    private Pairs() {}

    /** One row a store's period: for each lag, every value (null without trade), traded_LAG, and long_open_LAG. */
    static Dataset<Row> of(Dataset<Row> periods, Dataset<Row> clocks, Targets targets, int monthsOpen) {
        Dataset<Row> paired = periods.transform(rows -> sent(rows, clocks, targets))
                .groupBy(StorePeriods.key())
                .agg(lit(0).as("unused"), values())
                .drop("unused");
        Dataset<Row> trading = tradingDays(periods, clocks, targets);
        return paired.withColumn("day", tradingDay(col(StorePeriods.KIND), col(StorePeriods.START)))
                .withColumn("day_kind", tradingKind(col(StorePeriods.KIND)))
                .join(trading, new String[] {StorePeriods.STORE_ID, "day_kind", "day"}, "left")
                .join(broadcast(clocks), StorePeriods.STORE_ID)
                .transform(Pairs::withValuesOfTradingDays)
                .transform(rows -> withLongOpen(rows, monthsOpen));
    }

    private static Dataset<Row> sent(Dataset<Row> periods, Dataset<Row> clocks, Targets targets) {
        Column lags = explode(array(Lag.ALL.stream().map(lag -> lit(lag.days())).toArray(Column[]::new)));
        Column target = col(StorePeriods.START).plus(make_interval(lit(0), lit(0), lit(0), col(LAG)));
        Column shownTwice = col(StorePeriods.KIND)
                .equalTo(PeriodKind.HOUR.name())
                .and(CalendarColumns.localTime(
                                to_utc_timestamp(col("target"), col(StorePeriods.ZONE))
                                        .plus(make_interval(lit(0), lit(0), lit(0), lit(0), lit(1))),
                                col(StorePeriods.ZONE))
                        .equalTo(col("target")));
        Column now = col(LAG).equalTo(0);
        Column showings = when(now, array(col(StorePeriods.REPEATED)))
                .when(col(StorePeriods.REPEATED), array().cast("array<boolean>"))
                .when(shownTwice, array(lit(false), lit(true)))
                .otherwise(array(lit(false)));
        return periods.join(
                        broadcast(clocks.select(StorePeriods.STORE_ID, StorePeriods.ZONE, StorePeriods.RUNNING_DAY)),
                        StorePeriods.STORE_ID)
                .withColumn(LAG, lags)
                .withColumn("target", target)
                .where(targets.include(col(StorePeriods.KIND), col("target")))
                .withColumn("showing", explode(showings))
                .withColumn("running", running(col("target")))
                .drop(StorePeriods.START, StorePeriods.REPEATED)
                .withColumnRenamed("target", StorePeriods.START)
                .withColumnRenamed("showing", StorePeriods.REPEATED);
    }

    /** Whether a period is the one that is not over yet; an hour counts as over. */
    static Column running(Column start) {
        Column day = col(StorePeriods.RUNNING_DAY);
        Column week = CalendarColumns.weekStart(day.cast("date")).cast("timestamp");
        return when(col(StorePeriods.KIND).equalTo(PeriodKind.DAY.name()), start.equalTo(day))
                .when(col(StorePeriods.KIND).equalTo(PeriodKind.WEEK.name()), start.equalTo(week))
                .otherwise(false);
    }

    private static Column[] values() {
        List<Column> values = new ArrayList<>();
        for (Lag lag : Lag.ALL) {
            for (String value : StorePeriods.VALUES) {
                Column counted =
                        when(col("running"), col(StorePeriods.elapsed(value))).otherwise(col(value));
                values.add(sum(when(col(LAG).equalTo(lag.days()), counted)).as(lag.column(value)));
            }
        }
        return values.toArray(Column[]::new);
    }

    /** Hours ask for the trade of their day, days and weeks for their own. */
    private static Column tradingKind(Column kind) {
        return when(kind.equalTo(PeriodKind.WEEK.name()), kind).otherwise(PeriodKind.DAY.name());
    }

    private static Column tradingDay(Column kind, Column start) {
        return when(kind.equalTo(PeriodKind.HOUR.name()), date_trunc("DAY", start))
                .otherwise(start);
    }

    private static Dataset<Row> tradingDays(Dataset<Row> periods, Dataset<Row> clocks, Targets targets) {
        Dataset<Row> trading = periods.where(col(StorePeriods.KIND).notEqual(PeriodKind.HOUR.name()))
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .where(col(HourlySales.STORES_TRADING).gt(0));
        Column[] traded = Lag.ALL.stream()
                .map(lag -> max(when(col(LAG).equalTo(lag.days()), true).otherwise(false))
                        .as(lag.column(TRADED)))
                .toArray(Column[]::new);
        return sent(trading, clocks, targets)
                .groupBy(
                        col(StorePeriods.STORE_ID),
                        col(StorePeriods.KIND).as("day_kind"),
                        col(StorePeriods.START).as("day"))
                .agg(lit(0).as("unused"), traded)
                .drop("unused");
    }

    private static Dataset<Row> withValuesOfTradingDays(Dataset<Row> paired) {
        Column hour = col(StorePeriods.KIND).equalTo(PeriodKind.HOUR.name());
        Column expectedBefore = greatest(Lag.past()
                .map(lag -> coalesce(col(lag.column(StorePeriods.EXPECTED)), lit(0L)))
                .toArray(Column[]::new));
        Map<String, Column> values = new HashMap<>();
        for (Lag lag : Lag.ALL) {
            for (String value : StorePeriods.VALUES) {
                Column sold = coalesce(col(lag.column(value)), lit(0L));
                values.put(lag.column(value), when(col(lag.column(TRADED)), sold));
            }
        }
        // an hour without a row is missing data as far as the registers of its bases were expected
        String expectedNow = Lag.NOW.column(StorePeriods.EXPECTED);
        Column expected = coalesce(col(expectedNow), when(hour, expectedBefore), lit(0L));
        values.put(expectedNow, when(col(Lag.NOW.column(TRADED)), expected));
        return paired.withColumns(values);
    }

    private static Dataset<Row> withLongOpen(Dataset<Row> pairs, int monthsOpen) {
        Map<String, Column> longOpen = new HashMap<>();
        for (Lag lag : Lag.PAST) {
            Column baseDay = col(StorePeriods.START).cast("date").minus(lit(lag.days()));
            Column opened = col(Stores.OPENED_ON);
            longOpen.put(
                    lag.column(LONG_OPEN),
                    opened.isNull().or(add_months(opened, monthsOpen).leq(baseDay)));
        }
        return pairs.withColumns(longOpen);
    }

    /** For a comparison: whether the store traded on the day and on every base day, and was open long enough before the first. */
    static Column likeForLike(Comparison comparison) {
        return comparison.lags().stream()
                .map(lag -> col(lag.column(TRADED)).and(col(lag.column(LONG_OPEN))))
                .reduce(col(Lag.NOW.column(TRADED)), Column::and);
    }
}
