package io.scanline.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Lake;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RunsJobTest {
    private static final Interval EVER = Interval.unbounded();

    private final SparkSession spark;

    @TempDir
    Path folder;

    RunsJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void showsTheNewestFirstAndSaysWhereTheLastOneFailed() {
        assertThatThrownBy(() -> runs(null, 5, null, EVER)).hasMessageContaining("has no runs yet");

        run("weigh", false);
        Instant between = Instant.now();
        run("count", false);
        assertThatThrownBy(() -> run("weigh", true)).hasMessage("the scales broke");

        RunsResult all = runs(null, 5, null, EVER);
        assertThat(all.runs()).extracting(LedgerRun::job).containsExactly("weigh", "count", "weigh");
        assertThat(all.runs()).extracting(LedgerRun::status).containsExactly("FAILED", "DONE", "DONE");
        assertThat(all.runs().get(1).linesIn()).isEqualTo(1234);
        assertThat(all.summary().lines()).hasSize(4).anySatisfy(line -> assertThat(line)
                .contains("count", "DONE", "1,234", "did count"));
        assertThat(all.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(ScanlineException.Code.DATA_REFUSED);
            assertThat(refusal).hasMessageContaining("FAILED").hasMessageContaining("the scales broke");
        });

        assertThat(runs(null, 1, null, EVER).runs()).hasSize(1);
        RunsResult counts = runs("count", 5, between, EVER);
        assertThat(counts.runs()).hasSize(1);
        assertThat(counts.refusal()).isEmpty();
        assertThat(runs("weigh", 5, between, EVER).runs())
                .extracting(LedgerRun::status)
                .containsExactly("FAILED");

        RunsResult later = runs("weigh", 1, Instant.now(), EVER);
        assertThat(later.runs()).isEmpty();
        assertThat(later.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContaining("no run of weigh since"));

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(runs("count", 1, null, new Interval(today.minusDays(1), today.plusDays(2)))
                        .runs())
                .hasSize(1);
        assertThat(runs("count", 1, null, new Interval(null, today.minusDays(1)))
                        .runs())
                .isEmpty();
    }

    private RunsResult runs(String job, int last, Instant since, Interval days) {
        return TestLake.run(
                folder,
                spark,
                new RunsJob(new RunsOptions(Optional.ofNullable(job), last, Optional.ofNullable(since), days)));
    }

    private void run(String name, boolean fails) {
        TestLake.run(folder, spark, new Job<Did>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Did run(SparkSession session, Lake lake) {
                lake.run().linesIn(1234);
                if (fails) {
                    throw new IllegalStateException("the scales broke");
                }
                return new Did("did " + name);
            }
        });
    }

    private record Did(String summary) implements Result {}
}
