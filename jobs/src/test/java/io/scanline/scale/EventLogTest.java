package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.spark.SparkExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.EventLoggingListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** A log that Spark itself writes. */
@ExtendWith(SparkExtension.class)
class EventLogTest {
    @TempDir
    Path folder;

    private final SparkSession spark;

    EventLogTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void theModelReproducesTheRunThatItIsMadeOf() throws TimeoutException {
        String run = "tiny";
        Trace trace = logged(() -> {
            spark.sparkContext().setJobGroup(run, "tiny: Adding up 1000 numbers", false);
            spark.range(0, 1000, 1, 4)
                    .groupBy(functions.col("id").mod(10))
                    .count()
                    .collectAsList();
            spark.sparkContext().clearJobGroup();
        });

        List<JobTrace> jobs = trace.jobsByRun().get(run);
        List<StageTrace> stages =
                jobs.stream().flatMap(job -> job.stages().stream()).toList();
        assertThat(jobs).allMatch(job -> job.step().equals("tiny: Adding up N numbers"));
        // four tasks that read, two that add up
        assertThat(stages).extracting(StageTrace::tasks).containsExactly(4, 2);
        assertThat(stages.get(1).parents()).containsExactly(stages.get(0).id());
        assertThat(stages.get(0).cost().shuffleWriteBytes()).isPositive();
        assertThat(stages.get(1).cost().shuffleReadBytes())
                .isEqualTo(stages.get(0).cost().shuffleWriteBytes());
        assertThat(stages).allMatch(stage -> stage.cost().cpu() > 0 && stage.taskSeconds() > 0);
        assertThat(trace.coresPerExecutor()).isEqualTo(2);
        Model model = new Model(List.of(trace));
        assertThat(model.walls(1, command -> 1).get("tiny")).isCloseTo(trace.wall(run), within(1e-6));
        assertThat(model.walls(1, command -> 3).get("tiny")).isGreaterThan(trace.wall(run));
    }

    /** The session is shared by all tests, so the log is written by a listener of its own. */
    private Trace logged(Runnable work) throws TimeoutException {
        SparkContext context = spark.sparkContext();
        SparkConf settings = context.conf()
                .clone()
                .set("spark.eventLog.compress", "true")
                .set("spark.eventLog.rolling.enabled", "true");
        EventLoggingListener log = new EventLoggingListener(
                "local-1", Option.empty(), folder.toUri(), settings, context.hadoopConfiguration());
        log.start();
        long now = System.currentTimeMillis();
        log.onApplicationStart(new SparkListenerApplicationStart(
                "tiny", Option.apply("local-1"), now, "somebody", Option.empty(), Option.empty(), Option.empty()));
        log.onExecutorAdded(new SparkListenerExecutorAdded(
                now, "driver", new ExecutorInfo("localhost", 2, scala.collection.immutable.Map$.MODULE$.empty())));
        context.addSparkListener(log);
        try {
            work.run();
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(log);
            log.stop();
        }
        return EventLog.read(folder);
    }
}
