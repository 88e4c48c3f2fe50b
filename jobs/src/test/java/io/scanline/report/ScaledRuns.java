package io.scanline.report;

import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A study of ingest with one executor and with two, what an earlier one foretold of it, and a load of one and two jobs at once. */
final class ScaledRuns {
    private ScaledRuns() {}

    @SuppressWarnings("unchecked")
    static void fill(Lake lake) {
        TableRows.fill(
                lake,
                ScaleRuns.TABLE,
                List.of(
                                measured(1, 1, 10, 1, 10, false),
                                measured(1, 2, 12, 11.0 / 12, 10, false),
                                measured(2, 1, 6, 11.0 / 6, 6.6, false),
                                measured(2, 2, 6.2, 11.0 / 6.2, 6.6, false),
                                measured(2, 3, 9, 11.0 / 9, 6.6, true),
                                simulated(2, 5.5, 6),
                                simulated(4, 4, 4.4),
                                load(1, 1, 0, 4),
                                load(1, 1, 1, 2),
                                load(1, 1, 2, 2),
                                load(1, 2, 0, 8),
                                load(1, 2, 1, 3),
                                load(1, 2, 2, 5),
                                load(1, 2, 3, 4),
                                load(1, 2, 4, 4),
                                load(2, 2, 0, 4),
                                load(2, 2, 1, 2),
                                load(2, 2, 2, 2),
                                load(2, 2, 3, 2),
                                load(2, 2, 4, 2))
                        .toArray(Map[]::new));
    }

    private static Map<String, Object> measured(
            int executors, int repeat, double wall, double speedUp, double predicted, boolean starved) {
        Map<String, Object> row = row("ingest", executors, repeat, wall, ScaleRuns.MEASURED);
        row.put(ScaleRuns.SPEED_UP, speedUp);
        row.put(ScaleRuns.LINES_PER_S, 1000 / wall);
        row.put(ScaleRuns.PREDICTED_WALL_S, predicted);
        row.put(ScaleRuns.STARVED, starved);
        row.put(ScaleRuns.COST_PER_MILLION_LINES, new BigDecimal("0.25000000"));
        return row;
    }

    private static Map<String, Object> simulated(int executors, double p50, double p90) {
        Map<String, Object> row = row("ingest", executors, 0, p50, ScaleRuns.SIMULATED);
        row.put(ScaleRuns.SPEED_UP, 11 / p50);
        row.put(ScaleRuns.PREDICTED_WALL_S, p90);
        return row;
    }

    private static Map<String, Object> load(int executors, int atOnce, int repeat, double seconds) {
        return row(ScaleRuns.load(atOnce), executors, repeat, seconds, ScaleRuns.MEASURED);
    }

    private static Map<String, Object> row(String job, int executors, int repeat, double wall, String kind) {
        Map<String, Object> row = new HashMap<>();
        row.put(ScaleRuns.STUDY, job.equals("ingest") ? "scale-1" : "scale-load-1");
        row.put(ScaleRuns.JOB, job);
        row.put(ScaleRuns.EXECUTORS, executors);
        row.put(ScaleRuns.CORES_PER_EXECUTOR, 1);
        row.put(ScaleRuns.REPEAT, repeat);
        row.put(ScaleRuns.LINES, 1000L);
        row.put(ScaleRuns.BYTES, 1L);
        row.put(ScaleRuns.WALL_S, wall);
        row.put(ScaleRuns.STARVED, false);
        row.put(ScaleRuns.KIND, kind);
        return row;
    }
}
