package io.scanline.reorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.calendar.SupplyCalendar;
import io.scanline.stats.PackLadder;
import io.scanline.stats.PackLadder.Step;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Six a day, orders on Monday and Wednesday, two days on the way: an order of Monday has to last for two days. */
class LineLadderTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 4, 29);

    @Test
    void furtherPacksBringLessAndLess() {
        PackLadder ladder = ladder(situation(20, 6, null, null, null));

        assertThat(ladder.isOrdered()).isTrue();
        assertThat(ladder.packCost()).isEqualByComparingTo("12");
        assertThat(ladder.orderGain()).as("the margin of about 4 a day").isPositive();
        assertThat(ladder.steps()).hasSizeBetween(2, 16);
        double before = Double.POSITIVE_INFINITY;
        for (Step step : ladder.steps()) {
            assertThat(step.gain() / step.packs()).isLessThan(before);
            before = step.gain() / step.packs();
        }
        assertThat(before).isNegative();
    }

    @Test
    void aUnitThatNobodyNeedsCostsItsHoldingUntilItSells() {
        // 100 on hand, 12 sold until Wednesday: 88 then, 76 on Friday, and the next pack of 6 waits behind them
        Situation now = situation(100, 6, null, null, null);
        PackLadder ladder = ladder(now);

        assertThat(ladder.isOrdered()).isFalse();
        double aUnitDay = 2 * 0.25 / 365;
        double unitDays = 6 * 2 + (82 * 82 - 76 * 76) / (2 * 6.0);
        assertThat(ladder.steps().get(0).gain()).isCloseTo(-aUnitDay * unitDays, within(1e-3));
    }

    @Test
    void keepsToMaximumShelfAndCover() {
        assertThat(packs(situation(20, 6, "24", null, null)))
                .as("18 are ordered, 24 may be")
                .isEqualTo(1);
        assertThat(packs(situation(20, 6, null, "40", null)))
                .as("8 are there on Wednesday")
                .isEqualTo(2);
        assertThat(packs(situation(20, 6, null, null, null)) * 6)
                .as("what sells in 30 days, less 8 and 18")
                .isBetween(140L, 156L);
    }

    @Test
    void addsNothingThatPerishesBeforeItSells() {
        assertThat(packs(situation(100, 6, null, null, 5))).isZero();
    }

    @Test
    void addsNothingOfGoodsWhoseCostOrStockIsNotKnown() {
        Situation now = situation(20, 6, null, null, null);
        Situation uncounted = new Situation(
                MONDAY,
                null,
                units("0"),
                List.of(),
                now.demand(),
                now.calendar(),
                now.terms(),
                null,
                null,
                now.unitCost(),
                now.price(),
                1,
                0,
                Double.NaN);
        Situation costless = new Situation(
                MONDAY,
                MONDAY.minusDays(1),
                units("20"),
                List.of(),
                now.demand(),
                now.calendar(),
                now.terms(),
                null,
                null,
                null,
                now.price(),
                1,
                0,
                Double.NaN);

        assertThat(packs(uncounted)).isZero();
        assertThat(ladder(uncounted).orderCost()).isPositive();
        assertThat(ladder(costless).packCost()).isNull();
        assertThat(ladder(costless).isOrdered()).isTrue();
    }

    private static long packs(Situation now) {
        return ladder(now).steps().stream().mapToLong(Step::packs).sum();
    }

    private static PackLadder ladder(Situation now) {
        return LineLadder.of(now, Proposal.of(now));
    }

    private static Situation situation(int onHand, int pack, String most, String shelf, Integer shelfLifeDays) {
        double[] mean = new double[28];
        Arrays.fill(mean, 6);
        return new Situation(
                MONDAY,
                MONDAY.minusDays(1),
                units(String.valueOf(onHand)),
                List.of(),
                new DemandOutlook(MONDAY, mean, new double[28], 0, date -> false),
                new SupplyCalendar(SupplyCalendar.weekdays("MON,WED"), 2, 0, date -> false),
                new Terms(
                        units(String.valueOf(pack)),
                        units("0"),
                        most == null ? null : units(most),
                        shelf == null ? null : units(shelf),
                        units("0"),
                        0.98),
                null,
                shelfLifeDays,
                units("2"),
                units("3"),
                1,
                0,
                Double.NaN);
    }

    private static BigDecimal units(String text) {
        return new BigDecimal(text).setScale(4);
    }
}
