package io.scanline.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the order of one line brings, and what further packs would. Money is in the store's currency.
 *
 * @param packCost null where no cost is known, so that no pack can be added
 * @param orderCost of the line as it was sized; 0 where not known
 * @param orderGain what the line brings against ordering nothing of it
 * @param steps further packs within the limits of supplier, shelf and shelf life, the first ones first
 */
public record PackLadder(
        boolean isOrdered, BigDecimal packCost, BigDecimal orderCost, double orderGain, List<Step> steps) {

    /**
     * @param packs 1 or more
     * @param canBeSplit whether fewer of its packs may be taken
     */
    public record Step(long packs, double gain, boolean canBeSplit) {}

    /** So many steps tell the packs of a line apart well enough. */
    private static final long MOST_STEPS = 16;

    /** A line whose cost is not known. */
    public static PackLadder costless(boolean isOrdered) {
        return new PackLadder(isOrdered, null, BigDecimal.ZERO, 0, List.of());
    }

    /**
     * @param units of the line as it was sized, in whole packs
     * @param pack units in a pack
     * @param least units that an order of the item must have
     * @param most units that it may come to; not above {@code units} where none may be added
     */
    public static PackLadder of(
            OrderGain gain, BigDecimal unitCost, BigDecimal units, BigDecimal pack, BigDecimal least, BigDecimal most) {
        return new PackLadder(
                units.signum() > 0,
                unitCost.multiply(pack),
                unitCost.multiply(units),
                gain.of(units),
                steps(gain, units, pack, least, most));
    }

    private static List<Step> steps(
            OrderGain gain, BigDecimal units, BigDecimal pack, BigDecimal least, BigDecimal most) {
        long left = packs(most.subtract(units), pack, RoundingMode.FLOOR);
        long atOnce = units.signum() > 0 ? 0 : packs(least, pack, RoundingMode.CEILING);
        List<Step> steps = new ArrayList<>();
        BigDecimal reached = units;
        double before = gain.of(units);
        long each = Math.max(1, (left + MOST_STEPS - 1) / MOST_STEPS);
        boolean first = atOnce > 1;
        while (left > 0 && (!first || atOnce <= left)) {
            long packs = first ? atOnce : Math.min(each, left);
            reached = reached.add(pack.multiply(BigDecimal.valueOf(packs)));
            double next = gain.of(reached);
            steps.add(new Step(packs, next - before, !first));
            before = next;
            left -= packs;
            first = false;
        }
        return List.copyOf(steps);
    }

    private static long packs(BigDecimal units, BigDecimal pack, RoundingMode rounding) {
        return units.divide(pack, 0, rounding).longValue();
    }
}
