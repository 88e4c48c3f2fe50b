package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class JobRunnerTest {
    @TempDir
    Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private final RunListener listener = new RunListener() {
        @Override
        public void step(String runId, String sentence) {
            heard.add(jobOf(runId) + ": " + sentence);
        }

        @Override
        public void ended(String runId) {
            heard.add(jobOf(runId) + " ended");
        }
    };

    @Test
    void jobsSideBySideShareTheLeaseAndEachPaysForItself(SparkSession spark) {
        JobRunner runner = new JobRunner(spark, Location.of(folder), false, listener);
        CountDownLatch worked = new CountDownLatch(1);
        Job<Counted> works = job("works", lake -> {
            lake.run().step("Counting");
            lake.spark().range(0, 100_000, 1, 4).selectExpr("sum(id % 7)").collectAsList();
            worked.countDown();
        });
        Job<Counted> waits = job("waits", lake -> await(worked));

        runner.holdingLake("chain", alone -> {
            var both = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> alone.run(waits)),
                    CompletableFuture.runAsync(() -> alone.run(works)));
            assertThatThrownBy(() -> runner.run(job("stranger", lake -> {})))
                    .isInstanceOfSatisfying(
                            ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.BUSY))
                    .hasMessageContaining("chain since");
            return both.join();
        });

        List<Row> ledger = TestLake.in(folder, spark)
                .read(Runs.TABLE)
                .orderBy(Runs.JOB)
                .select(Runs.JOB, Runs.CPU_S)
                .collectAsList();
        assertThat(ledger).extracting(row -> row.getString(0)).containsExactly("waits", "works");
        assertThat(ledger.get(0).getDouble(1)).isZero();
        assertThat(ledger.get(1).getDouble(1)).isPositive();
        assertThat(heard).containsSubsequence("works: Counting", "works ended").contains("waits ended");
    }

    @Test
    void aRunWhoseTaskFailsIsInTheLedger(SparkSession spark) {
        JobRunner runner = new JobRunner(spark, Location.of(folder), false, listener);
        runner.run(job("works", lake -> {}));
        UserDefinedFunction spilling = udf(
                (UDF1<Long, Long>) value -> {
                    throw new IllegalStateException("spilt milk");
                },
                DataTypes.LongType);
        Job<Counted> fails = job(
                "fails",
                lake -> lake.spark().range(1).select(spilling.apply(col("id"))).collectAsList());

        assertThatThrownBy(() -> runner.run(fails))
                .isInstanceOf(SparkException.class)
                .hasStackTraceContaining("spilt milk");
        assertThat(TestLake.in(folder, spark)
                        .read(Runs.TABLE)
                        .where(col(Runs.STATUS).equalTo(Runs.FAILED))
                        .select(Runs.JOB)
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactly("fails");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jobOf(String runId) {
        return runId.substring(0, runId.indexOf('-'));
    }

    private record Counted() implements Result {
        @Override
        public String summary() {
            return "";
        }
    }

    private static Job<Counted> job(String name, Consumer<Lake> work) {
        return new Job<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Counted run(SparkSession spark, Lake lake) {
                work.accept(lake);
                return new Counted();
            }
        };
    }
}
