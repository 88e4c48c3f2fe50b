package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.scale.SyntheticLog.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final Offset<Double> EXACTLY = within(1e-6);

    @TempDir
    Path folder;

    /** A day's ingest is 2400 tasks of a second; the forecast, which is made once a day, is in no hour. */
    @Test
    void everyHourHasTheExecutorsThatItsLinesNeed() {
        double[] seconds = new double[2400];
        Arrays.fill(seconds, 1);
        Trace ingest = new SyntheticLog()
                .job(SyntheticLog.run("ingest", 0), "reading", Stage.of(seconds))
                .trace(folder);
        Trace forecast = new SyntheticLog()
                .job(SyntheticLog.run("forecast", 0), "smoothing", Stage.of(seconds))
                .trace(folder);
        RecordedRun run = new RecordedRun("s", 1, false, Map.of("ingest", 24_000L), 0, List.of(ingest, forecast));
        double[] shares = new double[24];
        Arrays.fill(shares, 8, 24, 1.0 / 16);
        HourlyLoad hourly = new HourlyLoad(run, StepGrowth.UNKNOWN);

        Fleet fleet =
                Fleet.of(shares, 24_000, 1, 50.5, hourly.need(new Demand(1, 1)), Optional.of(new BigDecimal("0.10")));

        assertThat(hourly.jobs()).containsExactly("ingest");
        // 150 s of tasks in an open hour: three executors keep 50.5 s
        assertThat(fleet.hours()).hasSize(24);
        assertThat(fleet.hours().get(3).executors()).isEqualTo(1);
        assertThat(fleet.hours().get(9).executors()).isEqualTo(3);
        assertThat(fleet.hours().get(9).lines()).isCloseTo(1500, EXACTLY);
        assertThat(fleet.hours().get(9).seconds()).isCloseTo(50, EXACTLY);
        assertThat(fleet.fixedExecutors()).isEqualTo(3);
        assertThat(fleet.fixedCoreHours()).isCloseTo(72, EXACTLY);
        assertThat(fleet.hourlyCoreHours()).isCloseTo(16 * 3 + 8, EXACTLY);
        double released =
                16 * 3 * (50 + 60) / 3600.0 + 8 * (fleet.hours().get(3).seconds() + 60) / 3600;
        assertThat(fleet.releasedCoreHours()).isCloseTo(released, EXACTLY);
        assertThat(fleet.savedShare()).isCloseTo(1 - released / 72, EXACTLY);
        assertThat(fleet.savedCost())
                .isCloseTo(
                        new BigDecimal("7.20").subtract(BigDecimal.valueOf(released / 10)),
                        within(new BigDecimal("0.0001")));
    }

    /** One task of 100 s is done no sooner by a second executor. */
    @Test
    void anHourThatNoNumberKeepsHasNoMoreThanMakeItFaster() {
        Trace ingest = new SyntheticLog()
                .job(SyntheticLog.run("ingest", 0), "reading", Stage.of(100))
                .trace(folder);
        RecordedRun run = new RecordedRun("s", 1, false, Map.of("ingest", 1000L), 0, List.of(ingest));

        Fleet fleet = Fleet.of(
                new double[] {1},
                1000,
                1,
                50,
                new HourlyLoad(run, StepGrowth.UNKNOWN).need(new Demand(1, 1)),
                Optional.empty());

        assertThat(fleet.hours().get(0).kept()).isFalse();
        assertThat(fleet.hours().get(0).executors()).isEqualTo(1);
    }

    @Test
    void executorsAreGivenBackWhenClustersGiveThemBack() throws IOException {
        Path settings = Path.of(System.getProperty("scanline.project"), "jobs/conf/cluster.conf");

        assertThat(Files.readAllLines(settings))
                .anyMatch(line ->
                        line.matches("spark.dynamicAllocation.executorIdleTimeout\\s+" + Fleet.IDLE_SECONDS + "s"));
    }

    @Test
    void aRecordedRunWithoutHourlyJobsHasNoHours() {
        Trace forecast = new SyntheticLog()
                .job(SyntheticLog.run("forecast", 0), "smoothing", Stage.of(1))
                .trace(folder);

        assertThat(new HourlyLoad(new RecordedRun("s", 1, false, Map.of(), 0, List.of(forecast)), StepGrowth.UNKNOWN)
                        .jobs())
                .isEmpty();
    }
}
