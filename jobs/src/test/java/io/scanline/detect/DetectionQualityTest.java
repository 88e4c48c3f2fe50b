package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.detect.DetectionScore.Injected;
import io.scanline.detect.SimulatedChain.Shock;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.UnusualEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nine stores with a few customers an hour, where chance is most of what one sees: nine in ten of the days that are scored
 * have no event, and what is found there is false.
 */
@ExtendWith(SparkExtension.class)
class DetectionQualityTest {
    private static final int STORES = 9;
    private static final int DAYS = 56;
    private static final int ORDINARY_DAYS = 28;
    private static final int EVENTS = 18;

    @Test
    void findsNineInTenEventsAndOneInTenStoriesAtMostIsFalse(@TempDir Path folder, SparkSession spark) {
        SimulatedChain chain = new SimulatedChain(STORES, DAYS, 5).quieterBy(6);
        Random random = new Random(6);
        for (int i = 0; i < EVENTS; i++) {
            // no two on a store's neighbouring days, nor on a Sunday
            int day = ORDINARY_DAYS + 3 * (i % STORES) + (i % STORES * 3 % 7 == 6 ? 1 : 0);
            chain.with(shock(String.format("S%02d", (i + 5 * (i / STORES)) % STORES), day, i, random));
        }
        Lake lake = TestLake.in(folder, spark);
        chain.fill(lake);

        TestLake.run(folder, spark, new DetectJob(DetectOptions.defaults()));

        Lake after = TestLake.in(folder, spark);
        DetectionScore score = DetectionScore.of(
                chain.shocks().stream().map(DetectionQualityTest::injected).toList(),
                after.read(UnusualEvents.TABLE).collectAsList(),
                after.read(Stores.TABLE).collectAsList());
        assertThat(score.recall()).as(score.report()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.falseShare()).as(score.report()).isLessThanOrEqualTo(0.1);
    }

    private static Shock shock(String store, int day, int number, Random random) {
        int from = 10 + random.nextInt(3);
        int to = from + 6 + random.nextInt(3);
        return switch (number % 4) {
            case 0 -> new Shock(store, day, from, to, "*", 0.05 + 0.15 * random.nextDouble(), 1, false);
            case 1 -> new Shock(store, day, from, to, "*", 2.4 + random.nextDouble(), 1, false);
            case 2 -> new Shock(store, day, from, to, "*", 1, 30, false);
            default -> new Shock(store, day, from, to, "*", 1, 1, true);
        };
    }

    private static Injected injected(Shock shock) {
        String kind = shock.missing()
                ? "DATA_LATE"
                : shock.returns() > 1 ? "RETURNS_SPIKE" : shock.customers() > 1 ? "SALES_SPIKE" : "SALES_DROP";
        return new Injected(
                HourlySales.STORE,
                shock.store(),
                shock.department(),
                kind,
                at(shock.day(), shock.from()),
                at(shock.day(), shock.to()),
                true);
    }

    private static Instant at(int day, int hour) {
        LocalDate date = SimulatedChain.START.plusDays(day);
        return date.atTime(hour, 0).atZone(SimulatedChain.ZONE).toInstant();
    }
}
