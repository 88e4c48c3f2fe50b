package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Ports of servers on the loopback address alone. */
public final class Loopback {
    public static final String ADDRESS = "127.0.0.1";

    private static final Duration START = Duration.ofSeconds(60);

    private Loopback() {}

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    /**
     * Waits until the process listens.
     *
     * @throws ScanlineException with what the process wrote, where it ends or does not listen in time
     */
    public static void awaitListening(int port, Process process, Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ADDRESS, port), 100);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw ScanlineException.usage(
                "No server listens on port " + port + " of this machine; it wrote:\n" + Files.readString(log),
                "Check Java and memory with scanline doctor.");
    }
}
