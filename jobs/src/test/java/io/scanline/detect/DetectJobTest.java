package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.detect.SimulatedChain.Shock;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.EventFeedback;
import io.scanline.table.Lake;
import io.scanline.table.TableRows;
import io.scanline.table.UnusualEvents;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One chain of eight stores in two regions over ten weeks, with one large event of each kind. Nothing else may be found, nor
 * may any store be late with the last day, of which one store has sent its morning.
 */
@ExtendWith(SparkExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DetectJobTest {
    private static final int DAYS = 71;

    @TempDir
    static Path folder;

    private static List<Row> stories;

    @BeforeAll
    static void detect(SparkSession spark) {
        SimulatedChain chain = new SimulatedChain(8, DAYS, 7)
                .opening("S03", 45)
                .sales("S00", 50, 12, 19, 0.2)
                .sales("S01", 52, 11, 17, 2.6)
                .with(new Shock("S02", 54, 10, 18, "*", 1, 30, false))
                .with(new Shock("S05", 57, 11, 16, "*", 1, 1, true))
                .with(new Shock("S06", 59, 9, 21, "fresh", 0.05, 1, false))
                .lastDayArrivedUntil(14);
        for (String store : List.of("S04", "S05", "S06", "S07")) {
            chain.sales(store, 66, 12, 18, 0.35);
        }
        Lake lake = TestLake.in(folder, spark);
        chain.fill(lake);
        TestLake.run(folder, spark, new DetectJob(DetectOptions.defaults()));
        stories = events(spark).stream()
                .filter(e -> e.getAs(UnusualEvents.PARENT_EVENT_ID) == null)
                .toList();
    }

    @Test
    void findsEachEventAtTheHighestNodeThatExplainsItAndNothingElse() {
        assertThat(stories.stream().map(DetectJobTest::identity))
                .containsExactlyInAnyOrder(
                        "STORE S00 * SALES_DROP 2024-02-20",
                        "STORE S01 * SALES_SPIKE 2024-02-22",
                        "STORE S02 * RETURNS_SPIKE 2024-02-24",
                        "STORE S05 * DATA_LATE 2024-02-27",
                        "STORE S06 fresh SALES_DROP 2024-02-29",
                        "REGION R1 * SALES_DROP 2024-03-07");
    }

    @Test
    void childrenHangUnderTheRegionsEvent(SparkSession spark) {
        String region = story("REGION R1").getAs(UnusualEvents.EVENT_ID);

        List<Row> children = events(spark).stream()
                .filter(e -> region.equals(e.getAs(UnusualEvents.PARENT_EVENT_ID)))
                .toList();

        assertThat(children.stream().map(e -> e.<String>getAs(UnusualEvents.ENTITY)))
                .contains("S04", "S05", "S06", "S07");
        assertThat(children).allSatisfy(e -> assertThat(e.<Double>getAs(UnusualEvents.SHARE_OF_PARENT))
                .isBetween(0.01, 1.0));
    }

    @Test
    void tellsTheDropToAnAreaManager() {
        Row drop = story("STORE S00");

        assertThat(drop.<String>getAs(UnusualEvents.HEADLINE))
                .matches(
                        "Store S00 sold (7|8)\\d% less than on a usual Tuesday from 12:00 to 19:00 \\(\\d+ instead of [\\d,]+ EUR\\); traffic fell, baskets did not.*");
        assertThat(drop.<Double>getAs(UnusualEvents.ACTUAL)).isLessThan(drop.<Double>getAs(UnusualEvents.LOWER));
        assertThat(drop.<java.math.BigDecimal>getAs(UnusualEvents.TRANSACTIONS_EFFECT)
                        .signum())
                .isNegative();
    }

    @Test
    void runAgainItWritesNothing(SparkSession spark) {
        DetectResult again = TestLake.run(folder, spark, new DetectJob(DetectOptions.defaults()));

        assertThat(again).isEqualTo(DetectResult.nothingChanged(0));
    }

    /** Alone, the week has other days before it in the run: none. */
    @Test
    void aWeeksEventsAreTheSameWhicheverOtherDaysAreScored(SparkSession spark) {
        long version = TestLake.in(folder, spark).version(UnusualEvents.TABLE);

        DetectResult alone =
                TestLake.run(folder, spark, new DetectJob(on(LocalDate.of(2024, 3, 7), LocalDate.of(2024, 3, 8))));

        assertThat(alone.daysScored()).isEqualTo(7);
        assertThat(alone.events()).isGreaterThan(4);
        assertThat(alone.changed()).isZero();
        assertThat(TestLake.in(folder, spark).version(UnusualEvents.TABLE)).isEqualTo(version);
    }

    /** Last of all, as it closes one of the events that the other tests count. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whatAnAnalystCallsNormalIsClosedAndStaysSo(SparkSession spark) {
        String drop = story("STORE S00").getAs(UnusualEvents.EVENT_ID);
        TableRows.fill(
                TestLake.in(folder, spark),
                EventFeedback.TABLE,
                Map.of("event_id", drop, "verdict", "NORMAL", "note", "stocktaking"));

        assertThat(TestLake.run(folder, spark, new DetectJob(DetectOptions.defaults())))
                .isEqualTo(DetectResult.nothingChanged(1));
        assertThat(closed(spark)).containsExactly(drop + " NORMAL: stocktaking");
        TestLake.run(folder, spark, new DetectJob(on(LocalDate.of(2024, 2, 20), LocalDate.of(2024, 2, 21))));
        assertThat(closed(spark)).containsExactly(drop + " NORMAL: stocktaking");
    }

    private static List<String> closed(SparkSession spark) {
        return events(spark).stream()
                .filter(e -> e.<String>getAs(UnusualEvents.STATUS).equals("CLOSED"))
                .map(e -> e.getAs(UnusualEvents.EVENT_ID) + " " + e.getAs(UnusualEvents.FEEDBACK))
                .toList();
    }

    private static DetectOptions on(LocalDate from, LocalDate to) {
        DetectOptions d = DetectOptions.defaults();
        return new DetectOptions(
                new io.scanline.config.Interval(from, to),
                d.backfillDays(),
                d.weeks(),
                d.falseDiscoveryRate(),
                d.minPercent(),
                d.minMoney());
    }

    private static List<Row> events(SparkSession spark) {
        return TestLake.in(folder, spark).read(UnusualEvents.TABLE).collectAsList();
    }

    private static Row story(String node) {
        return stories.stream()
                .filter(e -> identity(e).startsWith(node))
                .findFirst()
                .orElseThrow();
    }

    private static String identity(Row e) {
        return String.join(
                " ",
                e.<String>getAs(UnusualEvents.LEVEL),
                e.<String>getAs(UnusualEvents.ENTITY),
                e.<String>getAs(UnusualEvents.DEPARTMENT),
                e.<String>getAs(UnusualEvents.KIND),
                e.getAs(UnusualEvents.LOCAL_DATE).toString());
    }
}
