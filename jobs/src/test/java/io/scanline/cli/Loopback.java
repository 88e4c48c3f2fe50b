package io.scanline.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Ports of servers that tests start, on the loopback address alone. */
final class Loopback {
    static final String ADDRESS = "127.0.0.1";

    private static final Duration START = Duration.ofSeconds(60);

    private Loopback() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the process listens; one that ends or never does fails the test, with what it wrote. */
    static void awaitListening(int port, Process process, Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ADDRESS, port), 100);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("no server on port " + port + ":\n" + Files.readString(log));
    }
}
