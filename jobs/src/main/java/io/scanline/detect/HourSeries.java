package io.scanline.detect;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The hours of one store and department, 24 slots a day by the local clock; money in the store's currency. */
final class HourSeries {
    final double[] sales;
    final double[] transactions;
    final double[] returns;
    final double[] unitsReturned;
    final double[] voids;
    final double[] discount;
    final double[] completeness;
    /** Start of the hour where there was a row, epoch seconds; 0 elsewhere. */
    final long[] starts;
    /** Slots whose rows came late, with the epoch second at which they came; in a replay only. */
    final Map<Integer, Long> arrivals = new TreeMap<>();

    private final Map<Integer, double[]> hidden = new HashMap<>();

    HourSeries(int days) {
        int slots = days * WeekProfile.HOURS;
        sales = new double[slots];
        transactions = new double[slots];
        returns = new double[slots];
        unitsReturned = new double[slots];
        voids = new double[slots];
        discount = new double[slots];
        completeness = new double[slots];
        starts = new long[slots];
    }

    /** Adds a row; a clock hour that is shown twice is one slot. */
    void add(int slot, long start, double[] measures, double complete) {
        sales[slot] += measures[0];
        transactions[slot] += measures[1];
        returns[slot] += measures[2];
        unitsReturned[slot] += measures[3];
        voids[slot] += measures[4];
        discount[slot] += measures[5];
        completeness[slot] = complete;
        starts[slot] = starts[slot] == 0 ? start : Math.min(starts[slot], start);
    }

    /** Takes out the rows that came late, as if nobody knew of them yet. */
    void hideLateRows() {
        arrivals.keySet().forEach(slot -> hidden.put(slot, swapped(slot, new double[8])));
    }

    /** Whether a row is there that nobody knows of yet. */
    boolean isHidden(int slot) {
        return hidden.containsKey(slot);
    }

    /** Puts back the row of a slot, which has come by now. */
    void show(int slot) {
        swapped(slot, hidden.remove(slot));
    }

    /** Takes a row out that {@link #show} put back. */
    void hide(int slot) {
        hidden.put(slot, swapped(slot, new double[8]));
    }

    private double[] swapped(int slot, double[] put) {
        double[][] measures = {sales, transactions, returns, unitsReturned, voids, discount, completeness};
        double[] taken = new double[8];
        for (int i = 0; i < measures.length; i++) {
            taken[i] = measures[i][slot];
            measures[i][slot] = put[i];
        }
        taken[7] = starts[slot];
        starts[slot] = (long) put[7];
        return taken;
    }

    boolean hasRow(int slot) {
        return starts[slot] != 0;
    }

    double total(double[] of, int day) {
        double sum = 0;
        for (int hour = 0; hour < WeekProfile.HOURS; hour++) {
            sum += of[day * WeekProfile.HOURS + hour];
        }
        return sum;
    }

    boolean traded(int day) {
        for (int hour = 0; hour < WeekProfile.HOURS; hour++) {
            if (hasRow(day * WeekProfile.HOURS + hour)) {
                return true;
            }
        }
        return false;
    }
}
