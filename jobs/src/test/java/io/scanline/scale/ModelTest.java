package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.ScanlineException;
import io.scanline.scale.SyntheticLog.Stage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model on logs whose answer can be worked out by hand. */
class ModelTest {
    private static final String RUN = SyntheticLog.run("ingest", 0);
    private static final long MEGABYTE = 1 << 20;
    private static final Offset<Double> EXACTLY = within(1e-6);

    @TempDir
    Path folder;

    @Test
    void equalTasksTakeTheWavesThatTheyNeed() {
        Model model = model(new SyntheticLog().job(RUN, "reading", Stage.of(equal(12, 1))));

        assertThat(wall(model, 1, 1)).isCloseTo(12, EXACTLY);
        assertThat(wall(model, 4, 1)).isCloseTo(3, EXACTLY);
        assertThat(wall(model, 5, 1)).isCloseTo(3, EXACTLY);
        assertThat(wall(model, 12, 1)).isCloseTo(1, EXACTLY);
        assertThat(wall(model, 100, 1)).isCloseTo(1, EXACTLY);
    }

    @Test
    void driverTimeStaysWhateverTheExecutors() {
        Model model = model(new SyntheticLog()
                .driver(2)
                .job(RUN, "reading", Stage.of(equal(4, 1)))
                .driver(3)
                .job(RUN, "writing", Stage.of(equal(2, 2))));

        assertThat(wall(model, 1, 1)).isCloseTo(13, EXACTLY);
        assertThat(wall(model, 2, 1)).isCloseTo(2 + 2 + 3 + 2, EXACTLY);
        assertThat(wall(model, 4, 1)).isCloseTo(2 + 1 + 3 + 2, EXACTLY);
    }

    /** A merge that finds nothing to do is a job without tasks, which ends when it is submitted. */
    @Test
    void whatComesAfterAJobWithoutTasksComesAfterWhatWasBefore() {
        Model model = model(new SyntheticLog()
                .job(RUN, "reading", Stage.of(equal(4, 1)))
                .job(RUN, "finding nothing")
                .driver(1)
                .job(RUN, "writing", Stage.of(equal(4, 1))));

        assertThat(wall(model, 1, 1)).isCloseTo(9, EXACTLY);
        assertThat(wall(model, 4, 1)).isCloseTo(1 + 1 + 1, EXACTLY);
    }

    @Test
    void aShuffleThatHadAllOfItsPartitionsKeepsThem() {
        Model model = model(new SyntheticLog().job(RUN, "adding up", new Stage(0, 8 * MEGABYTE, equal(200, 1))));

        assertThat(wall(model, 3, 1)).isCloseTo(67, EXACTLY);
    }

    /** Eight parts are what a session of one core chooses, and of two; of four cores, 16. */
    @Test
    void aShuffleHasThePartsThatASessionOfSoManyCoresChooses() {
        Model model = model(
                new SyntheticLog().shufflePartitions(8).job(RUN, "adding up", new Stage(0, 8 * MEGABYTE, equal(8, 2))));

        assertThat(wall(model, 2, 1)).isCloseTo(8, EXACTLY);
        assertThat(wall(model, 3, 1)).isCloseTo(4 * 8 * 2 / 12.0, EXACTLY);
        assertThat(wall(model, 16, 1)).isCloseTo(1, EXACTLY);
    }

    @Test
    void aStageWaitsForItsParents() {
        Model model = model(new SyntheticLog().job(RUN, "adding up", Stage.of(1, 1, 4), Stage.of(2, 2)));

        assertThat(wall(model, 1, 1)).isCloseTo(10, EXACTLY);
        assertThat(wall(model, 3, 1)).isCloseTo(4 + 2, EXACTLY);
    }

    @Test
    void aLongTaskHoldsItsStageBack() {
        Model model = model(new SyntheticLog().job(RUN, "joining", Stage.of(1, 1, 1, 5)));

        assertThat(wall(model, 2, 1)).isCloseTo(1 + 5, EXACTLY);
        assertThat(wall(model, 4, 1)).isCloseTo(5, EXACTLY);
        assertThat(wall(model, 64, 1)).isCloseTo(5, EXACTLY);
    }

    /** The first task of an executor took two seconds more; with two executors both need them, with twice the tasks none needs more. */
    @Test
    void everyExecutorWarmsUp() {
        Model model = model(new SyntheticLog().job(RUN, "reading", Stage.of(3, 1, 1, 1)));

        assertThat(wall(model, 1, 1)).isCloseTo(6, EXACTLY);
        assertThat(wall(model, 2, 1)).isCloseTo(3 + 1, EXACTLY);
        assertThat(wall(model, 4, 1)).isCloseTo(3, EXACTLY);
        assertThat(wall(model, 1, 2)).isCloseTo(8 + 2, EXACTLY);
    }

    /** Compiling goes on in the second task, and is over in the third. */
    @Test
    void warmingUpTakesSeveralTasks() {
        Model model = model(new SyntheticLog().job(RUN, "reading", Stage.of(4, 2, 1, 1, 1, 1)));

        assertThat(wall(model, 1, 1)).isCloseTo(10, EXACTLY);
        assertThat(wall(model, 1, 3)).isCloseTo(6 * 3 + 3 + 1, EXACTLY);
        // two of the executors have one task only, in which they warm up, and two have another of two seconds
        assertThat(wall(model, 4, 1)).isCloseTo(4 + 2, EXACTLY);
    }

    /** Two thirds of the first task of the other stage were not its work. */
    @Test
    void aStageWithTooFewTasksToTellWarmsUpAsTheOthers() {
        Model model = model(
                new SyntheticLog().job(RUN, "reading", Stage.of(3, 1, 1, 1)).job(RUN, "counting", Stage.of(3)));

        assertThat(wall(model, 1, 1)).isCloseTo(9, EXACTLY);
        assertThat(wall(model, 1, 2)).isCloseTo(8 + 2 + 2 + 2, EXACTLY);
    }

    @Test
    void filesAreCutFinerForMoreCores() {
        Model model = model(new SyntheticLog().job(RUN, "reading", new Stage(128 * MEGABYTE, 0, 2, 2, 2, 2)));

        // 16 MB a core on eight cores, half of what a task had
        assertThat(wall(model, 8, 1)).isCloseTo(1, EXACTLY);
        // no task has more than 32 MB: twice the bytes are twice the tasks
        assertThat(wall(model, 1, 2)).isCloseTo(16, EXACTLY);
        assertThat(wall(model, 4, 2)).isCloseTo(4, EXACTLY);
    }

    /** Parts of less than a megabyte are put together, whatever the number of cores. */
    @Test
    void aSmallShuffleIsCutFinerWithTheVolume() {
        Model model = model(
                new SyntheticLog().shufflePartitions(8).job(RUN, "joining", new Stage(0, 2 * MEGABYTE, equal(2, 5))));

        assertThat(wall(model, 8, 1)).isCloseTo(5, EXACTLY);
        assertThat(wall(model, 8, 2)).isCloseTo(5, EXACTLY);
        assertThat(wall(model, 1, 16)).isCloseTo(160, EXACTLY);
        assertThat(wall(model, 2, 16)).isCloseTo(80, EXACTLY);
        // sixteen cores have 64 parts, of which 32 are left
        assertThat(wall(model, 16, 16)).isCloseTo(10, EXACTLY);
    }

    @Test
    void theHeaviestKeyOfAShuffleIsNotCut() {
        Model model = model(
                new SyntheticLog().shufflePartitions(8).job(RUN, "scanning", new Stage(0, 4 * MEGABYTE, 1, 1, 1, 9)));

        assertThat(wall(model, 8, 1)).isCloseTo(9, EXACTLY);
        // four tasks become eight, and one of them has the key
        assertThat(wall(model, 8, 2)).isCloseTo(18, EXACTLY);
    }

    @Test
    void deltasLogDoesNotGrowWithTheVolume() {
        Model model = model(new SyntheticLog()
                .job(RUN, "Delta: ingest: Judging 33 lines: Filtering files for query", Stage.of(1, 1))
                .job(RUN, "ingest: Judging 33 lines", Stage.of(1, 1)));

        assertThat(wall(model, 1, 10)).isCloseTo(2 + 20, EXACTLY);
    }

    @Test
    void runsBesideEachOtherShareTheExecutors() {
        Model model = model(new SyntheticLog()
                .job(SyntheticLog.run("detect", 0), "scanning", Stage.of(1, 1))
                .jobSubmitted(0, SyntheticLog.run("compare", 0), "comparing", Stage.of(1, 1)));

        assertThat(model.walls(1, command -> 1)).containsEntry("detect", 2.0).containsEntry("compare", 4.0);
        assertThat(model.walls(2, command -> 1)).containsEntry("detect", 1.0).containsEntry("compare", 2.0);
        assertThat(model.walls(4, command -> 1)).containsEntry("compare", 1.0).containsEntry("chain", 1.0);
    }

    @Test
    void startingTheExecutorsIsNoPartOfTheJob() {
        Model model = model(
                new SyntheticLog(1, 3, true).driver(4).job(SyntheticLog.run("ingest", 4), "reading", Stage.of(1, 1)));

        assertThat(wall(model, 2, 1)).isCloseTo(1, EXACTLY);
        assertThat(model.startUp(2)).isCloseTo(4, EXACTLY);
    }

    @Test
    void predictionsAreTheSameEveryTimeAndWiderWhereRunsScatter() {
        Model model = model(new SyntheticLog().job(RUN, "reading", Stage.of(1, 2, 3, 1, 2, 3, 1, 2)));

        Model.Prediction calm = model.predict(2, command -> 1, 0).get("ingest");
        Model.Prediction noisy = model.predict(2, command -> 1, 0.3).get("ingest");

        assertThat(model.predict(2, command -> 1, 0)).containsEntry("ingest", calm);
        assertThat(calm.p50()).isCloseTo(8, within(1.5));
        assertThat(calm.p90()).isGreaterThan(calm.p50());
        assertThat(noisy.p90()).isGreaterThan(calm.p90());
    }

    @Test
    void namesWhatKeptTheSlotsIdle() {
        Trace trace = new SyntheticLog()
                .driver(2)
                .job(RUN, "ingest: Judging 33 lines of s3a://tills/day.csv", Stage.of(1, 1, 1, 7))
                .trace(folder);
        Model model = new Model(List.of(trace));
        Timeline four = model.timelines(4, command -> 1, null).get(0);

        List<Limit> limits = Limit.of(trace, four, 4, "ingest");

        assertThat(limits).extracting(Limit::cause).containsExactly(Cause.SKEW, Cause.DRIVER);
        assertThat(limits.get(0).step()).isEqualTo("ingest: Judging N lines of PLACE");
        assertThat(limits.get(0).idleSeconds()).isCloseTo(4 * 7 - 10, EXACTLY);
        assertThat(limits.get(1).idleSeconds()).isCloseTo(4 * 2, EXACTLY);
        assertThat(limits.get(1).share()).isCloseTo(8.0 / 36, EXACTLY);
    }

    @Test
    void countsWhatTheRunCost() {
        Trace trace = new SyntheticLog()
                .job(RUN, "reading", new Stage(4000, 0, 1, 1, 1, 5))
                .trace(folder);

        Measure measure = Measure.of(List.of(trace)).get(0);

        assertThat(measure.job()).isEqualTo("ingest");
        assertThat(measure.wall()).isCloseTo(8, EXACTLY);
        assertThat(measure.cost().cpu()).isCloseTo(8, EXACTLY);
        assertThat(measure.cost().gcShare()).isCloseTo(0.1, EXACTLY);
        assertThat(measure.cost().inputBytes()).isEqualTo(4000);
        assertThat(measure.skew()).isCloseTo(5, EXACTLY);
        assertThat(measure.stragglers()).isEqualTo(1);
        assertThat(measure.tasks()).isEqualTo(4);
        assertThat(measure.starved()).isFalse();
    }

    @Test
    void aStageOfManyTasksIsASampleThatHasTheLongest() {
        double[] seconds = equal(TaskSample.MOST * 3, 0.01);
        seconds[17] = 2;

        StageTrace stage = new SyntheticLog()
                .job(RUN, "reading", Stage.of(seconds))
                .trace(folder)
                .stages()
                .findFirst()
                .orElseThrow();

        assertThat(stage.tasks()).isEqualTo(TaskSample.MOST * 3);
        assertThat(stage.seconds()).hasSize(TaskSample.MOST);
        assertThat(stage.longest()).isCloseTo(2, EXACTLY);
    }

    @Test
    void aFolderWithoutALogSaysHowToGetOne() {
        assertThatThrownBy(() -> EventLog.read(folder))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("spark.eventLog.enabled=true");
    }

    private Model model(SyntheticLog... logs) {
        return new Model(Arrays.stream(logs).map(log -> log.trace(folder)).toList());
    }

    private static double wall(Model model, int executors, double volume) {
        return model.walls(executors, command -> volume).get("ingest");
    }

    private static double[] equal(int tasks, double seconds) {
        double[] all = new double[tasks];
        Arrays.fill(all, seconds);
        return all;
    }
}
