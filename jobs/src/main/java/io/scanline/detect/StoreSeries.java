package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Turns the hours of one store into expected hours, department after department; {@code *} must come first, because it tells
 * which hours are missing for all.
 */
final class StoreSeries {
    private static final int HOURS = WeekProfile.HOURS;

    private final StoreFrame frame;
    private final Period period;
    private final boolean replayed;
    private StoreCalendar calendar;
    private DataGaps gaps;

    /**
     * One expected hour; money in the store's currency.
     *
     * @param promoted the part of expected that promotions brought
     * @param validFrom epoch second from which on this was known of it; 0: since the hour was over
     * @param validTo until then
     */
    record Hour(
            String department,
            Instant start,
            LocalDate day,
            double sales,
            double expected,
            double promoted,
            double transactions,
            double expectedTransactions,
            double[] rates,
            boolean late,
            double completeness,
            double coldStartWeight,
            boolean repeated,
            int weeks,
            double surprise,
            long validFrom,
            long validTo) {}

    /**
     * The days that are looked at.
     *
     * @param firstDay epoch day of the first one read
     * @param wanted by day since then: expected hours are wanted
     * @param daysBack days before a day that its expectation is fitted on
     * @param end how far the data has come: no hour behind it is wanted
     */
    record Period(long firstDay, boolean[] wanted, int daysBack, DataEnd end) implements java.io.Serializable {
        int days() {
            return wanted.length;
        }

        int weekdayOfFirst() {
            return LocalDate.ofEpochDay(firstDay).getDayOfWeek().getValue() - 1;
        }
    }

    /** @param replayed hours are told as they were known from one moment to another, rather than as they are known now */
    StoreSeries(StoreFrame frame, Period period, boolean replayed) {
        this.frame = frame;
        this.period = period;
        this.replayed = replayed;
    }

    void expect(String department, HourSeries series, Consumer<Hour> out) {
        series.hideLateRows();
        if (department.equals(HourlySales.ALL_DEPARTMENTS)) {
            calendar = StoreCalendar.of(frame, series, period.firstDay(), period.days());
            gaps = new DataGaps(frame, period, calendar);
        } else if (calendar == null) {
            throw new IllegalStateException(
                    "store " + frame.store() + " has department " + department + " and no row of all departments");
        }
        new Department(department, series, out).run();
    }

    /** One department, or all together: what each of its hours had and was expected to have. */
    private final class Department {
        private final String name;
        private final HourSeries series;
        private final PromotedSales promoted;
        private final Consumer<Hour> out;
        private final Expectation sales;
        private final Expectation transactions;
        private final double[] expected = new double[HOURS];
        private final double[] expectedTransactions = new double[HOURS];

        Department(String name, HourSeries series, Consumer<Hour> out) {
            this.name = name;
            this.series = series;
            this.promoted = new PromotedSales(series, calendar.ordinary, period.daysBack());
            this.out = out;
            this.sales = new Expectation(promoted.sales, calendar, period.weekdayOfFirst(), period.daysBack());
            this.transactions =
                    new Expectation(promoted.transactions, calendar, period.weekdayOfFirst(), period.daysBack());
        }

        void run() {
            for (int day = 0; day < period.days(); day++) {
                boolean wanted = period.wanted()[day] && !calendar.closed[day];
                if (!wanted && !sales.teaches(day)) {
                    continue;
                }
                showWhatHasCome(day);
                promoted.learn(day, this::changed);
                double[] pool = frame.pool(name, period.firstDay() + day);
                boolean known =
                        sales.expect(day, pool, expected) & transactions.expect(day, pool, expectedTransactions);
                if (known && wanted) {
                    if (name.equals(HourlySales.ALL_DEPARTMENTS)) {
                        gaps.find(series, day, expectedTransactions);
                    }
                    emit(day);
                }
            }
        }

        private void changed(int day) {
            sales.changed(day);
            transactions.changed(day);
        }

        private void showWhatHasCome(int day) {
            for (Map.Entry<Integer, Long> late : series.arrivals.entrySet()) {
                int itsDay = late.getKey() / HOURS;
                if (itsDay < day
                        && series.isHidden(late.getKey())
                        && late.getValue() <= frame.startOfDay(period.firstDay() + day)) {
                    series.show(late.getKey());
                    promoted.changed(itsDay);
                    changed(itsDay);
                    calendar.traded(frame, period.firstDay() + itsDay, itsDay);
                }
            }
        }

        private void emit(int day) {
            UsualRates usual = UsualRates.before(day, series, calendar.ordinary);
            long epochDay = period.firstDay() + day;
            for (int hour = 0; hour < HOURS; hour++) {
                int slot = day * HOURS + hour;
                Instant start = series.hasRow(slot)
                        ? Instant.ofEpochSecond(series.starts[slot])
                        : frame.startOf(epochDay, hour);
                boolean empty = !series.hasRow(slot) && !series.isHidden(slot) && expected[hour] < 1e-4;
                if (empty || start == null || period.end().isBefore(epochDay, hour, start.getEpochSecond())) {
                    continue;
                }
                long[] edges = replayed ? gaps.edges(series, slot) : new long[] {0};
                for (int i = 0; i < edges.length; i++) {
                    long known = replayed ? edges[i] : DataGaps.NEVER - 1;
                    boolean came = series.isHidden(slot) && series.arrivals.get(slot) <= known;
                    if (came) {
                        series.show(slot);
                    }
                    out.accept(hour(
                            usual, slot, start, known, edges[i], i + 1 < edges.length ? edges[i + 1] : DataGaps.NEVER));
                    if (came) {
                        series.hide(slot);
                    }
                }
            }
        }

        private Hour hour(UsualRates usual, int slot, Instant start, long known, long validFrom, long validTo) {
            int day = slot / HOURS;
            double ofPromotions = promoted.of(slot);
            double withPromotions = expected[slot % HOURS] + ofPromotions;
            double customers = expectedTransactions[slot % HOURS] + promoted.transactionsOf(slot, ofPromotions);
            boolean row = series.hasRow(slot);
            boolean late = !row && gaps.isLate(slot, known);
            return new Hour(
                    name,
                    start,
                    LocalDate.ofEpochDay(period.firstDay() + day),
                    series.sales[slot],
                    withPromotions,
                    ofPromotions,
                    series.transactions[slot],
                    customers,
                    usual.of(series, slot, withPromotions, customers),
                    late,
                    late ? 0 : row ? series.completeness[slot] : 1,
                    sales.coldStartWeight(),
                    row && gaps.isRepeated(day, known),
                    sales.weeksUsed(),
                    sales.surprising() ? calendar.surprise[day] : 0,
                    validFrom,
                    validTo);
        }
    }
}
