package io.scanline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A driver that outlives its command: runs each line of standard input, words split by tabs, and prints its exit code. */
public final class CommandLoop {
    /** Before the exit code on a line of its own. */
    public static final String ENDED = "ended with code ";

    private CommandLoop() {}

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            Launcher.Ended ended = Commands.run(Map.of(), line.split("\t"));
            System.out.println(ended.out() + ended.err() + "\n" + ENDED + ended.exitCode());
        }
    }
}
