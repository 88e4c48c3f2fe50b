package io.scanline.report;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.UnusualEvents;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** An event's own figure hour by hour, a day before to a day after it, beside the same hours of the eight weeks before. */
final class EventHours {
    /** Days of an event that are shown, its first ones, and one more on either side. */
    private static final int LONGEST_DAYS = 5;

    private static final int USUAL_WEEKS = 8;
    private static final String FIRST = "first_day";
    private static final String LAST = "last_day";
    private static final String WEEK = "week";
    private static final String DATE = "on";
    private static final String FIGURE = "figure";
    private static final String PAST = "past";

    private EventHours() {}

    /**
     * By event, hours as date and hour of the place, actual, low, usual and high: of four of five past weeks, and their
     * median. Hours without a sale now and before are left out.
     *
     * @param events rows of unusual_events, a few dozen
     */
    static Map<Object, Object> around(Lake lake, Dataset<Row> events, int limit) {
        Row span = spans(events)
                .agg(min(FIRST).cast("string"), max(LAST).cast("string"))
                .first();
        if (span.isNullAt(0)) {
            return Map.of();
        }
        Dataset<Row> sales = lake.read(HourlySales.TABLE)
                .where(Days.between(
                        HourlySales.LOCAL_DATE,
                        LocalDate.parse(span.getString(0)).minusDays((long) USUAL_WEEKS * Days.WEEK),
                        LocalDate.parse(span.getString(1))))
                .select(
                        HourlySales.LEVEL,
                        HourlySales.ENTITY,
                        HourlySales.DEPARTMENT,
                        HourlySales.CURRENCY,
                        HourlySales.LOCAL_DATE,
                        HourlySales.LOCAL_HOUR,
                        HourlySales.NET_SALES,
                        HourlySales.RETURNS_AMOUNT,
                        HourlySales.TRANSACTIONS,
                        HourlySales.VOIDED_LINES,
                        HourlySales.DISCOUNT);
        Map<Object, Object> hours = new HashMap<>();
        Figures.of(withBands(sales, spans(events)), limit)
                .forEach(event -> hours.put(event.get(UnusualEvents.EVENT_ID), event.get("hours")));
        return hours;
    }

    private static Dataset<Row> spans(Dataset<Row> events) {
        Column end = date_add(to_date(col(UnusualEvents.WINDOW_END)), 1);
        Column first = date_add(col(UnusualEvents.LOCAL_DATE), -1);
        return events.select(
                col(UnusualEvents.EVENT_ID),
                col(UnusualEvents.LEVEL),
                col(UnusualEvents.ENTITY),
                col(UnusualEvents.DEPARTMENT),
                col(UnusualEvents.CURRENCY),
                col(UnusualEvents.METRIC),
                first.as(FIRST),
                least(end, date_add(first, LONGEST_DAYS + 1)).as(LAST));
    }

    /** The metric that was unusual, as detect names it: a column of hourly_sales, or sales before returns. */
    private static Column figure() {
        Column figure = col(HourlySales.NET_SALES).plus(col(HourlySales.RETURNS_AMOUNT));
        for (String metric : List.of(
                HourlySales.TRANSACTIONS, HourlySales.RETURNS_AMOUNT, HourlySales.VOIDED_LINES, HourlySales.DISCOUNT)) {
            figure =
                    when(col(UnusualEvents.METRIC).equalTo(metric), col(metric)).otherwise(figure);
        }
        return figure;
    }

    /** An hour's figures stand on their own day, and on the same weekday of the weeks that they are the past of. */
    private static Dataset<Row> withBands(Dataset<Row> sales, Dataset<Row> spans) {
        String[] place = {UnusualEvents.LEVEL, UnusualEvents.ENTITY, UnusualEvents.DEPARTMENT, UnusualEvents.CURRENCY};
        return sales.join(broadcast(spans), place, "inner")
                .where(col(HourlySales.LOCAL_DATE).between(date_add(col(FIRST), -USUAL_WEEKS * Days.WEEK), col(LAST)))
                .withColumn(FIGURE, figure().cast("double"))
                .withColumn(WEEK, explode(sequence(lit(0), lit(USUAL_WEEKS))))
                .withColumn(
                        DATE, date_add(col(HourlySales.LOCAL_DATE), col(WEEK).multiply(Days.WEEK)))
                .where(col(DATE).between(col(FIRST), col(LAST)))
                .groupBy(col(UnusualEvents.EVENT_ID), col(DATE), col(HourlySales.LOCAL_HOUR))
                .agg(
                        coalesce(max(when(col(WEEK).equalTo(0), col(FIGURE))), lit(0))
                                .as(FIGURE),
                        collect_list(when(col(WEEK).gt(0), col(FIGURE))).as(PAST),
                        collect_list(when(col(WEEK).gt(0), col(WEEK))).as(WEEK))
                .withColumn(PAST, withQuietWeeks())
                .groupBy(UnusualEvents.EVENT_ID)
                .agg(array_sort(collect_list(struct(
                                col(DATE).cast("string").as("date"),
                                col(HourlySales.LOCAL_HOUR).as("hour"),
                                round(col(FIGURE), 2).as("actual"),
                                round(quantile(0.1), 2).as("low"),
                                round(quantile(0.5), 2).as("usual"),
                                round(quantile(0.9), 2).as("high"))))
                        .as("hours"));
    }

    /** The past of an hour in order, with a 0 for every week in which the place sold on that day but not in that hour. */
    private static Column withQuietWeeks() {
        Column weeks = size(array_distinct(
                flatten(collect_list(col(WEEK)).over(Window.partitionBy(UnusualEvents.EVENT_ID, DATE)))));
        return sort_array(concat(
                col(PAST), array_repeat(lit(0.0), weeks.minus(size(col(PAST))).cast("int"))));
    }

    /** Of the past, which is in order, between its neighbours; null where there is none. */
    private static Column quantile(double share) {
        Column place = size(col(PAST)).minus(1).multiply(share);
        Column below = get(col(PAST), floor(place).cast("int"));
        Column above = get(col(PAST), ceil(place).cast("int"));
        return below.plus(place.minus(floor(place)).multiply(above.minus(below)));
    }
}
