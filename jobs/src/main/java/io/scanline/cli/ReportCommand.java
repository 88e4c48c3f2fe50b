package io.scanline.cli;

import io.scanline.report.ReportJob;
import io.scanline.report.ReportOptions;
import io.scanline.report.ReportResult;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "report", description = "Write the day's report: one HTML file that needs nothing else to be read.")
final class ReportCommand extends SparkCommand<ReportResult> {
    private static final String FILE = "scanline-report.html";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The HTML file (default: " + FILE
                    + " beside the lake, or here where the lake is on an object store).")
    String out;

    @Option(names = "--open", description = "Open it in the browser.")
    boolean open;

    @Override
    Work<ReportResult> work() {
        refuseDays("report is about the newest day; it has no --from and --to.", "Leave them out.");
        Location file = out == null ? besideTheLake(lakeLocation()) : Location.of(out);
        ReportJob job = new ReportJob(new ReportOptions(file, "jobs/bin/scanline"));
        return runner -> {
            ReportResult result = runner.run(job);
            if (open && result.written()) {
                show(result.file());
            }
            return result;
        };
    }

    /** Where the report goes when nobody says. */
    static Location besideTheLake(Location lake) {
        boolean local = "file".equals(lake.path().toUri().getScheme());
        return Location.of(local ? Path.of(lake.path().toUri().getPath()).resolveSibling(FILE) : Path.of(FILE));
    }

    /** A machine without a browser, such as a server, is no failure: the summary names the file. */
    private void show(String file) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> opener = system.contains("mac")
                ? List.of("open", file)
                : system.contains("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", file)
                        : List.of("xdg-open", file);
        try {
            new ProcessBuilder(opener)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("No browser could be opened here (" + e.getMessage() + "). Open " + file + " yourself.");
        }
    }
}
