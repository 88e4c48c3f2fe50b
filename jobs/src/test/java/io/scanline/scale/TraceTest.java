package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.ScanlineException;
import io.scanline.scale.SyntheticLog.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    @TempDir
    Path folder;

    /** Started after 2 s; the first time took 10 s of tasks, the second 6, the third 4. */
    @Test
    void theLastTimeIsAsIfTheOthersHadNotBeen() {
        String first = SyntheticLog.run("summarize", 2);
        String second = SyntheticLog.run("summarize", 13);
        String third = SyntheticLog.run("summarize", 20);
        Trace thrice = new SyntheticLog()
                .driver(2)
                .job(first, "adding up", Stage.of(10))
                .driver(1)
                .job(second, "adding up", Stage.of(6))
                .driver(1)
                .job(third, "adding up", Stage.of(3))
                .driver(0.5)
                .job(third, "writing", Stage.of(1))
                .trace(folder);

        Trace trace = thrice.lastOf(3);

        assertThat(trace.runStarts()).containsOnlyKeys(third);
        assertThat(trace.startUp()).isCloseTo(2, within(1e-9));
        assertThat(trace.wall(third)).isCloseTo(4.5, within(1e-9));
        assertThat(trace.jobs()).extracting(JobTrace::step).containsExactly("adding up", "writing");
        assertThat(new Model(List.of(trace)).walls(1, command -> 1).get("summarize"))
                .isCloseTo(4.5, within(1e-9));
    }

    @Test
    void aCommandThatDidNotDoTheSameEachTimeIsRefused() {
        Trace trace = new SyntheticLog()
                .job(SyntheticLog.run("summarize", 0), "adding up", Stage.of(1))
                .job(SyntheticLog.run("summarize", 1), "adding up", Stage.of(1))
                .job(SyntheticLog.run("compare", 2), "comparing", Stage.of(1))
                .trace(folder);

        assertThatThrownBy(() -> trace.lastOf(2))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("did not do the same each time");
    }
}
