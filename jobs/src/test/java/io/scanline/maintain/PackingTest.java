package io.scanline.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final Packing PACKING = new Packing(100);

    @Test
    void leavesPartitionsWithFewSmallFiles() {
        assertThat(PACKING.groups(List.of(file("a", 1), file("b", 1), file("c", 1), file("d", 1), file("e", 50))))
                .isEmpty();
    }

    @Test
    void fillsGroupsToTheTargetInTheOrderOfTheValues() {
        List<List<String>> groups = PACKING.groups(
                List.of(file("f", 45), file("e", 45), file("d", 45), file("c", 45), file("b", 45), file("a", 45)));

        assertThat(groups).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    @Test
    void neverPutsTwoPartitionsTogether() {
        List<Packing.Candidate<String>> files = IntStream.range(0, 10)
                .mapToObj(i -> new Packing.Candidate<>("f" + i, Map.of("day", "" + i % 2), "", 1, 10, 0))
                .toList();

        assertThat(PACKING.groups(files))
                .containsExactly(List.of("f0", "f2", "f4", "f6", "f8"), List.of("f1", "f3", "f5", "f7", "f9"));
    }

    @Test
    void rewritesNoFileAlone() {
        List<List<String>> groups =
                PACKING.groups(List.of(file("a", 49), file("b", 49), file("c", 49), file("d", 49), file("e", 49)));

        assertThat(groups).as("e has nobody to go with").containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void rewritesAloneAFileOfWhichManyRowsWereReplaced() {
        assertThat(PACKING.groups(List.of(
                        worn("large", 90, 20), worn("small", 10, 99), worn("hardly", 90, 19), worn("whole", 90, 0))))
                .containsExactly(List.of("large"), List.of("small"));
    }

    private static Packing.Candidate<String> worn(String name, long bytes, long percent) {
        return new Packing.Candidate<>(name, Map.of(), name, bytes, 100 - percent, percent);
    }

    private static Packing.Candidate<String> file(String name, long bytes) {
        return new Packing.Candidate<>(name, Map.of(), name, bytes, 100, 0);
    }
}
