package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Runs Python scripts in processes of their own; a test that needs Python is skipped where there is none. */
final class Python {
    private static final String COMMAND = "python3";

    private Python() {}

    /** Runs a script; returns what it printed. */
    static String run(Path folder, Path script, String... arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isHere(), COMMAND + " is not installed");
        List<String> words = new ArrayList<>(List.of(COMMAND, "-B", script.toString()));
        words.addAll(List.of(arguments));
        Path err = Files.createTempFile(folder, "python", ".err");
        Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        return out;
    }

    private static boolean isHere() throws InterruptedException {
        try {
            return new ProcessBuilder(COMMAND, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
