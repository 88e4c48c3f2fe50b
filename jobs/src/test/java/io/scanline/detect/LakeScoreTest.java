package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.detect.DetectionScore.Injected;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.UnusualEvents;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Scores the events in the lake of a generated chain, by hand, after generate, ingest, summarize and detect:
 *
 * <pre>
 * mvn -Dfast -pl common,jobs -Dtest=LakeScoreTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dscore.lake=/path/lake -Dscore.truth=/path/chain/truth/events.csv test
 * </pre>
 *
 * <p>An injected event is large when its money reaches a twentieth of its store's or region's mean day, over the day and the four
 * weeks before it: what the job itself asks for by default.
 */
@ExtendWith(SparkExtension.class)
@EnabledIfSystemProperty(named = "score.lake", matches = ".+")
class LakeScoreTest {
    private static final int MEAN_DAYS = 28;

    @Test
    void findsNineInTenLargeEventsAndOneInTenStoriesAtMostIsFalse(SparkSession spark) {
        Lake lake = TestLake.in(Path.of(System.getProperty("score.lake")), spark);

        DetectionScore score = DetectionScore.of(
                injected(lake, System.getProperty("score.truth")),
                lake.read(UnusualEvents.TABLE).collectAsList(),
                lake.read(Stores.TABLE).collectAsList());

        System.out.println(score.report());
        assertThat(score.recall()).as(score.report()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.falseShare()).as(score.report()).isLessThanOrEqualTo(0.1);
    }

    private static List<Injected> injected(Lake lake, String truth) {
        Map<String, TreeMap<LocalDate, Double>> daySales = daySales(lake);
        return lake.spark().read().option("header", true).csv(truth).collectAsList().stream()
                .map(row -> {
                    Instant from = Instant.parse(row.getAs("start_utc"));
                    TreeMap<LocalDate, Double> sales =
                            daySales.getOrDefault(row.getAs("level") + " " + row.getAs("entity"), new TreeMap<>());
                    // the local day is the one that begins within half a day of this one
                    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
                    double mean = sales.subMap(day.minusDays(MEAN_DAYS), true, day, true).values().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(0);
                    double money = Math.abs(Double.parseDouble(row.getAs("impact_money")));
                    return new Injected(
                            row.getAs("level"),
                            row.getAs("entity"),
                            row.getAs("department"),
                            row.getAs("kind"),
                            from,
                            Instant.parse(row.getAs("end_utc")),
                            money > 0 && money >= DetectOptions.SHARE_OF_DAY * mean);
                })
                .toList();
    }

    private static Map<String, TreeMap<LocalDate, Double>> daySales(Lake lake) {
        Map<String, TreeMap<LocalDate, Double>> daySales = new HashMap<>();
        for (Row row : lake.read(HourlySales.TABLE)
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .groupBy(HourlySales.LEVEL, HourlySales.ENTITY, HourlySales.LOCAL_DATE)
                .agg(sum(col(HourlySales.NET_SALES).plus(col(HourlySales.RETURNS_AMOUNT)))
                        .cast("double")
                        .as("sales"))
                .collectAsList()) {
            daySales.computeIfAbsent(row.getString(0) + " " + row.getString(1), k -> new TreeMap<>())
                    .put(row.<Date>getAs(2).toLocalDate(), row.getDouble(3));
        }
        return daySales;
    }
}
