package io.scanline.detect;

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
