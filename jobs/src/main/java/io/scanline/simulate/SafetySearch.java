package io.scanline.simulate;

import io.scanline.simulate.SimulateOptions.Entry;
import java.util.Arrays;
import java.util.List;

/** Looks for the safety of each entry with which a group of items meets the target, by halving where it can lie. */
final class SafetySearch {
    /** Halvings of the range: to a tenth of safety, far below what a replay can tell. */
    static final int HALVINGS = 7;

    /** Safety is looked for between these; e^6 is a target of 0.95 moved to 0.9999. */
    private static final double MOST_SAFETY = 6;

    /** Demand on which a tuned safety is worth passing on: its fill rate of 0.95 is known to 0.007 then. */
    private static final long LEAST_DEMAND = 1_000 * (long) Supply.UNIT;

    private final List<Entry> entries;
    private final double[] low;
    private final double[] high;
    private Tally[] last;

    /** @param calibrates whether there are days to tune on; else every entry stays as it is */
    SafetySearch(List<Entry> entries, boolean calibrates) {
        this.entries = entries;
        this.low = new double[entries.size()];
        this.high = new double[entries.size()];
        this.last = tallies(entries.size());
        for (int e = 0; e < low.length; e++) {
            high[e] = calibrates && entries.get(e).choice().calibrated() ? MOST_SAFETY : 0;
            low[e] = -high[e];
        }
    }

    static Tally[] tallies(int entries) {
        Tally[] tallies = new Tally[entries];
        Arrays.setAll(tallies, e -> new Tally());
        return tallies;
    }

    /** The safety to try next, one an entry. */
    double[] middle() {
        double[] middle = new double[low.length];
        Arrays.setAll(middle, e -> (low[e] + high[e]) / 2);
        return middle;
    }

    /** @param played what {@link #middle} came to over all items, one an entry */
    void narrow(Tally[] played) {
        double[] middle = middle();
        for (int e = 0; e < low.length; e++) {
            boolean enough = played[e].fillRate() >= entries.get(e).service();
            high[e] = enough ? middle[e] : high[e];
            low[e] = enough ? low[e] : middle[e];
        }
        last = played;
    }

    /** What was found; 0, the policy as it is, where nothing was wanted. */
    double[] found() {
        double[] safety = middle();
        for (int e = 0; e < safety.length; e++) {
            safety[e] = last[e].wanted() == 0 ? 0 : safety[e];
        }
        return safety;
    }

    /** What other orders can go by, else null: tuned, on enough demand, to a target within reach. */
    Double[] sound() {
        double[] safety = middle();
        Double[] sound = new Double[safety.length];
        for (int e = 0; e < sound.length; e++) {
            boolean withinReach = low[e] > -MOST_SAFETY && high[e] < MOST_SAFETY;
            sound[e] = withinReach && last[e].wanted() >= LEAST_DEMAND ? Double.valueOf(safety[e]) : null;
        }
        return sound;
    }
}
