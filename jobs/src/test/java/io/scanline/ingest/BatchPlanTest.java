package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.Run;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Faults;
import io.scanline.storage.FaultyDisk;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A plan and its mark, as a process leaves them that dies in the midst of any change to them. */
@ExtendWith(SparkExtension.class)
class BatchPlanTest {
    @TempDir
    Path folder;

    private final BatchPlan plan = new BatchPlan(
            7,
            0,
            "source",
            null,
            null,
            false,
            CorrectionRule.NEWER,
            1,
            "2000-01-01",
            1,
            null,
            Map.of(),
            null,
            0,
            List.of());

    @Test
    void thereIsAWholePlanOrNone(SparkSession spark) {
        AtomicInteger without = new AtomicInteger();
        Lake now = TestLake.in(folder, spark);
        plan.write(lake(spark, Faults.none(number -> {
            List<Long> planned = Batches.planned(now);
            planned.forEach(batch -> assertThat(BatchPlan.read(now, batch)).isEqualTo(plan));
            without.addAndGet(1 - planned.size());
        })));

        assertThat(Batches.planned(now)).containsExactly(7L);
        assertThat(without).as("changes that the process can die at").hasValue(3);
    }

    @Test
    void theMarkIsNeverWithoutThePlanAndAllStagedLines(SparkSession spark) throws IOException {
        AtomicInteger marked = new AtomicInteger();
        Lake now = TestLake.in(folder, spark);
        Lake lake = lake(spark, Faults.none(number -> {}));
        plan.write(lake);
        Path staging = folder.resolve("_scanline/staging/batch-00000007");
        for (String stored : List.of("lines", "settled")) {
            Files.createDirectories(staging.resolve(stored));
        }
        plan.keepJudged(lake);
        plan.withdraw(lake(spark, Faults.none(number -> {
            if (plan.isJudged(now)) {
                marked.incrementAndGet();
                assertThat(Batches.planned(now)).containsExactly(7L);
                assertThat(staging.resolve("lines")).exists();
                assertThat(staging.resolve("settled")).exists();
            }
        })));

        assertThat(marked).hasValue(1);
        assertThat(folder.resolve("_scanline")).doesNotExist();
    }

    private Lake lake(SparkSession spark, Faults faults) {
        FaultyDisk.mount(spark.sparkContext().hadoopConfiguration());
        Run run = Run.start("test", "", spark, (id, step) -> {});
        return Lake.open(spark, FaultyDisk.seenBy("plan-" + faults.hashCode(), faults, folder), run, false);
    }
}
