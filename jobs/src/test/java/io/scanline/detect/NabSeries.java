package io.scanline.detect;

import io.scanline.detect.NabScore.Span;
import io.scanline.detect.WindowScan.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of the Numenta Anomaly Benchmark, by mean hours, and the chance of every hour by the detector's own kernel: profile of
 * the week, scale of the four weeks before, windows of the day that end with the hour. Without gates, as nothing here is money.
 */
final class NabSeries {
    private static final int HOURS = WeekProfile.HOURS;
    private static final int DAYS_BACK = 7 * DetectOptions.DEFAULT_WEEKS;
    private static final double PRIOR = 0.1;
    private static final int LEAST_HOURS = 40;

    private final List<LocalDateTime> times = new ArrayList<>();
    private final LocalDate first;
    private final double[] values;
    private final int[] counts;
    /** By direction, then hour; 1 where nothing is known. */
    private final double[][] chances;

    NabSeries(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<Double> read = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            times.add(time(line.substring(0, comma)));
            read.add(Double.parseDouble(line.substring(comma + 1)));
        }
        first = times.get(0).toLocalDate();
        int days =
                (int) ChronoUnit.DAYS.between(first, times.get(times.size() - 1).toLocalDate()) + 1;
        values = new double[days * HOURS];
        counts = new int[days * HOURS];
        // what is below zero is moved up: the kernel counts things
        double least = Math.min(0, read.stream().mapToDouble(v -> v).min().orElse(0));
        for (int row = 0; row < read.size(); row++) {
            values[hour(row)] += read.get(row) - least;
            counts[hour(row)]++;
        }
        for (int hour = 0; hour < values.length; hour++) {
            values[hour] /= Math.max(1, counts[hour]);
        }
        chances = new double[][] {new double[values.length], new double[values.length]};
        Arrays.fill(chances[0], 1);
        Arrays.fill(chances[1], 1);
        look(days);
    }

    static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.trim().replace(' ', 'T'));
    }

    int days() {
        return values.length / HOURS;
    }

    /** Rows of a labelled window. */
    Span rows(LocalDateTime from, LocalDateTime to) {
        int begin = 0;
        while (times.get(begin).isBefore(from)) {
            begin++;
        }
        int end = begin;
        while (end + 1 < times.size() && !times.get(end + 1).isAfter(to)) {
            end++;
        }
        return new Span(begin, end);
    }

    /**
     * By row: an alert is raised with the last row of the first hour of a day that is less likely than this, once a day for more
     * and once for less.
     */
    boolean[] detected(double chance) {
        boolean[] raised = new boolean[values.length];
        for (double[] ofDirection : chances) {
            for (int day = 0; day < days(); day++) {
                int hour = day * HOURS;
                while (hour < (day + 1) * HOURS && ofDirection[hour] > chance) {
                    hour++;
                }
                if (hour < (day + 1) * HOURS) {
                    raised[hour] = true;
                }
            }
        }
        boolean[] rows = new boolean[times.size()];
        for (int row = 0; row < rows.length; row++) {
            boolean lastOfHour = row + 1 == rows.length || hour(row + 1) != hour(row);
            rows[row] = lastOfHour && raised[hour(row)];
        }
        return rows;
    }

    private int hour(int row) {
        LocalDateTime time = times.get(row);
        return (int) ChronoUnit.DAYS.between(first, time.toLocalDate()) * HOURS + time.getHour();
    }

    private void look(int days) {
        boolean[] usable = new boolean[days];
        for (int day = 0; day < days; day++) {
            usable[day] = Arrays.stream(counts, day * HOURS, (day + 1) * HOURS)
                            .filter(count -> count > 0)
                            .count()
                    >= 20;
        }
        WeekProfile profile =
                new WeekProfile(values, usable, first.getDayOfWeek().getValue() - 1, DAYS_BACK);
        double[] expected = new double[values.length];
        double[] ofDay = new double[HOURS];
        for (int day = 0; day < days; day++) {
            if (profile.expect(day, null, ofDay)) {
                System.arraycopy(ofDay, 0, expected, day * HOURS, HOURS);
                look(day, expected, profile.weeksUsed());
            }
        }
    }

    private void look(int day, double[] expected, int weeks) {
        int n = 0;
        int from = Math.max(0, day - Scale.DAYS) * HOURS;
        int to = day * HOURS;
        double[] actual = new double[to - from];
        double[] usual = new double[to - from];
        int[] dayOf = new int[to - from];
        for (int hour = from; hour < to; hour++) {
            if (expected[hour] > 0 && counts[hour] > 0) {
                actual[n] = values[hour];
                usual[n] = expected[hour];
                dayOf[n++] = hour / HOURS;
            }
        }
        if (n < LEAST_HOURS) {
            return;
        }
        Scale scale = Scale.Past.of(Arrays.copyOf(actual, n), Arrays.copyOf(usual, n), Arrays.copyOf(dayOf, n), weeks)
                .scale(1e-9, PRIOR);
        for (int hour = 1; hour <= HOURS; hour++) {
            if (counts[to + hour - 1] > 0) {
                chances[0][to + hour - 1] = chance(to, hour, expected, scale, -1);
                chances[1][to + hour - 1] = chance(to, hour, expected, scale, 1);
            }
        }
    }

    /** Of the windows of so many hours of the day that end with the last of them. */
    private double chance(int from, int hours, double[] expected, Scale scale, int direction) {
        return WindowScan.of(
                        Arrays.copyOfRange(values, from, from + hours),
                        Arrays.copyOfRange(expected, from, from + hours),
                        scale,
                        direction)
                .stream()
                .filter(window -> window.to() == hours && window.direction() == direction)
                .mapToDouble(Window::p)
                .min()
                .orElse(1);
    }
}
