package io.scanline.spark;

import io.scanline.table.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a job's last run as a file in Prometheus' text format, which outlives the run: the node exporter's textfile
 * collector reads such a folder. One file a job and lake, replaced as a whole.
 */
final class MetricsFile implements RunReport {
    private final Path folder;

    MetricsFile(String folder) {
        this.folder = Path.of(folder);
    }

    @Override
    public void started(Lake lake) {}

    @Override
    public void ended(Lake lake, RunEnd end) throws IOException {
        String labels =
                "job=\"" + lake.run().job() + "\",lake=\"" + escaped(lake.root().toString()) + "\"";
        StringBuilder text = new StringBuilder();
        RunFigures.of(lake, end)
                .forEach((name, value) ->
                        metric(text, "scanline_run_" + name, RunFigures.MEANINGS.get(name), Map.of(labels, value)));
        Map<String, Number> counts = new LinkedHashMap<>();
        end.counts().forEach((name, value) -> counts.put(labels + ",figure=\"" + name + "\"", value));
        metric(text, "scanline_run_result", "Counts of the last run's result, as --json has them.", counts);
        write(lake, text.toString());
    }

    private static void metric(StringBuilder text, String name, String help, Map<String, Number> values) {
        if (!values.isEmpty()) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(" gauge\n");
        }
        values.forEach((labels, value) -> text.append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(value)
                .append('\n'));
    }

    /** A collector never sees half a file. */
    private void write(Lake lake, String text) throws IOException {
        Files.createDirectories(folder);
        String name = String.format(
                Locale.ROOT,
                "scanline-%s-%08x.prom",
                lake.run().job(),
                lake.root().toString().hashCode());
        Path part = folder.resolve("." + name + ".part");
        Files.writeString(part, text);
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
