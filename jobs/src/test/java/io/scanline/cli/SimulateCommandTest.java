package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    @Test
    void refusesWhatItCannotReplayBeforeSparkStarts() {
        refuses("--policy magic is not known", "--policy", "fill-rate,magic");
        refuses("fill-rate, s-nq, cycle-service", "--policy", "magic");
        refuses("has nothing to tune", "--policy", "foresight:calibrated");
        refuses("--service 1.5 is not between 0 and 1", "--service", "0.9,1.5");
        refuses("--holding-rate -1.0 is not between 0 and 10", "--holding-rate=-1");
        refuses("is not before --to", "--from", "2024-03-02", "--to", "2024-03-02");
    }

    @Test
    void namesItsPoliciesInTheHelp() {
        Launcher.Ended ended = Commands.run(Map.of(), "simulate", "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("fill-rate,s-nq", "--service=RATE", ":calibrated");
    }

    private static void refuses(String message, String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "simulate";
        System.arraycopy(options, 0, words, 1, options.length);
        Launcher.Ended ended = Commands.run(Map.of(), words);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(message);
    }
}
