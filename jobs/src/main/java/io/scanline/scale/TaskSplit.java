package io.scanline.scale;

import io.scanline.spark.Session;
import java.util.Arrays;
import java.util.Random;

/**
 * The tasks that a stage would have with other slots or another volume, cut as Spark cuts them: files by bytes a core, between
 * 4 and 32 MB ({@code FilePartition.maxSplitBytes}); shuffles, where plans are adaptive, by bytes a core, between 1 and 64 MB and
 * no more than the shuffle's partitions ({@code CoalesceShufflePartitions}); a shuffle that had all of its partitions has all that a
 * session of so many cores chooses, or keeps them where the user chose. Rules are taken as ratios to what was recorded, so that a
 * stage keeps its tasks where nothing changes. Stages that read neither keep their number until the volume grows.
 */
final class TaskSplit {
    private static final double MEGABYTE = 1 << 20;
    private static final double SKEWED = 2;

    private final SimulatedApplication application;
    private final Trace recorded;
    private final double volume;
    private final int slots;

    /** @param volume volume as a multiple of the recorded one */
    TaskSplit(SimulatedApplication application, double volume, int slots) {
        this.application = application;
        this.recorded = application.trace();
        this.volume = volume;
        this.slots = slots;
    }

    /** Task times in the order of the tasks; the work grows with the volume, what each slot needs to warm up does not. */
    double[] seconds(StageTrace stage) {
        int tasks = tasks(stage);
        double[] warm = warm(stage);
        double[] seconds = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            seconds[i] = warm[(int) ((long) i * warm.length / tasks)];
        }
        double work = work(stage, warm);
        double sum = Arrays.stream(seconds).sum();
        scale(seconds, sum == 0 ? 0 : work / sum);
        // rows of one key stay in one task, whatever the number of tasks
        if (tasks != stage.tasks() && stage.cost().shuffleReadBytes() > 0 && stage.skew() > SKEWED) {
            holdLongest(seconds, stage.longest() * volume, work);
        }
        return withWarmUp(seconds, stage);
    }

    /** As {@link #seconds}, with every task drawn from the recorded ones at random. */
    double[] drawn(StageTrace stage, Random dice) {
        int tasks = tasks(stage);
        double[] warm = warm(stage);
        double recordedWork = Arrays.stream(warm).sum();
        double factor = recordedWork == 0 ? 0 : work(stage, warm) / recordedWork * warm.length / tasks;
        double[] seconds = dice.ints(tasks, 0, warm.length)
                .mapToDouble(place -> warm[place] * factor)
                .toArray();
        return withWarmUp(seconds, stage);
    }

    /** What all tasks take together once they are warm. */
    private double work(StageTrace stage, double[] warm) {
        double recordedWork = Arrays.stream(warm).sum() * stage.tasks() / warm.length;
        return application.work(stage, recordedWork, volume);
    }

    private double[] warm(StageTrace stage) {
        double[] warm = stage.seconds().clone();
        double[] warmUp = application.warmUp(stage);
        for (int i = 0; i < Math.min(recorded.slots() * warmUp.length, warm.length); i++) {
            warm[i] = Math.max(0, warm[i] - warmUp[i / recorded.slots()]);
        }
        return warm;
    }

    /** The first tasks of each slot; its last one has what is left where it has fewer than it took to warm up. */
    private double[] withWarmUp(double[] seconds, StageTrace stage) {
        double[] warmUp = application.warmUp(stage);
        for (int i = 0; i < Math.min(slots, seconds.length); i++) {
            int lastTurn = (seconds.length - 1 - i) / slots;
            for (int turn = 0; turn < warmUp.length; turn++) {
                seconds[i + Math.min(turn, lastTurn) * slots] += warmUp[turn];
            }
        }
        return seconds;
    }

    int tasks(StageTrace stage) {
        StageCost cost = stage.cost();
        double ratio;
        if (cost.shuffleReadBytes() > 0 && stage.tasks() >= recorded.shufflePartitions()) {
            // as many as the shuffle has partitions: a plan that was made for good, as one that is cached
            ratio = partitions() / recorded.shufflePartitions();
        } else if (cost.shuffleReadBytes() > 0) {
            ratio = ofShuffle(cost.shuffleReadBytes() * volume, partitions())
                    / ofShuffle(cost.shuffleReadBytes(), recorded.shufflePartitions());
        } else if (cost.inputBytes() > 0) {
            ratio = ofFiles(cost.inputBytes() * volume, slots) / ofFiles(cost.inputBytes(), recorded.slots());
        } else {
            ratio = stage.tasks() == 1 ? 1 : Math.max(1, volume);
        }
        return (int) Math.max(1, Math.round(stage.tasks() * ratio));
    }

    private double partitions() {
        boolean chosenByUser = recorded.shufflePartitions() != Session.shufflePartitions(recorded.slots());
        return chosenByUser ? recorded.shufflePartitions() : Session.shufflePartitions(slots);
    }

    private static double ofFiles(double bytes, int slots) {
        double split = Math.min(Session.FILE_BYTES_PER_TASK, Math.max(4 * MEGABYTE, bytes / slots));
        return Math.max(1, Math.ceil(bytes / split));
    }

    private double ofShuffle(double bytes, double partitions) {
        return recorded.adaptive() ? Math.min(partitions, Math.max(1, Math.ceil(bytes / MEGABYTE))) : 1;
    }

    private static void scale(double[] seconds, double factor) {
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] *= factor;
        }
    }

    private static void holdLongest(double[] seconds, double longest, double work) {
        int at = 0;
        for (int i = 1; i < seconds.length; i++) {
            at = seconds[i] > seconds[at] ? i : at;
        }
        double others = Arrays.stream(seconds).sum() - seconds[at];
        seconds[at] = Math.max(seconds[at], longest);
        if (others > 0) {
            double factor = Math.max(0, work - seconds[at]) / others;
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] *= i == at ? 1 : factor;
            }
        }
    }
}
