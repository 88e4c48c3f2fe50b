package io.scanline.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium, where the machine has one: tests that need it are skipped by name elsewhere. It is led over its
 * DevTools protocol, on a port of 127.0.0.1 that it chooses.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0");
    private static final int START_SECONDS = 60;

    private final Process process;
    private final DevTools tools;

    private Browser(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Starts one; skips the test where there is none. */
    static Browser start() throws IOException, InterruptedException {
        Optional<Path> program = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "no Chromium on the PATH");
        Path profile = Files.createTempDirectory("scanline-browser");
        List<String> words = new ArrayList<>(List.of(program.get().toString()));
        words.addAll(OPTIONS);
        words.add("--user-data-dir=" + profile);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log.txt").toFile())
                .start();
        try {
            URI address = address(process, profile);
            return new Browser(process, DevTools.connect(HttpClient.newHttpClient(), address));
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** A new tab of a window of this width, 900 pixels high, with the page loaded. */
    Tab open(Path page, int width) {
        return open(page.toUri().toString(), width);
    }

    /** For a reader who was never here before. @param address what stands in the address bar, with what follows a # */
    Tab open(String address, int width) {
        String reader = tools.send("Target.createBrowserContext", Map.of(), null)
                .path("browserContextId")
                .asText();
        String target = tools.send(
                        "Target.createTarget", Map.of("url", "about:blank", "browserContextId", reader), null)
                .path("targetId")
                .asText();
        String session = tools.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
                .path("sessionId")
                .asText();
        Tab tab = new Tab(tools, session);
        tab.prepare(width);
        tab.go(address);
        return tab;
    }

    /** Chromium writes where it listens into its profile once it does. */
    private static URI address(Process process, Path profile) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        for (int tenths = 0; tenths < START_SECONDS * 10 && process.isAlive(); tenths++) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the browser did not start: " + Files.readString(profile.resolve("log.txt")));
    }

    @Override
    public void close() throws InterruptedException {
        tools.close();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
