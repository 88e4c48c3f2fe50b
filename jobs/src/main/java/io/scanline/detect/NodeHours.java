package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** The hours of one node and department in order of time, as arrays; amounts in the currency. */
final class NodeHours {
    final String level;
    final String entity;
    final String currency;
    final String department;
    final String region;
    final String country;
    final String zone;

    int size;
    long[] starts = new long[256];
    int[] days = new int[256];
    int[] weeks = new int[256];
    int[] storesLate = new int[256];
    double[] surprise = new double[256];
    /** By column of {@link HourSchema#SUMS}. */
    final double[][] sums = new double[HourSchema.SUMS.length][256];

    NodeHours(Row row) {
        level = row.getAs(Nodes.LEVEL);
        entity = row.getAs(Nodes.ENTITY);
        currency = row.getAs(HourSchema.CURRENCY);
        department = row.getAs(HourSchema.DEPARTMENT);
        region = row.getAs(HourSchema.REGION);
        country = row.getAs(HourSchema.COUNTRY);
        zone = row.getAs(HourSchema.ZONE);
    }

    static int column(String name) {
        return Arrays.asList(HourSchema.SUMS).indexOf(name);
    }

    boolean holds(Row row) {
        return sameEntity(row) && department.equals(row.getAs(HourSchema.DEPARTMENT));
    }

    boolean sameEntity(Row row) {
        return level.equals(row.getAs(Nodes.LEVEL))
                && entity.equals(row.getAs(Nodes.ENTITY))
                && currency.equals(row.getAs(HourSchema.CURRENCY));
    }

    void add(Row row) {
        add(NodeHour.of(row));
    }

    /** Forgets the hours from an index on. */
    void truncate(int length) {
        size = length;
    }

    /** Adds an hour behind the others, or to the last one where that is the same: in a replay it comes in parts. */
    void add(NodeHour hour) {
        boolean again = size > 0 && starts[size - 1] == hour.start() && days[size - 1] == hour.day();
        if (!again) {
            append(hour);
        }
        int last = size - 1;
        weeks[last] = Math.max(weeks[last], hour.weeks());
        surprise[last] = Math.max(surprise[last], hour.surprise());
        storesLate[last] += hour.storesLate();
        for (int i = 0; i < sums.length; i++) {
            sums[i][last] += hour.sums()[i];
        }
    }

    private void append(NodeHour hour) {
        if (size == starts.length) {
            grow();
        }
        starts[size] = hour.start();
        days[size] = hour.day();
        weeks[size] = 0;
        surprise[size] = 0;
        storesLate[size] = 0;
        for (double[] sum : sums) {
            sum[size] = 0;
        }
        size++;
    }

    private void grow() {
        int length = size * 2;
        starts = Arrays.copyOf(starts, length);
        days = Arrays.copyOf(days, length);
        weeks = Arrays.copyOf(weeks, length);
        storesLate = Arrays.copyOf(storesLate, length);
        surprise = Arrays.copyOf(surprise, length);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.copyOf(sums[i], length);
        }
    }

    /** Index behind the last hour of the day that this hour belongs to. */
    int endOfDay(int hour) {
        int end = hour;
        while (end < size && days[end] == days[hour]) {
            end++;
        }
        return end;
    }

    /** Index of the first hour that tells how far the figures of a day usually stray, at or behind that of an earlier day. */
    int startOfScale(int earlier, int day) {
        int start = earlier;
        while (days[start] < days[day] - Scale.DAYS) {
            start++;
        }
        return start;
    }

    double[] of(String column) {
        return sums[column(column)];
    }

    double sum(String column, int from, int to) {
        double[] values = of(column);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Sum over the hours of a window of the day that begins there. */
    double sum(String column, Window window, int dayFrom) {
        return sum(column, dayFrom + window.from(), dayFrom + window.to());
    }

    /** Mean over the days that have hours there; 0 where none has. */
    double meanOfDays(String column, int from, int to) {
        int trading = 0;
        for (int i = from; i < to; i = endOfDay(i)) {
            trading++;
        }
        return trading == 0 ? 0 : sum(column, from, to) / trading;
    }

    /** The same hours and chance with figures of money, for a window that was found by what is counted. */
    Window inMoney(Window counted, int dayFrom, String actual, String expected) {
        return new Window(
                counted.from(),
                counted.to(),
                sum(actual, counted, dayFrom),
                sum(expected, counted, dayFrom),
                counted.z(),
                counted.p());
    }

    /** Windows of a day that stand out in a direction; {@code actual} and {@code expected} by hour of these hours. */
    static List<Window> windows(double[] actual, double[] expected, int from, int to, int direction, Scale scale) {
        return WindowScan.of(
                Arrays.copyOfRange(actual, from, to), Arrays.copyOfRange(expected, from, to), scale, direction);
    }
}
