package io.scanline.scale;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/** Task times of one stage in the order of its tasks: all of them, or of many a random sample that has the longest. */
final class TaskSample {
    static final int MOST = 2000;

    private record Timed(int index, double seconds) {}

    private final Timed[] kept = new Timed[MOST];
    private final Random dice = new Random(1);
    private Timed longest = new Timed(0, 0);
    private int count;

    /** Every task has the same chance to be kept (algorithm R; Vitter, Random sampling with a reservoir, 1985). */
    void add(int index, double seconds) {
        Timed task = new Timed(index, seconds);
        if (count < MOST) {
            kept[count] = task;
        } else {
            int place = dice.nextInt(count + 1);
            if (place < MOST) {
                kept[place] = task;
            }
        }
        count++;
        if (seconds > longest.seconds()) {
            longest = task;
        }
    }

    int count() {
        return count;
    }

    /** Seconds in the order of the tasks' numbers. */
    double[] seconds() {
        int size = Math.min(count, MOST);
        if (count > MOST && Arrays.stream(kept).noneMatch(task -> task.equals(longest))) {
            kept[0] = longest;
        }
        return Arrays.stream(kept, 0, size)
                .sorted(Comparator.comparingInt(Timed::index))
                .mapToDouble(Timed::seconds)
                .toArray();
    }
}
