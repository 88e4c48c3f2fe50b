package io.scanline.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Net sales a day of the largest regions: this year, the same weekday last year, and what the eight weeks before made usual. */
final class Regions {
    /** Regions that are drawn, one small picture each. */
    static final int LIMIT = 12;

    private static final int DAYS = 56;
    private static final int USUAL_WEEKS = 8;
    /** The band holds four of five past weeks. */
    static final Column BAND = array(lit(0.1), lit(0.9));

    private static final String DATE = "date";
    private static final String NET_SALES = "netSales";
    private static final String SHIFT = "shift";

    private Regions() {}

    /**
     * Entity, currency and days of each, as date, netSales, lastYear, low and high; the largest of a currency first, currencies
     * in turn as the places are.
     *
     * @param hours hourly_sales of all departments
     * @param places of the day, as {@link Places} lists them
     */
    static List<Map<String, Object>> of(Dataset<Row> hours, List<Map<String, Object>> places, LocalDate day) {
        List<Map<String, Object>> largest = places.stream()
                .filter(place -> HourlySales.REGION.equals(place.get(HourlySales.LEVEL)))
                .limit(LIMIT)
                .toList();
        if (largest.isEmpty()) {
            return List.of();
        }
        Object[] names =
                largest.stream().map(place -> place.get(HourlySales.ENTITY)).toArray();
        Dataset<Row> daily = hours.where(col(HourlySales.LEVEL)
                        .equalTo(HourlySales.REGION)
                        .and(col(HourlySales.ENTITY).isin(names))
                        .and(Days.between(HourlySales.LOCAL_DATE, day.minusDays(DAYS - 1L + Days.YEAR), day)))
                .groupBy(HourlySales.ENTITY, HourlySales.CURRENCY, HourlySales.LOCAL_DATE)
                .agg(sum(HourlySales.NET_SALES).as(NET_SALES));
        Map<Object, Object> days = new HashMap<>();
        Figures.of(drawn(daily, day), LIMIT * LIMIT).forEach(region -> days.put(key(region), region.get("days")));
        return largest.stream()
                .filter(place -> days.containsKey(key(place)))
                .map(place -> Map.of(
                        HourlySales.ENTITY,
                        place.get(HourlySales.ENTITY),
                        HourlySales.CURRENCY,
                        place.get(HourlySales.CURRENCY),
                        "days",
                        days.get(key(place))))
                .toList();
    }

    private static List<Object> key(Map<String, Object> place) {
        return List.of(place.get(HourlySales.ENTITY), place.get(HourlySales.CURRENCY));
    }

    /** Each day's sales stand on the day itself, and on the later ones that they are the past of. */
    private static Dataset<Row> drawn(Dataset<Row> daily, LocalDate day) {
        Column[] shifts = Stream.concat(
                        IntStream.rangeClosed(0, USUAL_WEEKS).mapToObj(week -> week * Days.WEEK), Stream.of(Days.YEAR))
                .map(shift -> lit(shift))
                .toArray(Column[]::new);
        Column sales = col(NET_SALES);
        Column band = percentile(when(col(SHIFT).gt(0).and(col(SHIFT).lt(Days.YEAR)), sales.cast("double")), BAND);
        return daily.withColumn(SHIFT, explode(array(shifts)))
                .withColumn(DATE, date_add(col(HourlySales.LOCAL_DATE), col(SHIFT)))
                .where(Days.between(DATE, day.minusDays(DAYS - 1L), day))
                .groupBy(HourlySales.ENTITY, HourlySales.CURRENCY, DATE)
                .agg(
                        max(when(col(SHIFT).equalTo(0), sales)).as(NET_SALES),
                        max(when(col(SHIFT).equalTo(Days.YEAR), sales)).as("lastYear"),
                        band.as("band"))
                .groupBy(HourlySales.ENTITY, HourlySales.CURRENCY)
                .agg(array_sort(collect_list(struct(
                                col(DATE).cast("string").as(DATE),
                                col(NET_SALES),
                                col("lastYear"),
                                round(col("band").getItem(0), 2).as("low"),
                                round(col("band").getItem(1), 2).as("high"))))
                        .as("days"));
    }
}
