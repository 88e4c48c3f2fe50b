package io.scanline.detect;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_timestamp;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Labels from a CSV file with a header, such as the truth that generate writes: event_id, level, entity, department, start_utc,
 * end_utc, kind, impact_money; and factor, if it is there, which says how many times the usual was sold. Other columns are left
 * alone.
 */
final class Labels {
    private static final List<String> COLUMNS =
            List.of("event_id", "level", "entity", "department", "start_utc", "end_utc", "kind", "impact_money");
    private static final String WANTED = "Give --labels a CSV file with the columns " + String.join(", ", COLUMNS)
            + ", such as truth/events.csv of a generated chain.";

    private static final String FACTOR = "factor";
    private static final int MEAN_DAYS = 28;
    private static final String MEAN_DAY = "mean_day";

    private Labels() {}

    /**
     * A label is worth the gate when its money is, of the mean day of its place over its day and the four weeks before, and a change
     * of sales whose factor is known when that is as far from 1 as detect asks for.
     */
    static List<Label> read(Lake lake, DetectOptions options, String path) {
        return withMeanDay(lake, open(lake.spark(), path)).collectAsList().stream()
                .map(row -> label(row, options, path))
                .toList();
    }

    /**
     * The file's rows.
     *
     * @throws ScanlineException usage, where it is not there or has not the columns
     */
    static Dataset<Row> open(SparkSession spark, String path) {
        Location place = Location.of(path);
        try {
            if (!place.fileSystem(spark.sparkContext().hadoopConfiguration()).exists(place.path())) {
                throw ScanlineException.usage("--labels " + path + " is not there.", WANTED);
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "--labels " + path + " cannot be read: " + e.getMessage(), "Check the storage that it is on.", e);
        }
        Dataset<Row> labels = spark.read().option("header", true).csv(place.toString());
        List<String> missing = new ArrayList<>(COLUMNS);
        missing.removeAll(List.of(labels.columns()));
        if (!missing.isEmpty()) {
            throw ScanlineException.usage(path + " has no column " + String.join(", ", missing) + ".", WANTED);
        }
        return labels;
    }

    private static Dataset<Row> withMeanDay(Lake lake, Dataset<Row> labels) {
        Dataset<Row> days = lake.read(HourlySales.TABLE)
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .join(
                        broadcast(labels.select("level", "entity").distinct()),
                        new String[] {HourlySales.LEVEL, HourlySales.ENTITY},
                        "left_semi")
                .groupBy(HourlySales.LEVEL, HourlySales.ENTITY, HourlySales.LOCAL_DATE)
                .agg(sum(col(HourlySales.NET_SALES).plus(col(HourlySales.RETURNS_AMOUNT)))
                        .cast("double")
                        .as("sales"));
        // the local day is the one that begins within half a day of this one
        Column day = to_date(to_timestamp(col("start_utc")));
        Dataset<Row> means = labels.withColumn("_day", day)
                .select("event_id", "level", "entity", "_day")
                .join(days, new String[] {"level", "entity"}, "inner")
                .where(col(HourlySales.LOCAL_DATE).between(date_sub(col("_day"), MEAN_DAYS), col("_day")))
                .groupBy("event_id")
                .agg(avg("sales").as(MEAN_DAY));
        return labels.join(broadcast(means), new String[] {"event_id"}, "left").orderBy("event_id");
    }

    private static boolean enoughPercent(Row row, DetectOptions options) {
        boolean known = List.of(row.schema().fieldNames()).contains(FACTOR) && row.getAs(FACTOR) != null;
        if (!known || !Kind.isSales(row.getAs("kind"))) {
            return true;
        }
        return Math.abs(Double.parseDouble(row.getAs(FACTOR)) - 1) * 100 >= options.minPercent();
    }

    private static Label label(Row row, DetectOptions options, String path) {
        try {
            double money = Math.abs(Double.parseDouble(row.getAs("impact_money")));
            Double meanDay = row.getAs(MEAN_DAY);
            double gate = options.minMoney() != null
                    ? options.minMoney().doubleValue()
                    : DetectOptions.SHARE_OF_DAY * (meanDay == null ? 0 : meanDay);
            return new Label(
                    row.getAs("event_id"),
                    row.getAs("level"),
                    row.getAs("entity"),
                    row.getAs("department"),
                    row.getAs("kind"),
                    Instant.parse(row.getAs("start_utc")),
                    Instant.parse(row.getAs("end_utc")),
                    money > 0 && money >= gate && enoughPercent(row, options));
        } catch (NumberFormatException | DateTimeParseException | NullPointerException e) {
            throw ScanlineException.usage(
                    "Label " + row.getAs("event_id") + " in " + path + " cannot be read: " + e.getMessage() + ".",
                    "Times are ISO 8601 with Z, such as 2024-03-01T10:00:00Z, and money is a number.");
        }
    }
}
