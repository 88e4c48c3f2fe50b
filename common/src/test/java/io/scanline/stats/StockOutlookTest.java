package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StockOutlookTest {
    private static final DemandDistribution TWO_OR_FOUR = DemandDistribution.of(1, new double[] {0, 0, 1, 0, 1});

    @Test
    void demandThatFindsNoStockIsLostAndNotOwed() {
        StockOutlook stock = StockOutlook.counted(3, 1).after(TWO_OR_FOUR);

        assertThat(stock.mean()).as("1 or 0 left").isCloseTo(0.5, within(1e-12));
        assertThat(stock.lost()).as("0 or 1 lost").isCloseTo(0.5, within(1e-12));
        assertThat(stock.after(10).mean()).isCloseTo(10.5, within(1e-12));
    }

    @Test
    void aNegativeRecordIsAnEmptyShelf() {
        assertThat(StockOutlook.counted(-7, 1).mean()).isZero();
    }

    @Test
    void keepsWhatIsFinerThanTheGrid() {
        StockOutlook stock = StockOutlook.counted(1.25, 1).after(0.5).after(0.25);

        assertThat(stock.mean()).isCloseTo(2, within(1e-9));
        assertThat(stock.chanceToCover(DemandDistribution.of(1, new double[] {0, 0, 1}), 0))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void needsWhatLiftsTheChanceToTheTarget() {
        StockOutlook stock = StockOutlook.counted(10, 1);

        assertThat(stock.cellsNeeded(TWO_OR_FOUR, 0.5)).isEqualTo(-8);
        assertThat(stock.cellsNeeded(TWO_OR_FOUR, 0.51)).isEqualTo(-6);
        assertThat(StockOutlook.counted(0, 1).cellsNeeded(TWO_OR_FOUR, 0.99)).isEqualTo(4);
    }

    @Test
    void unknownStockNeedsMoreThanItsMeanWould() {
        StockOutlook unknown = StockOutlook.unknown(20, 1);

        assertThat(unknown.mean()).isCloseTo(10, within(1e-9));
        assertThat(unknown.cellsNeeded(TWO_OR_FOUR, 0.95))
                .isGreaterThan(StockOutlook.counted(10, 1).cellsNeeded(TWO_OR_FOUR, 0.95));
    }

    @Test
    void olderStockSellsBeforeTheOrder() {
        StockOutlook stock = StockOutlook.counted(3, 1);

        // demand 2: all 5 ordered are left (and 1 old one, which is not theirs); demand 4: 4 are left
        assertThat(stock.expectedLeftOfOrder(TWO_OR_FOUR, 5)).isCloseTo(4.5, within(1e-12));
    }

    @Test
    void agreesWithSimulatedDaysOfSalesAndArrivals() {
        DemandDistribution first = DemandDistribution.negativeBinomial(6, 12, 1);
        DemandDistribution second = DemandDistribution.negativeBinomial(5, 8, 1);
        StockOutlook stock = StockOutlook.counted(7, 1).after(first).after(4).after(second);

        Random random = new Random(5);
        double left = 0;
        double lost = 0;
        int runs = 200_000;
        for (int i = 0; i < runs; i++) {
            int a = first.quantileCell(random.nextDouble());
            int b = second.quantileCell(random.nextDouble());
            int middle = Math.max(0, 7 - a) + 4;
            left += Math.max(0, middle - b);
            lost += Math.max(0, a - 7) + Math.max(0, b - middle);
        }
        assertThat(stock.mean()).isCloseTo(left / runs, within(0.03));
        assertThat(stock.lost()).isCloseTo(lost / runs, within(0.03));
    }

    /** Two or four are wanted with equal chance, 3 on average: with S in stock 0.5 (2 - S)+ + 0.5 (4 - S)+ are lost. */
    @Test
    void fillRateCountsWhatIsLostOfTheInterval() {
        StockOutlook one = StockOutlook.counted(1, 1);

        assertThat(one.cellsForFillRate(TWO_OR_FOUR, 5.0 / 6))
                .as("0.5 of 3 lost with 3")
                .isEqualTo(2);
        assertThat(one.cellsForFillRate(TWO_OR_FOUR, 5.0 / 6 + 1e-6)).isEqualTo(3);
        assertThat(StockOutlook.counted(9, 1).cellsForFillRate(TWO_OR_FOUR, 5.0 / 6))
                .as("six too many")
                .isEqualTo(-6);
    }

    /** In packs of 2 stock stands at S or S + 1 as often: at 2 and 3 that loses (1 + 0.5) / 2 = 0.75 of 3. */
    @Test
    void fillRateInPacksCountsWhatTheyAddOnAverage() {
        StockOutlook none = StockOutlook.counted(0, 1);

        assertThat(none.cellsForFillRate(TWO_OR_FOUR, 0.75, 2)).isEqualTo(2);
        assertThat(none.cellsForFillRate(TWO_OR_FOUR, 0.75 + 1e-6, 2)).isEqualTo(3);
        assertThat(none.cellsForFillRate(TWO_OR_FOUR, 0.75, 1)).isEqualTo(3);
    }
}
