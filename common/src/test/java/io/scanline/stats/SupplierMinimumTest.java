package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.stats.PackLadder.Step;
import io.scanline.stats.SupplierMinimum.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SupplierMinimumTest {

    @Test
    void leavesAnOrderThatIsLargeEnough() {
        SupplierMinimum order = of("100", line("10", 10, 50, step(5, -1)));

        assertThat(order.outcome()).isEqualTo(Outcome.MET);
        assertThat(order.added()).containsExactly(0);
    }

    @Test
    void buysNothingWhereNothingIsNeeded() {
        SupplierMinimum order = of("100", line("10", 0, 0, step(50, 1)));

        assertThat(order.outcome()).isEqualTo(Outcome.NOTHING_ORDERED);
        assertThat(order.added()).containsExactly(0);
    }

    @Test
    void addsThePacksThatBringMostForTheirMoney() {
        // of 40 missing: two packs of the second line lose .1 for 10 each, then one of the first .5 for 20
        SupplierMinimum order = of(
                "100", line("20", 3, 50, step(1, -0.5), step(1, -0.6)), line("10", 0, 0, step(2, -0.2), step(2, -4)));

        assertThat(order.outcome()).isEqualTo(Outcome.FILLED);
        assertThat(order.added()).containsExactly(1, 2);
        assertThat(order.ordered()).isEqualByComparingTo("60");
        assertThat(order.reached()).isEqualByComparingTo("100");
    }

    @Test
    void takesOnlyAsManyPacksOfAStepAsAreMissing() {
        assertThat(of("95", line("10", 5, 50, step(20, -1))).added()).containsExactly(5);
    }

    @Test
    void takesTheItemsOwnMinimumWholeOrNotAtAll() {
        SupplierMinimum order = of("95", line("10", 5, 50), line("10", 0, 0, new Step(8, -1, false)));

        assertThat(order.added()).containsExactly(0, 8);
        assertThat(order.reached()).isEqualByComparingTo("130");
    }

    @Test
    void givesBackWhatADearLastPackLeavesWithoutAUse() {
        SupplierMinimum order = of("100", line("50", 1, 50, step(1, -2)), line("10", 0, 0, step(4, -0.1)));

        assertThat(order.added())
                .as("the pack of 50 makes the four of 10 needless")
                .containsExactly(1, 0);
        assertThat(order.reached()).isEqualByComparingTo("100");
    }

    @Test
    void putsOffWhatTheLimitsKeepBelowTheMinimum() {
        SupplierMinimum order = of("100", line("10", 5, 50, step(2, -1)), line("10", 0, 0, step(1, -1)));

        assertThat(order.outcome()).isEqualTo(Outcome.OUT_OF_REACH);
        assertThat(order.reached()).isEqualByComparingTo("80");
        assertThat(order.added()).containsExactly(0, 0);
    }

    @Test
    void putsOffWhatCostsMoreToFillThanTheOrderBrings() {
        assertThat(of("100", line("10", 5, 3, step(5, -2.9))).outcome()).isEqualTo(Outcome.FILLED);
        SupplierMinimum order = of("100", line("10", 5, 3, step(5, -3.1)));

        assertThat(order.outcome()).isEqualTo(Outcome.NOT_WORTH_IT);
        assertThat(order.added()).containsExactly(0);
    }

    @Test
    void judgesNoOrderWhoseCostIsNotKnown() {
        SupplierMinimum order = of("100", PackLadder.costless(true), line("10", 5, 50, step(50, 1)));

        assertThat(order.outcome()).isEqualTo(Outcome.COST_UNKNOWN);
        assertThat(order.added()).containsExactly(0, 0);
    }

    @Test
    void comesNearTheBestThatEveryChoiceOfPacksGives() {
        Random random = new Random(7);
        for (int run = 0; run < 300; run++) {
            List<PackLadder> lines =
                    Stream.generate(() -> randomLine(random)).limit(4).toList();
            SupplierMinimum order = SupplierMinimum.of(BigDecimal.valueOf(100), lines);
            if (order.outcome() == Outcome.FILLED) {
                double gain = IntStream.range(0, lines.size())
                        .mapToDouble(i -> gain(lines.get(i), order.added()[i]))
                        .sum();
                double dearestPack = lines.stream()
                        .mapToDouble(line -> -gain(line, line.steps().size()))
                        .max()
                        .orElse(0);
                assertThat(order.reached()).isGreaterThanOrEqualTo(BigDecimal.valueOf(100));
                // greedy is off by the last pack at most
                assertThat(gain)
                        .isGreaterThanOrEqualTo(best(lines, 0, order.ordered().doubleValue()) - dearestPack);
            }
        }
    }

    private static PackLadder randomLine(Random random) {
        List<Step> steps = new ArrayList<>();
        double loss = 0;
        for (int i = 0; i < 5; i++) {
            loss += random.nextDouble();
            steps.add(step(1, -loss));
        }
        return line(String.valueOf(1 + random.nextInt(9)), 1 + random.nextInt(2), 1000, steps.toArray(Step[]::new));
    }

    private static double gain(PackLadder line, long packs) {
        return line.steps().stream().limit(packs).mapToDouble(Step::gain).sum();
    }

    /** The best gain of all choices that reach 100; negative infinity where none does. */
    private static double best(List<PackLadder> lines, int at, double reached) {
        if (at == lines.size()) {
            return reached >= 100 ? 0 : Double.NEGATIVE_INFINITY;
        }
        PackLadder line = lines.get(at);
        return IntStream.rangeClosed(0, line.steps().size())
                .mapToDouble(packs -> gain(line, packs)
                        + best(lines, at + 1, reached + packs * line.packCost().doubleValue()))
                .max()
                .orElseThrow();
    }

    private static SupplierMinimum of(String minimum, PackLadder... lines) {
        return SupplierMinimum.of(new BigDecimal(minimum), List.of(lines));
    }

    private static PackLadder line(String packCost, int packs, double gain, Step... steps) {
        BigDecimal cost = new BigDecimal(packCost);
        return new PackLadder(packs > 0, cost, cost.multiply(BigDecimal.valueOf(packs)), gain, List.of(steps));
    }

    private static Step step(int packs, double gain) {
        return new Step(packs, gain, true);
    }
}
