package io.scanline.spark;

import io.scanline.table.Lake;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures that every run has, whatever its job: by name, as metrics call them. */
final class RunFigures {
    static final Map<String, String> MEANINGS = meanings();

    private RunFigures() {}

    static Map<String, Number> of(Lake lake, RunEnd end) {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("done", end.done() ? 1 : 0);
        figures.put("finished_seconds", end.at().toEpochMilli() / 1000.0);
        figures.put("wall_seconds", end.wallSeconds(lake));
        figures.put("lines_in", lake.run().linesIn());
        figures.put("lines_out", lake.run().linesOut());
        return figures;
    }

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("done", "1 where the job's last run was done, 0 where it failed.");
        meanings.put("finished_seconds", "When it ended, in seconds since 1970.");
        meanings.put("wall_seconds", "Seconds that it took.");
        meanings.put("lines_in", "Lines or rows that it worked on.");
        meanings.put("lines_out", "Rows that it wrote.");
        return meanings;
    }
}
