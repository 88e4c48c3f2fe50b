package io.scanline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in the test's own process, whose compiled code every further one finds. */
final class Commands {
    private Commands() {}

    static Launcher.Ended run(Map<String, String> environment, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine scanline =
                new CommandLine(new Scanline()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Launcher.Ended(Scanline.execute(scanline, environment, words), out.toString(), err.toString());
    }
}
