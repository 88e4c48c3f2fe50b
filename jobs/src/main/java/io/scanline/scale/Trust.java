package io.scanline.scale;

import io.scanline.stats.Robust;
import io.scanline.table.ScaleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * How far a plan can be believed: by how well the model met measured runs, and how far from them it is asked.
 *
 * @param level HIGH, MEDIUM or LOW
 */
record Trust(String level, List<String> reasons) {
    private static final String[] LEVELS = {"HIGH", "MEDIUM", "LOW"};

    /** @param rows the measured runs of the study that the model is made of */
    static Trust in(List<Row> rows, Demand demand, int executors) {
        List<String> reasons = new ArrayList<>();
        int most = rows.stream()
                .mapToInt(row -> row.<Integer>getAs(ScaleRuns.EXECUTORS))
                .max()
                .orElse(1);
        int fewest = rows.stream()
                .mapToInt(row -> row.<Integer>getAs(ScaleRuns.EXECUTORS))
                .min()
                .orElse(1);
        int worst = error(rows, fewest, reasons);
        worst = Math.max(
                worst, far(demand.lines(), "the lines are %.0f times those of the recorded run", 10, 50, reasons));
        worst = Math.max(
                worst,
                far(
                        executors / (double) most,
                        "the executors are %.0f times the most that were measured",
                        4,
                        16,
                        reasons));
        long starved = rows.stream()
                .filter(row -> row.<Boolean>getAs(ScaleRuns.STARVED))
                .count();
        if (starved > 0) {
            reasons.add(starved + " of " + rows.size() + " measured rows were starved of CPU");
            worst = Math.max(worst, 1);
        }
        return new Trust(LEVELS[worst], reasons);
    }

    private static int error(List<Row> rows, int fewest, List<String> reasons) {
        double[] errors = rows.stream()
                .filter(row -> row.<Integer>getAs(ScaleRuns.EXECUTORS) > fewest
                        && !row.<Boolean>getAs(ScaleRuns.STARVED)
                        && !row.isNullAt(row.fieldIndex(ScaleRuns.PREDICTED_WALL_S)))
                .mapToDouble(row -> Math.abs(
                        row.<Double>getAs(ScaleRuns.PREDICTED_WALL_S) / row.<Double>getAs(ScaleRuns.WALL_S) - 1))
                .toArray();
        if (errors.length == 0) {
            reasons.add("no unstarved run with more executors tells how well the model meets them");
            return 2;
        }
        double error = Robust.median(errors, errors.length);
        reasons.add(String.format(
                Locale.ROOT, "the model missed measured runs with more executors by %.0f%% (median)", 100 * error));
        return error <= 0.1 ? 0 : error <= 0.2 ? 1 : 2;
    }

    private static int far(double multiple, String sentence, double some, double much, List<String> reasons) {
        if (multiple <= some) {
            return 0;
        }
        reasons.add(String.format(Locale.ROOT, sentence, multiple));
        return multiple <= much ? 1 : 2;
    }
}
