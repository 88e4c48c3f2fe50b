package io.scanline.forecast;

import java.util.function.IntToDoubleFunction;

/** A series of which means and deviations over any span of days take constant time; unknown days (NaN) do not count. */
final class RunningSums {
    private final double[] value;
    private final double[] sum;
    private final double[] squares;
    private final int[] known;
    private final int[] selling;
    private final int[] lastSale;

    RunningSums(int days, IntToDoubleFunction values) {
        value = new double[days];
        sum = new double[days + 1];
        squares = new double[days + 1];
        known = new int[days + 1];
        selling = new int[days + 1];
        lastSale = new int[days + 1];
        lastSale[0] = -1;
        for (int t = 0; t < days; t++) {
            double y = values.applyAsDouble(t);
            boolean isKnown = !Double.isNaN(y);
            value[t] = y;
            sum[t + 1] = sum[t] + (isKnown ? y : 0);
            squares[t + 1] = squares[t] + (isKnown ? y * y : 0);
            known[t + 1] = known[t] + (isKnown ? 1 : 0);
            selling[t + 1] = selling[t] + (y > 0 ? 1 : 0);
            lastSale[t + 1] = y > 0 ? t : lastSale[t];
        }
    }

    /** NaN where the day is before the first or unknown. */
    double at(int day) {
        return day < 0 ? Double.NaN : value[day];
    }

    /** Mean of the {@code days} days before {@code end}; NaN where none of them is known. */
    double mean(int end, int days) {
        int start = Math.max(0, end - days);
        int n = end <= start ? 0 : known[end] - known[start];
        return n == 0 ? Double.NaN : (sum[end] - sum[start]) / n;
    }

    double deviation(int end, int days) {
        int start = Math.max(0, end - days);
        int n = end <= start ? 0 : known[end] - known[start];
        double mean = mean(end, days);
        return n < 2 ? Double.NaN : Math.sqrt(Math.max(0, (squares[end] - squares[start]) / n - mean * mean));
    }

    double sellingShare(int end, int days) {
        int start = Math.max(0, end - days);
        int n = end <= start ? 0 : known[end] - known[start];
        return n == 0 ? Double.NaN : (double) (selling[end] - selling[start]) / n;
    }

    /** Days from the last one with a sale to {@code end}; NaN where there was none. */
    double daysSinceSale(int end) {
        return lastSale[end] < 0 ? Double.NaN : end - lastSale[end];
    }

    /** Going back from {@code day}, at or after {@code end}, the k-th day of the same weekday that is before {@code end}. */
    static int sameWeekday(int day, int end, int k) {
        int back = (day - end) / TradingCalendar.WEEKDAYS + 1;
        return day - (back + k - 1) * TradingCalendar.WEEKDAYS;
    }

    /** Mean of the last {@code weeks} days before {@code end} that have the weekday of {@code day}. */
    double weekdayMean(int day, int end, int weeks) {
        double total = 0;
        int n = 0;
        for (int k = 1; k <= weeks; k++) {
            double y = at(sameWeekday(day, end, k));
            total += Double.isNaN(y) ? 0 : y;
            n += Double.isNaN(y) ? 0 : 1;
        }
        return n == 0 ? Double.NaN : total / n;
    }
}
