package io.scanline.compare;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.spark.Exploded;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Each period of a store beside its base periods, by local time: every hour, day and week is sent to the periods that it is a
 * part or a base of, so that also what was sold only then is there.
 *
 * <p>A store that did not trade on the day (in the week) has no value, which is not 0; one that traded and sold nothing of a
 * department has 0. The second showing of a repeated hour has the same base as the first, and is itself no base.
 */
final class Pairs {
    /** A bit for each point of a side at which the store traded; null where it did not at all. */
    static final String TRADED = "traded";
    /** Days before the period of the nearest, and of the farthest, part of the side that has trade. */
    static final String NEAREST = "nearest";

    static final String FARTHEST = "farthest";

    /** Whether the elapsed part only counts. */
    static final String RUNNING = "running";

    private static final String LONG_OPEN = "long_open";
    private static final String OF = "of";

    private Pairs() {}

    /** One row a store's period, with a STRUCT for each side: every value (null without trade), traded, nearest, farthest. */
    static Dataset<Row> of(
            Dataset<Row> periods, Dataset<Row> clocks, Dataset<Row> matches, ForecastSides forecasts, int monthsOpen) {
        Dataset<Row> paired = periods.transform(rows -> sent(rows, clocks, matches))
                .transform(forecasts::addTo)
                .groupBy(StorePeriods.key())
                .agg(lit(0).as("unused"), values())
                .drop("unused");
        Dataset<Row> trading = tradingDays(periods, clocks, matches, forecasts);
        return paired.withColumn("day", tradingDay(col(StorePeriods.KIND), col(StorePeriods.START)))
                .withColumn("day_kind", tradingKind(col(StorePeriods.KIND)))
                .join(trading, new String[] {StorePeriods.STORE_ID, "day_kind", "day"}, "left")
                .join(broadcast(clocks), StorePeriods.STORE_ID)
                .transform(rows -> packed(rows, monthsOpen));
    }

    private static Dataset<Row> sent(Dataset<Row> periods, Dataset<Row> clocks, Dataset<Row> matches) {
        Column hour = PeriodKind.HOUR.isThis();
        Column matched = col(StorePeriods.START)
                .cast("date")
                .equalTo(col(Matches.BASE_DAY))
                .and(PeriodKind.WEEK.isThis().equalTo(col(Matches.WHOLE_WEEK)))
                .and(col(Matches.COUNTRY)
                        .isin(BaseDays.EVERYWHERE)
                        .or(col(Matches.COUNTRY).equalTo(col(Stores.COUNTRY))));
        Column later = make_interval(lit(0), lit(0), lit(0), datediff(col(Matches.TARGET_DAY), col(Matches.BASE_DAY)));
        Column ofAllDepartments = col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS);
        Column contributesTo = filter(col(Matches.PERIODS), period -> period.getField(Matches.KIND)
                .equalTo(PeriodKind.HOUR.name())
                .equalTo(hour)
                .and(ofAllDepartments.or(
                        period.getField(Matches.KIND).isin(PeriodKind.DAY.name(), PeriodKind.WEEK.name()))));
        return periods.join(
                        broadcast(clocks.select(
                                StorePeriods.STORE_ID, StorePeriods.ZONE, Stores.COUNTRY, StorePeriods.RUNNING_DAY)),
                        StorePeriods.STORE_ID)
                .join(broadcast(matches), matched)
                .withColumn("target", col(StorePeriods.START).plus(later))
                .transform(rows -> Exploded.of(rows, OF, contributesTo))
                .where(col(Matches.TARGET_DAY).leq(col(StorePeriods.RUNNING_DAY)))
                .withColumn(RUNNING, running())
                .transform(rows -> Exploded.of(rows, "showing", showings()))
                .drop(StorePeriods.REPEATED)
                .withColumnRenamed("showing", StorePeriods.REPEATED)
                .withColumn(
                        StorePeriods.START,
                        when(hour, col("target"))
                                .otherwise(col(OF).getField(Matches.START).cast("timestamp")))
                .withColumn(StorePeriods.END, col(OF).getField(Matches.END))
                .withColumn(StorePeriods.KIND, col(OF).getField(Matches.KIND));
    }

    /** The showings of the hour that a base hour is compared with: none, one, or both of a repeated hour. */
    private static Column showings() {
        Column shownTwice = PeriodKind.HOUR
                .isThis()
                .and(CalendarColumns.localTime(
                                to_utc_timestamp(col("target"), col(StorePeriods.ZONE))
                                        .plus(make_interval(lit(0), lit(0), lit(0), lit(0), lit(1))),
                                col(StorePeriods.ZONE))
                        .equalTo(col("target")));
        return when(onSide(Side.NOW), array(col(StorePeriods.REPEATED)))
                .when(col(StorePeriods.REPEATED), array().cast("array<boolean>"))
                .when(shownTwice, array(lit(false), lit(true)))
                .otherwise(array(lit(false)));
    }

    /** Whether the day or week is compared with one that is not over yet; an hour counts as over. */
    private static Column running() {
        Column today = col(StorePeriods.RUNNING_DAY).cast("date");
        return when(PeriodKind.HOUR.isThis(), false)
                .when(PeriodKind.WEEK.isThis(), col(Matches.TARGET_DAY).equalTo(CalendarColumns.weekStart(today)))
                .otherwise(col(Matches.TARGET_DAY).equalTo(today));
    }

    private static Column onSide(Side side) {
        return col(Matches.SIDE).equalTo(side.name());
    }

    private static Column[] values() {
        List<Column> values = new ArrayList<>();
        for (Side side : Side.ALL) {
            for (String value : StorePeriods.VALUES) {
                Column counted =
                        when(col(RUNNING), col(StorePeriods.elapsed(value))).otherwise(col(value));
                values.add(sum(when(onSide(side), counted)).as(side.column(value)));
            }
        }
        return values.toArray(Column[]::new);
    }

    /** Hours ask for the trade of their day, other periods for their own. */
    private static Column tradingKind(Column kind) {
        return when(kind.equalTo(PeriodKind.HOUR.name()), PeriodKind.DAY.name()).otherwise(kind);
    }

    private static Column tradingDay(Column kind, Column start) {
        return when(kind.equalTo(PeriodKind.HOUR.name()), date_trunc("DAY", start))
                .otherwise(start);
    }

    private static Dataset<Row> tradingDays(
            Dataset<Row> periods, Dataset<Row> clocks, Dataset<Row> matches, ForecastSides forecasts) {
        Dataset<Row> trading = periods.where(PeriodKind.HOUR.isThis().equalTo(false))
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .where(col(HourlySales.STORES_TRADING).gt(0));
        Column before = datediff(col(Matches.TARGET_DAY), col(Matches.BASE_DAY));
        List<Column> trade = new ArrayList<>();
        for (Side side : Side.ALL) {
            trade.add(bit_or(when(onSide(side), col(Matches.BIT))).as(side.column(TRADED)));
            trade.add(min(when(onSide(side), before)).as(side.column(NEAREST)));
            trade.add(max(when(onSide(side), before)).as(side.column(FARTHEST)));
        }
        return sent(trading, clocks, matches)
                .transform(forecasts::addTo)
                .groupBy(
                        col(StorePeriods.STORE_ID),
                        col(StorePeriods.KIND).as("day_kind"),
                        col(StorePeriods.START).as("day"))
                .agg(lit(0).as("unused"), trade.toArray(Column[]::new))
                .drop("unused");
    }

    private static Dataset<Row> packed(Dataset<Row> paired, int monthsOpen) {
        List<Column> columns = new ArrayList<>(List.of(StorePeriods.key()));
        columns.addAll(List.of(col(StorePeriods.ZONE), col(StorePeriods.RUNNING_DAY), col(StorePeriods.DAY_ELAPSED)));
        Side.ALL.forEach(side -> columns.add(packed(side, monthsOpen)));
        return paired.select(columns.toArray(Column[]::new));
    }

    private static Column packed(Side side, int monthsOpen) {
        Column traded = col(side.column(TRADED));
        List<Column> fields = new ArrayList<>();
        for (String value : StorePeriods.VALUES) {
            fields.add((side == Side.FORECAST ? forecast(value) : sold(side, value)).as(value));
        }
        Column baseDay = date_sub(col(StorePeriods.START).cast("date"), col(side.column(FARTHEST)));
        Column opened = col(Stores.OPENED_ON);
        fields.add(traded.as(TRADED));
        fields.add(col(side.column(NEAREST)).as(NEAREST));
        fields.add(col(side.column(FARTHEST)).as(FARTHEST));
        fields.add(
                opened.isNull().or(add_months(opened, monthsOpen).leq(baseDay)).as(LONG_OPEN));
        return struct(fields.toArray(Column[]::new)).as(side.name());
    }

    private static Column sold(Side side, String value) {
        Column otherwise = side == Side.NOW && value.equals(StorePeriods.EXPECTED) ? expectedBefore() : lit(0L);
        return when(col(side.column(TRADED)).isNotNull(), coalesce(col(side.column(value)), otherwise));
    }

    /** Of baskets nothing is forecast; a store that has no forecast is missing data as far as its registers were expected. */
    private static Column forecast(String value) {
        Column forecast = col(Side.FORECAST.column(TRADED)).isNotNull();
        Column expected = col(Side.NOW.column(StorePeriods.EXPECTED));
        return switch (value) {
            case HourlySales.NET_SALES,
                    HourlySales.UNITS_SOLD,
                    HourlySales.NET_SALES_REPORTING,
                    StorePeriods.WITHOUT_RATE -> when(forecast, coalesce(col(Side.FORECAST.column(value)), lit(0L)));
            case StorePeriods.PRESENT -> when(forecast, expected);
            case StorePeriods.EXPECTED -> expected;
            default -> lit(null).cast("long");
        };
    }

    /** An hour without a row is missing data as far as the registers of its bases were expected. */
    private static Column expectedBefore() {
        Column before = greatest(Side.past()
                .filter(side -> side.points() == 1)
                .map(side -> coalesce(col(side.column(StorePeriods.EXPECTED)), lit(0L)))
                .toArray(Column[]::new));
        return when(PeriodKind.HOUR.isThis(), before).otherwise(0L);
    }

    /** For a comparison: whether the store traded on the day and on every base day, and was open long enough before the first. */
    static Column likeForLike(Comparison comparison) {
        return comparison.sides().stream()
                .map(side -> side.value(TRADED).equalTo(side.allPoints()).and(side.value(LONG_OPEN)))
                .reduce(Side.NOW.value(TRADED).isNotNull(), Column::and);
    }
}
