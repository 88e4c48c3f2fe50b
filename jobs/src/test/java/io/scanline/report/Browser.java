package io.scanline.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, where the machine has one: tests that need it are skipped by name elsewhere. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** @param dom the page after its scripts ran; @param console what they complained about */
    record Loaded(String dom, List<String> console) {}

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    static Browser installed() {
        Optional<Path> program = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "no Chromium on the PATH");
        return new Browser(program.get());
    }

    Loaded load(Path page) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("scanline-browser");
        File dom = home.resolve("dom.html").toFile();
        File log = home.resolve("log.txt").toFile();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + home.resolve("profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=4000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom)
                .redirectError(log)
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the browser did not finish: " + Files.readString(log.toPath()));
        }
        List<String> console = Files.readAllLines(log.toPath()).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Loaded(Files.readString(dom.toPath()), console);
    }
}
