package io.scanline.scale;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which loads to serve.
 *
 * @param atOnce numbers of jobs that run at once
 * @param rounds jobs that count for each of those that run at once
 * @param mostExecutors executors grow with the jobs up to this number
 * @param days whose lines every job adds up; unbounded for the newest day
 */
public record LoadOptions(List<Integer> atOnce, int rounds, int mostExecutors, Interval days) {
    private static final int MOST_AT_ONCE = 1000;

    public LoadOptions {
        List<String> problems = new ArrayList<>();
        if (atOnce.isEmpty() || atOnce.stream().anyMatch(n -> n < 1 || n > MOST_AT_ONCE)) {
            problems.add("--jobs must be numbers from 1 to " + MOST_AT_ONCE + ", such as 1,2,4");
        }
        if (rounds < 1 || rounds > 1000) {
            problems.add("--rounds must be 1 to 1000, not " + rounds);
        }
        if (mostExecutors < 1 || mostExecutors > 10_000) {
            problems.add("--most-executors must be 1 to 10000, not " + mostExecutors);
        }
        if (!problems.isEmpty()) {
            throw ScanlineException.usage(String.join("; ", problems), "scanline scale load --help explains them.");
        }
        atOnce = atOnce.stream().distinct().sorted().toList();
    }

    /** Numbers of jobs that are also served by as many executors; by one they are served anyway. */
    List<Integer> inProportion() {
        return atOnce.stream().filter(n -> n > 1 && n <= mostExecutors).toList();
    }

    int workers() {
        return inProportion().stream().mapToInt(Integer::intValue).max().orElse(1);
    }
}
