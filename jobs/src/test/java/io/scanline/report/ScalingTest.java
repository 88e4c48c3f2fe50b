package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ScalingTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    @TempDir
    Path folder;

    @Test
    void tellsMeasuredFromSimulatedFromForetold(SparkSession spark) {
        ScaledRuns.fill(TestLake.in(folder, spark));

        Scaling scaling = Scaling.of(TestLake.in(folder, spark), "scale", "load");

        Scaling.JobRuns ingest = scaling.jobs().get(0);
        assertThat(scaling.jobs()).hasSize(1);
        assertThat(ingest.lines()).isEqualTo(1000);
        assertThat(ingest.measured()).extracting(Scaling.Point::executors).containsExactly(1, 2);
        Scaling.Point two = ingest.measured().get(1);
        assertThat(two.wall()).isEqualTo(6.2);
        assertThat(two.least()).isEqualTo(6);
        assertThat(two.most()).isEqualTo(9);
        assertThat(two.starved()).isEqualTo(1);
        assertThat(two.costPerMillion()).isCloseTo(0.25, EXACTLY);
        assertThat(ingest.simulated()).extracting(Scaling.Simulated::executors).containsExactly(4);
        // 11 s and 6.1 s of the runs that had their cores: relative errors weigh the shorter ones more
        assertThat(ingest.law().amdahl().wall(2)).isCloseTo(6.1, within(0.1));
        assertThat(scaling.misses()).extracting(Scaling.Miss::foretold).containsExactly(6.6, 5.5);
        assertThat(scaling.misses()).extracting(Scaling.Miss::earlier).containsExactly(false, true);
        assertThat(scaling.misses()).extracting(Scaling.Miss::measured).containsOnly(6.2);
    }

    @Test
    void bothPanelsComeFromTheRowsOfTheLoad(SparkSession spark) {
        ScaledRuns.fill(TestLake.in(folder, spark));

        Scaling.Load load =
                Scaling.of(TestLake.in(folder, spark), "scale", "load").load();

        assertThat(load.lines()).isEqualTo(1000);
        assertThat(load.oneExecutor()).extracting(one -> one.load().atOnce()).containsExactly(1, 2);
        assertThat(load.inProportion()).extracting(Scaling.Served::executors).containsExactly(1, 2);
        assertThat(load.oneExecutor().get(1).load().p50()).isEqualTo(4);
        assertThat(load.oneExecutor().get(1).load().p95()).isEqualTo(5);
        assertThat(load.oneExecutor().get(1).load().throughput()).isCloseTo(0.5, EXACTLY);
        assertThat(load.inProportion().get(1).load().throughput()).isCloseTo(1, EXACTLY);
        assertThat(load.inProportion().get(1).load().deviation()).isCloseTo(0, EXACTLY);
    }

    @Test
    void namesTheCommandsWhereNothingWasMeasured(SparkSession spark) {
        Scaling scaling = Scaling.of(TestLake.in(folder, spark), "scale", "load");

        assertThat(scaling.jobs()).isEmpty();
        assertThat(scaling.load()).isNull();
        assertThat(scaling.command()).isEqualTo("scale");
        assertThat(scaling.loadCommand()).isEqualTo("load");
    }
}
