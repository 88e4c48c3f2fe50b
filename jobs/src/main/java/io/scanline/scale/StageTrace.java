package io.scanline.scale;

import io.scanline.stats.Robust;
import java.util.Arrays;
import java.util.List;

/**
 * One stage as it ran. Times are seconds since the application's start.
 *
 * @param parents stages whose output it reads
 * @param tasks tasks that ended well
 * @param seconds their times in their order, from launch to finish; a sample where they are many
 * @param firstLaunch launch of its first task
 * @param lastFinish end of its last one
 */
record StageTrace(
        int id,
        List<Integer> parents,
        double submitted,
        double firstLaunch,
        double lastFinish,
        double completed,
        int tasks,
        double[] seconds,
        StageCost cost) {
    private static final double HARDLY = 1.1;

    StageTrace sooner(double by) {
        return new StageTrace(
                id, parents, submitted - by, firstLaunch - by, lastFinish - by, completed - by, tasks, seconds, cost);
    }

    /** Task time of the whole stage, also where {@code seconds} is a sample. */
    double taskSeconds() {
        return seconds.length == 0 ? 0 : Arrays.stream(seconds).average().orElse(0) * tasks;
    }

    double longest() {
        return Arrays.stream(seconds).max().orElse(0);
    }

    double median() {
        return seconds.length == 0 ? 0 : Robust.median(seconds.clone(), seconds.length);
    }

    /**
     * What the first tasks of each slot took longer than those of the later half do in the median, the first, the second and so on,
     * up to one that took hardly longer: code that is not compiled yet, classes and files that are not loaded. Null where the
     * tasks are too few to tell.
     */
    double[] warmUp(int slots) {
        if (tasks < 2 * slots) {
            return null;
        }
        double[] excess = new double[tasks / 2 / slots];
        if (seconds.length == tasks) {
            double[] later = Arrays.copyOfRange(seconds, tasks / 2, tasks);
            double steady = Robust.median(later, later.length);
            for (int i = 0; i < excess.length && turn(i, slots) > HARDLY * steady; i++) {
                excess[i] = turn(i, slots) - steady;
            }
        }
        return excess;
    }

    /** Mean time of the tasks that slots ran one after the other, of the first, the second and so on. */
    double turn(int number, int slots) {
        return Arrays.stream(seconds, number * slots, Math.min((number + 1) * slots, seconds.length))
                .average()
                .orElse(0);
    }

    /** Largest over median task time; 1 for a single task. */
    double skew() {
        return median() == 0 ? 1 : longest() / median();
    }

    /** Tasks of over a second that took more than three times the median, Spark's own measure before it speculates. */
    int stragglers() {
        double limit = Math.max(1, 3 * median());
        long found = Arrays.stream(seconds).filter(time -> time > limit).count();
        return seconds.length == 0 ? 0 : (int) (found * tasks / seconds.length);
    }
}
