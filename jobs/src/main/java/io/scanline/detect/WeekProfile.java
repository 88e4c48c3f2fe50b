package io.scanline.detect;

import io.scanline.stats.Robust;

/**
 * What a series of hours leads one to expect of a later day: level x weekday x hour of the week, from trimmed means.
 *
 * <p>Weekdays and hours lean on their neighbours as long as there are few weeks: an hour of the week on the same hour of its
 * kind of day (working day, Saturday, Sunday), and that on the region's profile until the series has {@value #OWN_DAYS} days.
 * One instance serves one series and is not thread-safe: it keeps its working arrays.
 */
final class WeekProfile {
    static final int HOURS = 24;
    static final int OWN_DAYS = 56;
    /** Nearly four of each weekday: fewer hardly outvote one that was not ordinary. */
    private static final int ENOUGH_DAYS = 26;
    /** What holidays and days that came late may leave of {@link #LEAST_SPAN} days, which have all weekdays as often. */
    private static final int LEAST_DAYS = 24;

    private static final int LEAST_SPAN = 28;

    private static final int LEAST_LEVEL_DAYS = 4;
    private static final int LEVEL_DAYS = 14;
    private static final int LEVEL_REACH = 28;
    /** How many weeks of its own an hour needs to count as much as what it leans on. */
    private static final double LEAN = 3;

    private static final double TRIM = 0.2;
    /** A weekday below this share of the mean day is one without trade. */
    private static final double NO_TRADE = 0.02;

    private final double[] values;
    private final boolean[] usable;
    private final int weekdayOfFirst;
    private final int daysBack;
    private final double[] totals;

    private final double[] scratch;
    private final double[] local;
    private final double[] weekday = new double[7];
    private final double[] share = new double[HOURS];
    private double[] pool;
    private double coldStartWeight;
    private int weeksUsed;

    /**
     * @param values by day and hour, 24 a day
     * @param usable days that count as ordinary
     * @param weekdayOfFirst weekday of the first day, Monday is 0
     * @param daysBack days before the expected one that are looked at
     */
    WeekProfile(double[] values, boolean[] usable, int weekdayOfFirst, int daysBack) {
        this.values = values;
        this.usable = usable;
        this.weekdayOfFirst = weekdayOfFirst;
        this.daysBack = daysBack;
        this.totals = new double[usable.length];
        for (int day = 0; day < totals.length; day++) {
            changed(day);
        }
        this.scratch = new double[Math.max(daysBack, LEVEL_REACH) + 1];
        this.local = new double[totals.length];
    }

    /** Takes note of new values of a day. */
    void changed(int day) {
        totals[day] = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            totals[day] += values[day * HOURS + hour];
        }
    }

    /**
     * The 24 expected hours of a day from the days before it alone; false where there are too few of them.
     *
     * @param regionalProfile sales by hour of the week in the region, Monday first; null where there is none
     */
    boolean expect(int day, double[] regionalProfile, double[] into) {
        pool = regionalProfile;
        int first = Math.max(0, day - daysBack);
        int days = 0;
        int oldest = day;
        for (int past = day - 1; past >= first; past--) {
            if (usable[past]) {
                days++;
                oldest = past;
            }
        }
        if (days < (day - oldest < LEAST_SPAN ? ENOUGH_DAYS : LEAST_DAYS)) {
            return false;
        }
        fitWeekdays(first, day);
        double level = level(first, day);
        if (!(level > 0)) {
            return false;
        }
        int w = weekdayOf(day);
        fitHours(w, first, day, days);
        for (int hour = 0; hour < HOURS; hour++) {
            into[hour] = level * weekday[w] * share[hour];
        }
        coldStartWeight = weightOfPool(first, day, days);
        weeksUsed = (days + 6) / 7;
        return true;
    }

    /** Weight of the region's profile in the last expectation. */
    double coldStartWeight() {
        return coldStartWeight;
    }

    int weeksUsed() {
        return weeksUsed;
    }

    int weekdayOf(int day) {
        return (weekdayOfFirst + day) % 7;
    }

    private void fitWeekdays(int first, int end) {
        double[] prior = poolWeekdays();
        System.arraycopy(prior, 0, weekday, 0, 7);
        for (int pass = 0; pass < 3; pass++) {
            for (int day = first; day < end; day++) {
                local[day] = localLevel(day, first, end);
            }
            double mean = 0;
            double[] next = new double[7];
            for (int w = 0; w < 7; w++) {
                int n = 0;
                for (int day = first + Math.floorMod(w - weekdayOf(first), 7); day < end; day += 7) {
                    if (usable[day] && local[day] > 0) {
                        scratch[n++] = totals[day] / local[day];
                    }
                }
                double lean = pool == null ? 1 : 2;
                next[w] = ((n == 0 ? 0 : n * Robust.trimmedMean(scratch, n, TRIM)) + lean * prior[w]) / (n + lean);
                // a weekday without trade leans on nothing: otherwise a shop shut on Sundays would be expected to sell
                // a little
                if (n >= 2 && next[w] > 0 && scratch[n - 1] < NO_TRADE) {
                    next[w] = 0;
                } else if (n >= 2 && scratch[n - 1] < prior[w] / 2) {
                    // nor does one of a few hours, such as the small hours of a Saturday night
                    next[w] = Robust.trimmedMean(scratch, n, TRIM);
                }
                mean += next[w] / 7;
            }
            for (int w = 0; w < 7; w++) {
                weekday[w] = mean > 0 ? next[w] / mean : 1;
            }
        }
    }

    private double[] poolWeekdays() {
        double[] prior = new double[7];
        double sum = 0;
        for (int i = 0; pool != null && i < pool.length; i++) {
            prior[i / HOURS] += pool[i];
            sum += pool[i];
        }
        for (int w = 0; w < 7; w++) {
            prior[w] = sum > 0 ? 7 * prior[w] / sum : 1;
        }
        return prior;
    }

    private double localLevel(int day, int first, int end) {
        int n = 0;
        for (int near = Math.max(first, day - 3); near < Math.min(end, day + 4); near++) {
            if (usable[near] && weekday[weekdayOf(near)] > NO_TRADE) {
                scratch[n++] = totals[near] / weekday[weekdayOf(near)];
            }
        }
        return n == 0 ? 0 : Robust.trimmedMean(scratch, n, TRIM);
    }

    /** The level of now: halfway between the last one and the last two weeks of ordinary days. */
    private double level(int first, int end) {
        double[] recent = new double[LEVEL_DAYS];
        int n = 0;
        double lastWeek = Double.NaN;
        for (int day = end - 1; day >= Math.max(first, end - LEVEL_REACH) && n < LEVEL_DAYS; day--) {
            if (usable[day] && weekday[weekdayOf(day)] > NO_TRADE) {
                recent[n++] = totals[day] / weekday[weekdayOf(day)];
                if (n == LEVEL_DAYS / 2) {
                    lastWeek = Robust.trimmedMean(recent.clone(), n, TRIM);
                }
            }
        }
        if (n < LEAST_LEVEL_DAYS) {
            return Double.NaN;
        }
        double both = Robust.trimmedMean(recent, n, TRIM);
        return Double.isNaN(lastWeek) ? both : (lastWeek + both) / 2;
    }

    /** What part of a weekday's sales each hour has. */
    private void fitHours(int w, int first, int end, int days) {
        double poolWeight = poolWeight(days);
        int from = firstLike(w);
        int to = lastLike(w);
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            int own = gather(w, w, hour, first, end);
            double ownMean = own == 0 ? 0 : Robust.trimmedMean(scratch, own, TRIM);
            int group = own;
            double groupMean = ownMean;
            if (from < to) {
                group = gather(from, to, hour, first, end);
                groupMean = group == 0 ? 0 : Robust.trimmedMean(scratch, group, TRIM);
            }
            double leaned = group + poolWeight == 0
                    ? 0
                    : (group * groupMean + poolWeight * poolShare(w, hour)) / (group + poolWeight);
            share[hour] = (own * ownMean + LEAN * leaned) / (own + LEAN);
            sum += share[hour];
        }
        for (int hour = 0; hour < HOURS && sum > 0; hour++) {
            share[hour] /= sum;
        }
    }

    private double poolWeight(int days) {
        return pool == null || days >= OWN_DAYS ? 0 : LEAN;
    }

    /** The mean weight of the region's profile over the hours of all weekdays. */
    private double weightOfPool(int first, int end, int days) {
        double poolWeight = poolWeight(days);
        if (poolWeight == 0) {
            return 0;
        }
        double sum = 0;
        for (int w = 0; w < 7; w++) {
            int own = gather(w, w, 0, first, end);
            int group = gather(firstLike(w), lastLike(w), 0, first, end);
            sum += LEAN / (own + LEAN) * (poolWeight / (group + poolWeight));
        }
        return sum / 7;
    }

    /** First weekday of the same kind: Monday to Friday are one, Saturday and Sunday each their own. */
    private static int firstLike(int w) {
        return w < 5 ? 0 : w;
    }

    private static int lastLike(int w) {
        return w < 5 ? 4 : w;
    }

    private int gather(int fromWeekday, int toWeekday, int hour, int first, int end) {
        int n = 0;
        for (int w = fromWeekday; w <= toWeekday; w++) {
            if (weekday[w] <= NO_TRADE) {
                continue;
            }
            for (int day = first + Math.floorMod(w - weekdayOf(first), 7); day < end; day += 7) {
                if (usable[day] && local[day] > 0) {
                    scratch[n++] = values[day * HOURS + hour] / (local[day] * weekday[w]);
                }
            }
        }
        return n;
    }

    private double poolShare(int w, int hour) {
        double sum = 0;
        for (int h = 0; pool != null && h < HOURS; h++) {
            sum += pool[w * HOURS + h];
        }
        return sum > 0 ? pool[w * HOURS + hour] / sum : 0;
    }
}
