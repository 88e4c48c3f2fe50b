package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.scale.SyntheticLog.Stage;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.ScaleRuns;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From loads as a driver would have served them to the table and both panels. */
@ExtendWith(SparkExtension.class)
class LoadJobTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);

    @TempDir
    Path folder;

    @Test
    void recordsEveryJobAndWhatAllCameTo(SparkSession spark) {
        LoadResult result = TestLake.run(
                folder,
                spark,
                new LoadJob(new Interval(DAY, DAY.plusDays(1)), List.of(served(2, 2), served(1, 2), served(1, 1))));

        assertThat(result.oneExecutor())
                .extracting(point -> point.load().atOnce())
                .containsExactly(1, 2);
        assertThat(result.inProportion())
                .extracting(LoadResult.Point::executors)
                .containsExactly(1, 2);
        List<Row> rows = TestLake.in(folder, spark)
                .read(ScaleRuns.TABLE)
                .where("job = 'load-2' AND executors = 1")
                .orderBy(ScaleRuns.REPEAT)
                .collectAsList();
        assertThat(rows).extracting(row -> row.<Integer>getAs(ScaleRuns.REPEAT)).containsExactly(0, 1, 2);
        assertThat(rows).extracting(row -> row.<Double>getAs(ScaleRuns.WALL_S)).containsExactly(4.0, 4.0, 4.0);
        assertThat(rows).extracting(row -> row.<Long>getAs(ScaleRuns.LINES)).containsExactly(2000L, 1000L, 1000L);
        assertThat(rows).extracting(row -> row.<Integer>getAs(ScaleRuns.TASKS)).containsExactly(4, 2, 2);
        assertThat(rows.get(0).<Double>getAs(ScaleRuns.LINES_PER_S)).isCloseTo(500, within(1e-9));
        assertThat(rows.get(1).<Double>getAs(ScaleRuns.CPU_S)).isCloseTo(2, within(1e-9));
        assertThat(result.summary())
                .contains("One executor", "As many executors as jobs", "2.0 (+0%)", "####################");
    }

    @Test
    void refusesWhatCannotBeServed() {
        assertThatThrownBy(() -> new LoadOptions(List.of(0), 0, 0, Interval.unbounded()))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("--jobs")
                .hasMessageContaining("--rounds")
                .hasMessageContaining("--most-executors");
        assertThat(new LoadOptions(List.of(8, 1, 2, 4), 5, 4, Interval.unbounded()).inProportion())
                .containsExactly(2, 4);
    }

    /** Jobs of two tasks of a second: the executors are shared, so each is served in two seconds times the jobs that share one. */
    private LoadLevel served(int executors, int atOnce) {
        SyntheticLog log = new SyntheticLog(executors, 0, true);
        for (int number = 1; number <= 2 * atOnce; number++) {
            log.job(LoadOrder.group(atOnce, number), "load: Adding up a day", Stage.of(1, 1));
        }
        double response = 2.0 * atOnce / executors;
        List<ClosedLoop.Served> served = IntStream.rangeClosed(atOnce + 1, 2 * atOnce)
                .mapToObj(number -> new ClosedLoop.Served(number, response))
                .toList();
        return LoadLevel.of(new ClosedLoop.Level(atOnce, response, served), 1000, log.trace(folder));
    }
}
