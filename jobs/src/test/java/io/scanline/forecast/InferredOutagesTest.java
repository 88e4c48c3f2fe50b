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
        IntPredicate out = t -> t >= HISTORY - 70 && t < HISTORY - 7;
        double mean = mean(fit(out, false));
        assertThat(mean).isCloseTo(1000, within(15.0));
    }

    @Test
    void whatIsOutNowIsNotForecastAndComesBackNoLater() {
        assertThat(mean(fit(t -> t >= HISTORY - 70, false))).isCloseTo(800, within(25.0));
        // smoothing alone would stay at 980 a week after the last delivery
        assertThat(mean(fit(t -> t >= HISTORY - 7, false))).isLessThan(850);
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

    private static DepartmentModel.Fit fit(IntPredicate out, boolean stockKnown) {
        List<ItemSeries> items = items(out, stockKnown, 2);
        double[] total = new double[HISTORY];
        Arrays.setAll(
                total, t -> items.stream().mapToDouble(item -> item.demand(t)).sum());
        TradingCalendar calendar =
                new TradingCalendar(LocalDate.of(2021, 1, 4), HISTORY, HORIZON, Map.of(), Map.of(), new BitSet());
        return DepartmentModel.fit(total, items, calendar, 0);
    }

    private static double mean(DepartmentModel.Fit fit) {
        return Arrays.stream(fit.mean()).average().orElseThrow();
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
