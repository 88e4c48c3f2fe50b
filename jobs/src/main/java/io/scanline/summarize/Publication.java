package io.scanline.summarize;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.spark.Exploded;
import io.scanline.spark.RowChanges;
import io.scanline.table.HourlySales;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was published before, against what is known now: late lines, status and revision, and which rows change at all. */
final class Publication {
    static final String PROVISIONAL = "PROVISIONAL";
    static final String FINAL = "FINAL";
    static final String RESTATED = "RESTATED";

    private static final String[] STORE_HOUR_KEY = {
        CountedLines.STORE_ID, CountedLines.HOUR, HourlySales.DEPARTMENT, HourlySales.CURRENCY
    };
    private static final Set<String> NOT_COMPARED = Set.of(HourlySales.STATUS, HourlySales.REVISION);

    private Publication() {}

    /**
     * Adds late_lines: those published as late before, and the lines that arrived after a row of the hour was first published
     * for the store's region.
     *
     * @param published rows of hourly_sales on the touched days
     */
    static Dataset<Row> withLateLines(
            Dataset<Row> storeHours, Dataset<Row> published, Touched touched, Dataset<Row> levels) {
        Dataset<Row> before = published
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .select(
                        col(HourlySales.ENTITY).as(CountedLines.STORE_ID),
                        col(CountedLines.HOUR),
                        col(HourlySales.DEPARTMENT),
                        col(HourlySales.CURRENCY),
                        col(HourlySales.LATE_LINES).as("late_before"));
        return storeHours
                .join(before, STORE_HOUR_KEY, "left")
                .join(lateArrivals(published, touched, levels), STORE_HOUR_KEY, "left")
                .withColumn(
                        HourlySales.LATE_LINES,
                        coalesce(col("late_before"), lit(0L)).plus(coalesce(col(Touched.ARRIVED), lit(0L))))
                .drop("late_before", Touched.ARRIVED);
    }

    private static Dataset<Row> lateArrivals(Dataset<Row> published, Touched touched, Dataset<Row> levels) {
        Dataset<Row> regions = levels.where(col(HourlySales.LEVEL).equalTo(HourlySales.REGION));
        Dataset<Row> regionHours = published
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.REGION))
                .select(col(HourlySales.ENTITY), col(CountedLines.HOUR).as("region_hour"))
                .distinct();
        return touched.arrivals()
                .join(broadcast(regions), CountedLines.STORE_ID)
                .withColumn("region_hour", CalendarColumns.hourStart(col(CountedLines.HOUR), col(StoreLevels.ZONE)))
                .join(regionHours, new String[] {HourlySales.ENTITY, "region_hour"}, "left_semi")
                .transform(rows ->
                        Exploded.of(rows, "of", array(col(HourlySales.DEPARTMENT), lit(HourlySales.ALL_DEPARTMENTS))))
                .groupBy(
                        col(CountedLines.STORE_ID),
                        col(CountedLines.HOUR),
                        col("of").as(HourlySales.DEPARTMENT),
                        col(HourlySales.CURRENCY))
                .agg(sum(Touched.ARRIVED).as(Touched.ARRIVED));
    }

    /**
     * The rows that differ from what is published, with status and revision. Those of which only the status has settled keep theirs.
     *
     * @param newest newest local date of the table after this run
     * @param settleDays an hour of the newest days, as many as these, is PROVISIONAL
     */
    static Dataset<Row> changed(Dataset<Row> rows, Dataset<Row> published, LocalDate newest, int settleDays) {
        Column same = Stream.of(HourlySales.TABLE.rowSchema().fieldNames())
                .filter(name -> !NOT_COMPARED.contains(name))
                .map(name -> col("n." + name).eqNullSafe(col("o." + name)))
                .reduce(lit(true), Column::and);
        Column settled = col("n." + HourlySales.LOCAL_DATE).leq(Date.valueOf(newest.minusDays(settleDays)));
        Column status = when(settled.equalTo(false), PROVISIONAL)
                .when(col("o." + HourlySales.STATUS).isin(FINAL, RESTATED), RESTATED)
                .otherwise(FINAL);
        Column settles = settled.and(col("o." + HourlySales.STATUS).equalTo(PROVISIONAL));
        return rows.alias("n")
                .join(published.alias("o"), RowChanges.sameKey(HourlySales.TABLE, "n", "o"), "left")
                .where(col("o." + HourlySales.REVISION)
                        .isNull()
                        .or(same.equalTo(false))
                        .or(settles))
                .select(
                        col("n.*"),
                        status.as(HourlySales.STATUS),
                        when(same, col("o." + HourlySales.REVISION))
                                .otherwise(coalesce(col("o." + HourlySales.REVISION), lit(0))
                                        .plus(1))
                                .as(HourlySales.REVISION));
    }
}
