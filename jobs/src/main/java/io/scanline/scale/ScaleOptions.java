package io.scanline.scale;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param executors numbers of executors, each measured {@code repeat} times
 * @param leavesFirst whether one more run comes first and does not count: after it the machine has read the files once
 * @param warmRuns how often every application runs its command before the time that counts
 * @param commands commands with their options, run one after another, each an application of its own
 * @param base the lake that every run starts with a copy of; empty for a new one
 * @param work where those copies are while a run lasts, which executors must reach; empty for a temporary folder here
 * @param coreHourPrice empty where nobody says
 */
public record ScaleOptions(
        List<Integer> executors,
        int repeat,
        boolean leavesFirst,
        int warmRuns,
        List<List<String>> commands,
        Optional<Location> base,
        Optional<Location> work,
        Optional<BigDecimal> coreHourPrice) {

    /** Separates commands. */
    public static final String THEN = "+";

    public ScaleOptions {
        List<String> problems = new ArrayList<>();
        if (executors.isEmpty() || executors.stream().anyMatch(n -> n < 1 || n > 10_000)) {
            problems.add("--executors must be numbers from 1 to 10000, such as 1,2,4");
        }
        if (repeat < 1 || repeat > 100) {
            problems.add("--repeat must be 1 to 100, not " + repeat);
        }
        if (warmRuns < 0 || warmRuns > 100) {
            problems.add("--warm must be 0 to 100, not " + warmRuns);
        }
        if (coreHourPrice.isPresent() && coreHourPrice.get().signum() <= 0) {
            problems.add("--price-per-core-hour must be more than 0");
        }
        if (commands.isEmpty() || commands.stream().anyMatch(List::isEmpty)) {
            problems.add("name what to run, such as: run --source URI; several commands are separated by " + THEN);
        }
        if (commands.stream()
                .flatMap(List::stream)
                .anyMatch(word -> word.equals("--lake") || word.startsWith("--lake="))) {
            problems.add(
                    "the measured command takes no --lake: it has a lake of its own in every run (--base names the one it starts with)");
        }
        if (!problems.isEmpty()) {
            throw ScanlineException.usage(
                    String.join("; ", problems), "Options of scale stand before the command that it runs.");
        }
        executors = executors.stream().distinct().sorted().toList();
    }

    /** {@code ingest --source x + summarize} as two commands. */
    public static List<List<String>> split(List<String> words) {
        List<List<String>> commands = new ArrayList<>();
        if (!words.isEmpty()) {
            commands.add(new ArrayList<>());
        }
        for (String word : words) {
            if (word.equals(THEN)) {
                commands.add(new ArrayList<>());
            } else {
                commands.get(commands.size() - 1).add(word);
            }
        }
        return commands;
    }

    /** Whether code is compiled when a run begins. */
    boolean warm() {
        return warmRuns > 0;
    }

    int mostExecutors() {
        return executors.get(executors.size() - 1);
    }

    int fewestExecutors() {
        return executors.get(0);
    }
}
