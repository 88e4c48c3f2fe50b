package io.scanline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bad way to an HTTP server: it refuses some requests, breaks off some answers, and loses the reply to some writes. */
final class FaultyNetwork implements AutoCloseable {
    /** What goes wrong. */
    enum Fault {
        /** The server says 503 and does nothing. */
        BUSY,
        /** Half of a body arrives, then the connection ends. */
        TRUNCATED,
        /** The server does what it was asked to; the connection ends before it says so. */
        LOST_REPLY
    }

    private final ServerSocket listening;
    private final int server;
    private final double busyShare;
    private final double truncatedShare;
    private final Random dice = new Random(11);
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final Set<String> repliesLost = ConcurrentHashMap.newKeySet();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<String, Integer> requests = new TreeMap<>();

    private FaultyNetwork(ServerSocket listening, int server, double busyShare, double truncatedShare) {
        this.listening = listening;
        this.server = server;
        this.busyShare = busyShare;
        this.truncatedShare = truncatedShare;
    }

    /** Before the server's port; the reply to the first write of every commit and lease is lost. */
    static FaultyNetwork before(int server, double busyShare, double truncatedShare) throws IOException {
        FaultyNetwork network = new FaultyNetwork(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, busyShare, truncatedShare);
        network.connections.submit(network::accept);
        return network;
    }

    int port() {
        return listening.getLocalPort();
    }

    synchronized Map<Fault, Integer> faults() {
        return new EnumMap<>(faults);
    }

    /** How many of each kind were sent, by method; a GET that lists a folder is a LIST. */
    synchronized Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    private synchronized void countRequest(String head) {
        String line = head.substring(0, head.indexOf('\r'));
        requests.merge(line.matches("GET .*[?&]list-type=.*") ? "LIST" : line.split(" ")[0], 1, Integer::sum);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                connections.submit(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One request a connection: the answer says so. */
    private void answer(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            countRequest(head);
            if (chance(busyShare, Fault.BUSY)) {
                client.getOutputStream()
                        .write("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            if (header(head, "expect") != null) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            byte[] body = in.readNBytes(length(head));
            byte[] reply = forward(head, body);
            if (losesReply(head)) {
                // a reset, not an orderly end
                client.setSoLinger(true, 0);
                return;
            }
            int headEnd = headEnd(reply);
            boolean hasBody = reply.length - headEnd > 1000;
            boolean truncated = hasBody && head.startsWith("GET") && chance(truncatedShare, Fault.TRUNCATED);
            client.getOutputStream().write(reply, 0, truncated ? headEnd + (reply.length - headEnd) / 2 : reply.length);
        } catch (IOException brokenOff) {
            // as networks do; the client tries again
        }
    }

    private byte[] forward(String head, byte[] body) throws IOException {
        String oneRequest = head.replaceAll("(?im)^(expect|connection):.*\r\n", "")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            OutputStream out = upstream.getOutputStream();
            out.write(oneRequest.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return upstream.getInputStream().readAllBytes();
        }
    }

    private boolean losesReply(String head) {
        String path = head.substring(0, head.indexOf('\r'));
        boolean decides = path.matches("PUT .*(/_delta_log/\\d{20}\\.json|/_scanline/lease).*");
        boolean loses = decides && repliesLost.add(path);
        if (loses) {
            count(Fault.LOST_REPLY);
        }
        return loses;
    }

    private synchronized boolean chance(double share, Fault fault) {
        boolean happens = dice.nextDouble() < share;
        if (happens) {
            count(fault);
        }
        return happens;
    }

    private synchronized void count(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int end = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            end = (next == '\r' && end % 2 == 0) || (next == '\n' && end % 2 == 1) ? end + 1 : 0;
            if (end == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static int length(String head) {
        String length = header(head, "content-length");
        return length == null ? 0 : Integer.parseInt(length);
    }

    private static String header(String head, String name) {
        return Arrays.stream(head.split("\r\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse(null);
    }

    private static int headEnd(byte[] reply) {
        return new String(reply, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        connections.shutdownNow();
    }
}
