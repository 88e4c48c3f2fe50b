package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** A department of ten items that sell a hundred units a day each; a supplier fails two of them. */
class InferredOutagesTest {
    private static final int HISTORY = 700;
    private static final int HORIZON = 28;

    @Test
    void whatIsBackOnTheShelvesIsForecastInFullAtOnce() {
        List<ItemSeries> items = items(t -> t >= HISTORY - 70 && t < HISTORY - 7, false, 2);
        assertThat(mean(items, items)).isCloseTo(1000, within(15.0));
        assertThat(mean(items, List.of())).isLessThan(950);
    }

    @Test
    void whatIsOutNowIsTakenOffAtOnce() {
        List<ItemSeries> items = items(t -> t >= HISTORY - 7, false, 2);
        assertThat(mean(items, items)).isCloseTo(810, within(15.0));
        assertThat(mean(items, List.of())).isGreaterThan(870);
    }

    @Test
    void whatIsOutForLongStaysTakenOff() {
        List<ItemSeries> items = items(t -> t >= HISTORY - 70, false, 2);
        assertThat(mean(items, items)).isCloseTo(800, within(25.0));
    }

    @Test
    void anItemThatWasGoneForMostOfAYearHasLeftTheRange() {
        InferredOutages outages = outages(t -> t >= HISTORY - 250, false);
        assertThat(outages.ahead()).isZero();
        assertThat(outages.recovered(HISTORY - 1, 800)).isEqualTo(800);
    }

    @Test
    void daysOnWhichTheStoreIsShutAreNobodysOutage() {
        InferredOutages outages =
                InferredOutages.of(items(t -> t >= HISTORY - 20, false, 10), HISTORY, t -> t >= HISTORY - 20, 1000);
        assertThat(outages.ahead()).isZero();
    }

    @Test
    void whereStockIsKnownNothingIsInferred() {
        assertThat(outages(t -> t >= HISTORY - 70, false).ahead()).isCloseTo(0.19, within(0.02));
        assertThat(outages(t -> t >= HISTORY - 70, true).ahead()).isZero();
    }

    private static InferredOutages outages(IntPredicate out, boolean stockKnown) {
        return InferredOutages.of(items(out, stockKnown, 2), HISTORY, t -> false, 1000);
    }

    /** Mean forecast of what the items sell together; {@code told} are those of them that the department is told of. */
    private static double mean(List<ItemSeries> items, List<ItemSeries> told) {
        double[] total = new double[HISTORY];
        Arrays.setAll(
                total, t -> items.stream().mapToDouble(item -> item.demand(t)).sum());
        TradingCalendar calendar =
                new TradingCalendar(LocalDate.of(2021, 1, 4), HISTORY, HORIZON, Map.of(), Map.of(), new BitSet());
        double[] mean = DepartmentModel.fit(total, told, calendar, 0).mean();
        return Arrays.stream(mean).average().orElseThrow();
    }

    private static List<ItemSeries> items(IntPredicate out, boolean stockKnown, int failing) {
        List<ItemSeries> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ItemSeries item = new ItemSeries("item" + i, HISTORY, false);
            boolean fails = i < failing;
            for (int t = 0; t < HISTORY; t++) {
                double units = fails && out.test(t) ? 0 : 100;
                item.day(t, units, units, 1, stockKnown && t == 0);
            }
            items.add(item);
        }
        return items;
    }
}
