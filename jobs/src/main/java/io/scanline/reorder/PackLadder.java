package io.scanline.reorder;

import io.scanline.stats.Newsvendor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the order of one line brings, and what further packs would: sales' margin that is not lost until the next delivery, less
 * holding what is left until it sells, less what perishes. Money is in the store's currency.
 *
 * @param packCost null where no cost is known, so that no pack can be added
 * @param orderCost of the line as it was sized; 0 where not known
 * @param orderGain what the line brings against ordering nothing of it
 * @param steps further packs within the limits of supplier, shelf and shelf life, the first ones first
 */
record PackLadder(boolean isOrdered, BigDecimal packCost, BigDecimal orderCost, double orderGain, List<Step> steps) {

    /**
     * @param packs 1 or more
     * @param canBeSplit whether fewer of its packs may be taken
     */
    record Step(long packs, double gain, boolean canBeSplit) {}

    /** Goods are not bought for longer than this beyond the next delivery. */
    private static final int MOST_DAYS_AHEAD = 28;

    /** So many steps tell the packs of a line apart well enough. */
    private static final long MOST_STEPS = 16;

    private static final double DAYS_A_YEAR = 365;

    static PackLadder of(Situation now, Proposal proposal) {
        OrderSizing sizing = proposal.sizing();
        BigDecimal units = proposal.quantity().units();
        BigDecimal unitCost = now.unitCost();
        boolean isOrdered = units.signum() > 0;
        if (unitCost == null || unitCost.signum() <= 0) {
            return new PackLadder(isOrdered, null, BigDecimal.ZERO, 0, List.of());
        }
        Gains gains = Gains.of(now, proposal);
        return new PackLadder(
                isOrdered,
                unitCost.multiply(sizing.terms().packSize()),
                unitCost.multiply(units),
                gains.of(units),
                canTakeMore(now, proposal) ? steps(sizing, units, most(proposal), gains) : List.of());
    }

    /** Nothing is added of goods that may not be on the shelf as the books say, and of those that leave the range. */
    private static boolean canTakeMore(Situation now, Proposal proposal) {
        return now.stockIsKnown()
                && !now.phantomStock()
                && proposal.demandMean() > 0
                && !now.endsBy(proposal.nextDeliveryOn().plusDays(MOST_DAYS_AHEAD));
    }

    private static BigDecimal most(Proposal proposal) {
        double aDay = proposal.demandMean() / proposal.protectionDays();
        double cover = proposal.demandMean() + aDay * MOST_DAYS_AHEAD - proposal.stockAtDelivery();
        return proposal.sizing().within(Proposal.decimal(Math.max(0, cover)));
    }

    private static List<Step> steps(OrderSizing sizing, BigDecimal from, BigDecimal to, Gains gains) {
        Terms terms = sizing.terms();
        long left = packs(to.subtract(from), terms, RoundingMode.FLOOR);
        long least = from.signum() > 0 ? 0 : packs(terms.minOrder(), terms, RoundingMode.CEILING);
        List<Step> steps = new ArrayList<>();
        BigDecimal reached = from;
        double gain = gains.of(from);
        long each = Math.max(1, (left + MOST_STEPS - 1) / MOST_STEPS);
        boolean first = least > 1;
        while (left > 0 && (!first || least <= left)) {
            long packs = first ? least : Math.min(each, left);
            reached = reached.add(terms.packSize().multiply(BigDecimal.valueOf(packs)));
            double next = gains.of(reached);
            steps.add(new Step(packs, next - gain, !first));
            gain = next;
            left -= packs;
            first = false;
        }
        return List.copyOf(steps);
    }

    private static long packs(BigDecimal units, Terms terms, RoundingMode rounding) {
        return units.divide(terms.packSize(), 0, rounding).longValue();
    }

    /**
     * Money that an order brings. Until the next delivery stock falls from what is there then to what is expected to be left, and
     * from there on by the interval's mean demand a day, so that L units left are held for L² / 2d unit days more.
     *
     * @param margin of a unit that is not lost
     * @param holding of a unit for a day
     * @param days between the two deliveries
     */
    private record Gains(OrderSizing sizing, double margin, double unitCost, double holding, int days) {

        static Gains of(Situation now, Proposal proposal) {
            double cost = now.unitCost().doubleValue();
            double margin = now.price() == null ? 0 : now.price().doubleValue() - cost;
            // as for shelf life: where no margin is known, a unit missed counts like one left over
            return new Gains(
                    proposal.sizing(),
                    margin > 0 ? margin : cost,
                    cost,
                    cost * Newsvendor.HOLDING_RATE / DAYS_A_YEAR,
                    proposal.protectionDays());
        }

        double of(BigDecimal units) {
            long cells = sizing.cellsOf(units);
            return value(cells) - value(0) - unitCost * sizing.expectedWaste(cells);
        }

        private double value(long cells) {
            double left = sizing.stock().expectedLeft(sizing.demand(), cells);
            double lost = sizing.stock().expectedShortfall(sizing.demand(), cells);
            double opening = sizing.stock().mean() + cells * sizing.demand().step();
            double aDay = sizing.demand().mean() / days;
            double later = aDay > 0 ? left * left / (2 * aDay) : 0;
            return -margin * lost - holding * (days * (opening + left) / 2 + later);
        }
    }
}
