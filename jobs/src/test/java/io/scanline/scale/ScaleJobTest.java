package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.ScanlineException;
import io.scanline.scale.SyntheticLog.Stage;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.ScaleRuns;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From runs as a cluster would have made them to the table, the law and the plan. */
@ExtendWith(SparkExtension.class)
class ScaleJobTest {
    private static final BigDecimal PRICE = new BigDecimal("0.36");

    @TempDir
    Path folder;

    private final SparkSession spark;

    ScaleJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void recordsRunsFindsTheLawAndPlansFromThem() {
        ScaleResult result = TestLake.run(folder, spark, new ScaleJob(false, measured(), Optional.of(PRICE)));

        List<Row> rows = TestLake.in(folder, spark).read(ScaleRuns.TABLE).collectAsList();
        assertThat(rows).hasSize(result.runs().size()).hasSize(4 + 4);
        Row two = rows.stream()
                .filter(row ->
                        row.<Integer>getAs(ScaleRuns.EXECUTORS) == 2 && row.<Integer>getAs(ScaleRuns.REPEAT) == 1)
                .findFirst()
                .orElseThrow();
        assertThat(two.<Double>getAs(ScaleRuns.WALL_S)).isCloseTo(12, within(1e-9));
        assertThat(two.<Double>getAs(ScaleRuns.SPEED_UP)).isCloseTo(22.0 / 12, within(1e-9));
        assertThat(two.<Double>getAs(ScaleRuns.KARP_FLATT)).isCloseTo(2.0 / 22, within(1e-9));
        assertThat(two.<Double>getAs(ScaleRuns.LINES_PER_S)).isCloseTo(1000.0 / 12, within(1e-9));
        assertThat(two.<Double>getAs(ScaleRuns.PREDICTED_WALL_S)).isCloseTo(12, within(1e-9));
        // two cores for 12 s are 1/150 of a core-hour, a thousand times for a million lines
        assertThat(two.<BigDecimal>getAs(ScaleRuns.COST_PER_MILLION_LINES)).isEqualByComparingTo("2.4");
        JobFinding ingest = result.jobs().get(0);
        assertThat(ingest.fit().amdahl().serial()).isCloseTo(2.0 / 22, within(1e-6));
        assertThat(ingest.limits().get(0).cause()).isEqualTo(Cause.DRIVER);
        assertThat(result.summary())
                .contains("Amdahl: 9.1% serial", "the driver worked alone", "12.0 (12.0-12.0)", "12.0 (+0%)");

        PlanResult plan = plan("x400", Duration.ofSeconds(402));

        // 2 s of the driver and 8000 s of tasks of a second each: 20 waves of 400 tasks keep the other 400
        assertThat(plan.executors()).isEqualTo(20);
        assertThat(plan.p50Seconds()).isCloseTo(402, within(1e-6));
        assertThat(plan.coreHours()).isCloseTo(20 * 402 / 3600.0, within(1e-9));
        assertThat(plan.costADay()).isEqualByComparingTo("0.8040");
        assertThat(plan.linesADay()).isCloseTo(400_000, within(1e-6));
        assertThat(plan.confidence()).isEqualTo("LOW");
        assertThat(plan.why()).anyMatch(reason -> reason.contains("400 times those of the recorded run"));
        assertThat(plan.summary()).contains("20 executors of 1 core", "Simulated, not measured", "Assumed");
        PlanResult tooSoon = plan("x400", Duration.ofSeconds(1));
        assertThat(tooSoon.executors()).isNull();
        // 8000 tasks of a second: 4096 executors do them in two waves, 2048 in four
        assertThat(tooSoon.usefulExecutors()).isEqualTo(4096);
        assertThat(tooSoon.summary()).contains("More than 4096 are hardly faster");
        assertThat(plan("x2", Duration.ofSeconds(42)).confidence()).isEqualTo("HIGH");
    }

    @Test
    void whatAnEarlierStudyForetoldStandsBesideWhatCame() {
        TestLake.run(folder, spark, new ScaleJob(false, List.of(run(1, 1, 20, 1000)), Optional.empty()));

        ScaleResult later = TestLake.run(
                folder,
                spark,
                new ScaleJob(false, List.of(run(1, 1, 60, 4000), run(2, 1, 60, 4000)), Optional.empty()));

        // 2 s of the driver and four times 20 s of tasks were foretold; 62 s and 32 s came
        List<ScaleRow> foretold = later.runs().stream()
                .filter(row -> !row.measured() && row.executors() <= 2)
                .toList();
        assertThat(foretold).extracting(ScaleRow::executors).containsExactly(1, 2);
        assertThat(foretold.get(0).lines()).isEqualTo(4000);
        // repeats are taken to scatter by a tenth where there are none
        assertThat(foretold.get(0).wall()).isCloseTo(82, within(3.0));
        assertThat(foretold.get(1).wall()).isCloseTo(42, within(2.0));
        assertThat(later.summary()).contains("was foretold from the run of an earlier study: +3");
        assertThat(TestLake.in(folder, spark)
                        .read(ScaleRuns.TABLE)
                        .where("kind = 'SIMULATED' AND executors <= 2 AND study = '" + later.study() + "'")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void namesTheStepWhoseCostGrowsFasterThanTheLines() {
        Trace another = new SyntheticLog()
                .job(SyntheticLog.run("ingest", 0), "ingest: Judging 5 lines", Stage.of(1000))
                .trace(folder);
        MeasuredRun warm = new MeasuredRun(1, 1, List.of(another), Map.of("ingest", 1000L));
        TestLake.run(folder, spark, new ScaleJob(true, List.of(warm), Optional.empty()));
        for (int volume : new int[] {1, 2, 4}) {
            Trace trace = new SyntheticLog()
                    .job(SyntheticLog.run("ingest", 0), "ingest: Judging 5 lines", Stage.of(volume, volume))
                    .job(SyntheticLog.run("ingest", 0), "ingest: Adding up", Stage.of(volume * volume, volume * volume))
                    .trace(folder);
            MeasuredRun run = new MeasuredRun(1, 1, List.of(trace), Map.of("ingest", 1000L * volume));
            TestLake.run(folder, spark, new ScaleJob(false, List.of(run), Optional.empty()));
        }

        PlanResult plan = plan("x1", Duration.ofMinutes(45));

        JobElasticity ingest = plan.elasticity().get(0);
        // 4, 12 and 40 seconds of CPU
        assertThat(ingest.elasticity().slope()).isCloseTo(Math.log(10) / Math.log(4), within(0.01));
        assertThat(ingest.elasticity().doublings()).isCloseTo(2, within(1e-9));
        assertThat(ingest.worst()).isEqualTo("ingest: Adding up");
        assertThatThrownBy(plan::checkLinear)
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("ingest: Adding up");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theFleetFollowsTheHoursOfTheLake() {
        TestLake.run(folder, spark, new ScaleJob(false, measured(), Optional.of(PRICE)));
        assertThat(plan("x400", Duration.ofSeconds(402)).fleet()).isNull();
        TableRows.fill(
                TestLake.in(folder, spark),
                HourlySales.TABLE,
                hour("CHAIN", "2026-03-01T09:00:00Z", "*", 30),
                hour("CHAIN", "2026-03-02T09:00:00Z", "*", 30),
                hour("CHAIN", "2026-03-02T17:00:00Z", "*", 20),
                hour("CHAIN", "2026-03-02T17:00:00Z", "Dairy", 20),
                hour("STORE", "2026-03-02T03:00:00Z", "*", 20));

        PlanResult plan = plan("x400", Duration.ofSeconds(402));

        // three quarters of 8000 s of tasks in one hour, a quarter in another, each with 2 s of the driver
        List<Fleet.Hour> hours = plan.fleet().hours();
        assertThat(hours.get(9).executors()).isEqualTo(15);
        assertThat(hours.get(9).lines()).isCloseTo(300_000, within(1e-6));
        assertThat(hours.get(17).executors()).isEqualTo(5);
        assertThat(hours.get(3).executors()).isEqualTo(1);
        assertThat(plan.fleet().fixedCoreHours()).isCloseTo(15 * 24, within(1e-9));
        assertThat(plan.summary()).contains("Hour by hour", "09:00 to 10:00     15 executors", "A fixed fleet of 15");
    }

    private static Map<String, Object> hour(String level, String start, String department, int units) {
        return Map.of(
                HourlySales.LEVEL,
                level,
                HourlySales.HOUR_START_UTC,
                start,
                HourlySales.LOCAL_DATE,
                start.substring(0, 10),
                HourlySales.DEPARTMENT,
                department,
                HourlySales.UNITS_SOLD,
                units);
    }

    @Test
    void aLakeWithoutMeasuredRunsSaysHowToGetThem() {
        assertThatThrownBy(() -> plan("x2", Duration.ofMinutes(45)))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("scanline scale --lake");
    }

    private PlanResult plan(String sales, Duration deadline) {
        return TestLake.run(
                folder,
                spark,
                new PlanJob(new PlanOptions(
                        Growth.NONE, Optional.of(Growth.of(sales, "--sales")), deadline, Optional.of(PRICE))));
    }

    /** Two seconds of the driver and twenty tasks of one second, with one executor and with two. */
    private List<MeasuredRun> measured() {
        List<MeasuredRun> runs = new ArrayList<>();
        for (int repeat = 1; repeat <= 2; repeat++) {
            runs.add(run(1, repeat));
            runs.add(run(2, repeat));
        }
        return runs;
    }

    private MeasuredRun run(int executors, int repeat) {
        return run(executors, repeat, 20, 1000);
    }

    private MeasuredRun run(int executors, int repeat, int tasks, long lines) {
        double[] seconds = new double[tasks];
        java.util.Arrays.fill(seconds, 1);
        SyntheticLog log = new SyntheticLog(executors, 0, true);
        Trace trace = log.driver(2)
                .job(SyntheticLog.run("ingest", 0), "ingest: Judging 1000 lines", Stage.of(seconds))
                .trace(folder);
        return new MeasuredRun(executors, repeat, List.of(trace), Map.of("ingest", lines));
    }
}
