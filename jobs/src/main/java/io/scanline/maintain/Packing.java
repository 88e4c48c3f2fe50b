package io.scanline.maintain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which small files are put together: those of a partition that has many of them, neighbours in the table's order first, in
 * groups of the target size at most. A file of half the target or more is well as it is, unless the table has replaced many of
 * its rows.
 */
final class Packing {
    /** So that one small file beside a few others, such as a run's line in its ledger, rewrites none. */
    static final int LEAST_SMALL_FILES = 5;
    /** Share of a file's rows that the table has replaced, from which on it is written anew without them. */
    private static final double WORN = 0.2;

    /**
     * A file of a table.
     *
     * @param partition values of the partition columns
     * @param place the least value of the column by which files are told apart; text in the order of the values
     * @param replaced rows of the file that the table no longer has
     */
    record Candidate<F>(F file, Map<String, String> partition, String place, long bytes, long rows, long replaced) {
        private boolean isWorn() {
            return replaced >= WORN * (rows + replaced) && replaced > 0;
        }
    }

    private final long target;

    Packing(long target) {
        this.target = target;
    }

    boolean isSmall(long bytes) {
        return bytes < target / 2;
    }

    /** Groups of two files or more, and worn files by themselves. */
    <F> List<List<F>> groups(List<Candidate<F>> files) {
        List<List<F>> groups = new ArrayList<>();
        files.stream().filter(Candidate::isWorn).forEach(file -> groups.add(List.of(file.file())));
        Map<String, List<Candidate<F>>> byPartition = new TreeMap<>();
        files.stream().filter(file -> isSmall(file.bytes()) && !file.isWorn()).forEach(file -> byPartition
                .computeIfAbsent(file.partition().toString(), values -> new ArrayList<>())
                .add(file));
        byPartition.values().stream()
                .filter(small -> small.size() >= LEAST_SMALL_FILES)
                .forEach(small -> groups.addAll(packed(small)));
        return groups;
    }

    private <F> List<List<F>> packed(List<Candidate<F>> small) {
        List<Candidate<F>> inOrder = small.stream()
                .sorted(Comparator.<Candidate<F>, String>comparing(Candidate::place)
                        .thenComparing(candidate -> candidate.file().toString()))
                .toList();
        List<List<F>> groups = new ArrayList<>();
        List<F> group = new ArrayList<>();
        long bytes = 0;
        for (Candidate<F> next : inOrder) {
            if (bytes + next.bytes() > target && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(next.file());
            bytes += next.bytes();
        }
        groups.add(group);
        return groups.stream().filter(files -> files.size() > 1).toList();
    }
}
