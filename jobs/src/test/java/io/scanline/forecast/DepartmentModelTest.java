package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DepartmentModelTest {
    private static final LocalDate MONDAY = LocalDate.of(2021, 1, 4);
    private static final int HISTORY = 1270;
    private static final int HORIZON = 28;

    @Test
    void weekdaysChangeOverTheYear() {
        DepartmentModel.Fit fit = fit(new BitSet(), t -> isSunday(t) ? 200 + 80 * Math.sin(yearAngle(t)) : 200);

        // history ends in late June 2024; sin is least in early October
        int autumn = (int) (LocalDate.of(2023, 10, 1).toEpochDay() - MONDAY.toEpochDay());
        int spring = (int) (LocalDate.of(2024, 3, 31).toEpochDay() - MONDAY.toEpochDay());
        assertThat(isSunday(autumn)).isTrue();
        assertThat(fit.factor()[autumn] / fit.factor()[autumn - 4]).isCloseTo(0.6, within(0.1));
        assertThat(fit.factor()[spring] / fit.factor()[spring - 4]).isCloseTo(1.4, within(0.1));
    }

    @Test
    void theFirstDaysOfAnEventOfEveryMonthAreNotItsLast() {
        BitSet payments = new BitSet();
        for (int t = 0; t < HISTORY + HORIZON; t++) {
            payments.set(t, MONDAY.plusDays(t).getDayOfMonth() <= 10);
        }
        DepartmentModel.Fit fit = fit(payments, t -> {
            int day = MONDAY.plusDays(t).getDayOfMonth();
            return 200 * (day == 3 ? 1.6 : day <= 10 ? 1.1 : 1);
        });

        int third = (int) (LocalDate.of(2024, 7, 3).toEpochDay() - MONDAY.toEpochDay());
        assertThat(third).isBetween(HISTORY, HISTORY + HORIZON - 1);
        assertThat(fit.factor()[third] / fit.factor()[third + 2]).isCloseTo(1.6 / 1.1, within(0.07));
    }

    /** A holiday that comes every 50 days falls on each weekday in turn: on working days it brings 1.1 times, on weekends 1.6 times the usual. */
    @Test
    void aHolidayOfAWeekendIsNotThatOfAWorkingDay() {
        BitSet holidays = new BitSet();
        for (int t = 22; t < HISTORY + HORIZON; t += 50) {
            holidays.set(t);
        }
        DepartmentModel.Fit fit =
                fit(Map.of("FEAST", holidays), Map.of(), t -> 200 * (!holidays.get(t) ? 1 : isWeekend(t) ? 1.6 : 1.1));

        // shrunk towards what all of them have in common, 1.22
        int next = holidays.nextSetBit(HISTORY);
        assertThat(isWeekend(next)).isTrue();
        assertThat(fit.factor()[next] / fit.factor()[next + 7]).isBetween(1.3, 1.6);
        int before = holidays.previousSetBit(HISTORY - 1);
        assertThat(isWeekend(before)).isFalse();
        assertThat(fit.factor()[before] / fit.factor()[before - 7]).isBetween(1.1, 1.2);
    }

    /** No closure says so: the store has stopped trading on Sundays two months ago. */
    @Test
    void nothingIsExpectedOnAWeekdayWithoutTrade() {
        DepartmentModel.Fit fit = fit(new BitSet(), t -> isSunday(t) && t >= HISTORY - 60 ? 0 : 200);

        for (int h = 0; h < HORIZON; h++) {
            assertThat(fit.mean()[h]).isCloseTo(isSunday(HISTORY + h) ? 0 : 200, within(4.0));
        }
        int traded = HISTORY - 70;
        assertThat(IntStream.range(traded, traded + 7)
                        .filter(DepartmentModelTest::isSunday)
                        .mapToDouble(t -> fit.factor()[t]))
                .allMatch(factor -> factor > 0.9);
    }

    @Test
    void theWeekdaysOfTheLastHalfYearCountForMoreThanThoseOfTheYearsBefore() {
        DepartmentModel.Fit fit = fit(new BitSet(), t -> isSunday(t) && t >= HISTORY - 182 ? 260 : 200);

        int sunday = HISTORY;
        while (!isSunday(sunday)) {
            sunday++;
        }
        assertThat(fit.factor()[sunday] / fit.factor()[sunday - 4]).isBetween(1.15, 1.3);
    }

    @Test
    void aDepartmentGrowsOnAsItsStoreGrewOverTheYear() {
        DepartmentModel.Fit fit = DepartmentModel.fit(flat(), List.of(), calendar(Map.of(), Map.of()), Math.log(1.2));
        assertThat(fit.mean()[HORIZON - 1] / fit.mean()[0]).isCloseTo(Math.pow(1.2, 27.0 / 364), within(1e-6));
        assertThat(fit.mean()[0]).isBetween(200.0, 203.0);
    }

    private static double[] flat() {
        double[] total = new double[HISTORY];
        Arrays.fill(total, 200);
        return total;
    }

    private static DepartmentModel.Fit fit(BitSet payments, IntToDoubleFunction demand) {
        return fit(Map.of(), Map.of("PAYMENT", payments), demand);
    }

    private static DepartmentModel.Fit fit(
            Map<String, BitSet> holidays, Map<String, BitSet> events, IntToDoubleFunction demand) {
        double[] total = new double[HISTORY];
        for (int t = 0; t < HISTORY; t++) {
            total[t] = demand.applyAsDouble(t);
        }
        return DepartmentModel.fit(total, List.of(), calendar(holidays, events), 0);
    }

    private static TradingCalendar calendar(Map<String, BitSet> holidays, Map<String, BitSet> events) {
        return new TradingCalendar(MONDAY, HISTORY, HORIZON, holidays, events, new BitSet());
    }

    private static boolean isWeekend(int day) {
        return day % 7 >= 5;
    }

    private static boolean isSunday(int day) {
        return day % 7 == 6;
    }

    private static double yearAngle(int day) {
        return 2 * Math.PI * MONDAY.plusDays(day).getDayOfYear() / 365.25;
    }
}
