package io.scanline.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How much of a department is out of stock though nobody says so: the usual demand of its items in {@link ZeroRuns}, as a share of that of
 * all its items. Suppliers fail many stores at once, so such shares move whole departments by a tenth, and what is smoothed from the
 * department's sales stays weeks behind.
 */
final class InferredOutages {
    /** A department that sells so few units a day believes half of it: one item's chance is much of its sales. */
    private static final double HALF_BELIEVED_UNITS = 50;

    /** More than this share out is not believed: what is left would say too little of the rest. */
    private static final double MOST = 0.7;
    /** Over which it is learnt how much of what is out shows later only. */
    private static final int RECENT_DAYS = 364;

    private final double[] known;
    private final double[] seenBefore;

    /** @param known share by day of history, {@code seenBefore} as it was seen on the evening before, up to the first day of the horizon */
    private InferredOutages(double[] known, double[] seenBefore) {
        this.known = known;
        this.seenBefore = seenBefore;
    }

    /**
     * @param items of one department; of those whose stock is known nothing is inferred
     * @param shut days on which the department sold nothing for another reason
     * @param units what the department usually sells a day
     */
    static InferredOutages of(List<ItemSeries> items, int history, IntPredicate shut, double units) {
        double[] out = new double[history];
        double[] seenOut = new double[history + 1];
        double[] all = new double[history + 1];
        for (ItemSeries item : items) {
            add(item, history, shut, out, seenOut, all);
        }
        double belief = units / (units + HALF_BELIEVED_UNITS);
        for (int t = 0; t <= history; t++) {
            double scale = all[t] > 0 ? belief / all[t] : 0;
            seenOut[t] = Math.min(MOST, scale * seenOut[t]);
            if (t < history) {
                out[t] = shut.test(t) ? 0 : Math.min(MOST, scale * out[t]);
            }
        }
        return new InferredOutages(out, seenOut);
    }

    private static void add(
            ItemSeries item, int history, IntPredicate shut, double[] out, double[] seenOut, double[] all) {
        boolean inferred = item.censoredDays(history) == 0;
        ZeroRuns runs = new ZeroRuns();
        double[] usual = new double[history + 1];
        for (int t = item.firstDay(history); t <= history; t++) {
            double demand = t == history || shut.test(t) ? Double.NaN : item.demand(t);
            boolean ends = ZeroRuns.isSale(demand) || t == history;
            usual[t] = runs.usual();
            if (runs.improbable(t) && inferred) {
                seenOut[t] += runs.usual();
                for (int day = runs.start(); ends && day < t; day++) {
                    out[day] += runs.usual();
                }
            } else if (runs.gone(t) && ends) {
                Arrays.fill(usual, runs.start(), t + 1, 0);
            }
            runs.add(t, demand);
        }
        for (int t = 0; t <= history; t++) {
            all[t] += usual[t];
        }
    }

    /** What the department would have sold of everything on a day on which it sold this. */
    double recovered(int day, double demand) {
        return demand / (1 - known[day]);
    }

    /** Share of the department that will be out over the horizon: as much as is seen to be now, and what always shows later only. */
    double ahead() {
        int history = known.length;
        int from = Math.max(0, history - RECENT_DAYS);
        double later = 0;
        for (int t = from; t < history; t++) {
            later += (known[t] - seenBefore[t]) / (history - from);
        }
        return Math.max(0, Math.min(MOST, seenBefore[history] + later));
    }
}
