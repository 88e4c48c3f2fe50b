package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.scale.SyntheticLog.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs of several volumes tell of a step's growth. */
class StepGrowthTest {
    private static final String RUN = SyntheticLog.run("ingest", 0);

    @TempDir
    Path folder;

    /** Twice the lines took a third more: four seconds of work a thousand lines, and eight that stay. */
    @Test
    void whatTwoRunsDoNotDifferInDoesNotGrow() {
        RecordedRun run = run(2000, 1, "reading", 16);

        assertThat(wall(run, 4, run(1000, 1, "reading", 12))).isCloseTo(8 + 4 * 8, within(1e-6));
    }

    @Test
    void growsWithTheVolumeWhereNoOtherRunTells() {
        RecordedRun run = run(2000, 1, "reading", 16);

        assertThat(wall(run, 4)).isEqualTo(4 * 16);
        assertThat(wall(run, 4, run)).isEqualTo(4 * 16);
        assertThat(wall(run, 4, run(1500, 1, "reading", 16))).isEqualTo(4 * 16);
        assertThat(wall(run, 4, run(1000, 2, "reading", 16))).isEqualTo(4 * 16);
        assertThat(wall(run, 4, run(1000, 1, "writing", 16))).isEqualTo(4 * 16);
    }

    @Test
    void goesByTheRunThatIsNearestInVolume() {
        RecordedRun run = run(2000, 1, "reading", 16);

        assertThat(wall(run, 4, run(200, 1, "reading", 16), run(1000, 1, "reading", 12), run(8000, 1, "reading", 16)))
                .isCloseTo(8 + 4 * 8, within(1e-6));
    }

    @Test
    void noStepShrinksWhenTheVolumeGrows() {
        RecordedRun run = run(2000, 1, "reading", 16);

        assertThat(wall(run, 4, run(1000, 1, "reading", 20))).isEqualTo(16);
    }

    private RecordedRun run(long lines, int executors, String step, double seconds) {
        Trace trace = new SyntheticLog().job(RUN, step, Stage.of(seconds)).trace(folder);
        return new RecordedRun("s" + lines, executors, false, Map.of("ingest", lines), 0, List.of(trace));
    }

    private static double wall(RecordedRun run, double volume, RecordedRun... others) {
        return new Model(run.traces(), StepGrowth.of(run, List.of(others)))
                .walls(1, command -> volume)
                .get("ingest");
    }
}
