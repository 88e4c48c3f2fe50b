package io.scanline.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Whether the order of a store to one supplier comes to what the supplier asks for, and the packs that fill it up where it does not.
 *
 * <p>Steps are taken in the order of what they bring for their money, as in the greedy rule for the knapsack (Dantzig, 1957); of
 * equal ones the line named first. Each line's further packs bring less than the ones before, so that no choice is looked at
 * twice: time is that of sorting the steps.
 *
 * @param minimum money that the order must come to
 * @param ordered money that it came to as its lines were sized
 * @param reached money that it comes to with the packs added; where it is out of reach, with all that can be
 * @param added packs for each line
 */
public record SupplierMinimum(
        Outcome outcome, BigDecimal minimum, BigDecimal ordered, BigDecimal reached, long[] added) {

    public enum Outcome {
        /** Nothing is needed of this supplier. */
        NOTHING_ORDERED,
        /** The lines come to the minimum as they are. */
        MET,
        /** What a line costs is not known, so that nobody can tell. */
        COST_UNKNOWN,
        FILLED,
        /** All packs that lines can take do not do it: nothing is ordered yet. */
        OUT_OF_REACH,
        /** The packs that it takes cost more than the whole order brings: nothing is ordered yet. */
        NOT_WORTH_IT;

        public boolean putsOff() {
            return this == OUT_OF_REACH || this == NOT_WORTH_IT;
        }
    }

    /** A step that one line can take next. */
    private record Choice(int line, int step, double gainOfMoney) {}

    /** @param lines all lines of the store that the supplier takes orders for on this day, always in the same order */
    public static SupplierMinimum of(BigDecimal minimum, List<PackLadder> lines) {
        BigDecimal ordered = lines.stream().map(PackLadder::orderCost).reduce(BigDecimal.ZERO, BigDecimal::add);
        long[] none = new long[lines.size()];
        if (lines.stream().noneMatch(PackLadder::isOrdered)) {
            return new SupplierMinimum(Outcome.NOTHING_ORDERED, minimum, ordered, ordered, none);
        }
        if (ordered.compareTo(minimum) >= 0) {
            return new SupplierMinimum(Outcome.MET, minimum, ordered, ordered, none);
        }
        return lines.stream().anyMatch(line -> line.isOrdered() && line.packCost() == null)
                ? new SupplierMinimum(Outcome.COST_UNKNOWN, minimum, ordered, ordered, none)
                : new Filling(minimum, ordered, lines).filled();
    }

    /** Whether it puts a line off, or says something of one that it leaves as it is. */
    public boolean concerns(PackLadder line) {
        return line.isOrdered() && (outcome.putsOff() || outcome == Outcome.COST_UNKNOWN);
    }

    /** One order while it is filled up. */
    private static final class Filling {
        private final BigDecimal minimum;
        private final BigDecimal ordered;
        private final List<PackLadder> lines;
        private final long[] added;
        private final List<Taken> taken = new ArrayList<>();
        private BigDecimal reached;
        private double gain;

        /** @param gain of one pack */
        private record Taken(int line, long packs, double gain, boolean canBeSplit) {}

        Filling(BigDecimal minimum, BigDecimal ordered, List<PackLadder> lines) {
            this.minimum = minimum;
            this.ordered = ordered;
            this.lines = lines;
            this.added = new long[lines.size()];
            this.reached = ordered;
            this.gain = lines.stream().mapToDouble(PackLadder::orderGain).sum();
        }

        SupplierMinimum filled() {
            PriorityQueue<Choice> choices = new PriorityQueue<>(
                    Comparator.comparingDouble(Choice::gainOfMoney).reversed().thenComparingInt(Choice::line));
            for (int line = 0; line < lines.size(); line++) {
                offer(choices, line, 0);
            }
            while (missing().signum() > 0 && !choices.isEmpty()) {
                Choice best = choices.poll();
                take(best);
                offer(choices, best.line(), best.step() + 1);
            }
            if (missing().signum() > 0) {
                return decided(Outcome.OUT_OF_REACH);
            }
            giveBack();
            return decided(gain > 0 ? Outcome.FILLED : Outcome.NOT_WORTH_IT);
        }

        private SupplierMinimum decided(Outcome outcome) {
            if (outcome.putsOff()) {
                Arrays.fill(added, 0);
            }
            return new SupplierMinimum(outcome, minimum, ordered, reached, added);
        }

        private BigDecimal missing() {
            return minimum.subtract(reached);
        }

        private void offer(PriorityQueue<Choice> choices, int line, int step) {
            PackLadder ladder = lines.get(line);
            if (step < ladder.steps().size()) {
                PackLadder.Step next = ladder.steps().get(step);
                choices.add(new Choice(
                        line,
                        step,
                        next.gain() / (next.packs() * ladder.packCost().doubleValue())));
            }
        }

        /** The whole step, or as many of its packs as are still missing. */
        private void take(Choice choice) {
            PackLadder ladder = lines.get(choice.line());
            PackLadder.Step step = ladder.steps().get(choice.step());
            long needed =
                    missing().divide(ladder.packCost(), 0, RoundingMode.CEILING).longValueExact();
            long packs = step.canBeSplit() ? Math.min(step.packs(), needed) : step.packs();
            Taken packsTaken = new Taken(choice.line(), packs, step.gain() / step.packs(), step.canBeSplit());
            taken.add(packsTaken);
            add(packsTaken, packs);
        }

        private void add(Taken of, long packs) {
            BigDecimal packCost = lines.get(of.line()).packCost();
            added[of.line()] += packs;
            reached = reached.add(packCost.multiply(BigDecimal.valueOf(packs)));
            gain += of.gain() * packs;
        }

        /** A dear last pack may leave cheap ones before it without a use. */
        private void giveBack() {
            for (int i = taken.size() - 1; i >= 0; i--) {
                Taken last = taken.get(i);
                BigDecimal packCost = lines.get(last.line()).packCost();
                long spare = missing()
                        .negate()
                        .divide(packCost, 0, RoundingMode.FLOOR)
                        .longValueExact();
                if (last.canBeSplit() && last.gain() < 0) {
                    add(last, -Math.min(spare, last.packs()));
                }
            }
        }
    }
}
