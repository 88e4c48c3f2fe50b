package io.scanline.reorder;

import java.math.BigDecimal;

/**
 * What the supplier and the shelf allow: whole packs, and the limits around them. Quantities are in the item's unit.
 *
 * @param packSize units in a pack, above 0
 * @param minOrder fewest units in an order, 0 for none
 * @param maxOrder most units in an order, null for no limit
 * @param shelfCapacity most units that the shelf holds, null for no limit
 * @param presentationMin units that must always stand on the shelf
 * @param serviceTarget service that is asked for, between 0 and 1
 * @param aim chance of meeting all demand until the next delivery that orders go by: the service target, or what a replay was
 *     tuned to so that it met the target
 */
record Terms(
        BigDecimal packSize,
        BigDecimal minOrder,
        BigDecimal maxOrder,
        BigDecimal shelfCapacity,
        BigDecimal presentationMin,
        double serviceTarget,
        double aim) {

    Terms {
        if (packSize.signum() <= 0) {
            throw new IllegalArgumentException("pack_size must be above 0, was " + packSize.toPlainString());
        }
        if (!(serviceTarget > 0 && serviceTarget < 1)) {
            throw new IllegalArgumentException("service_target must be between 0 and 1, was " + serviceTarget);
        }
    }

    /** Terms whose service target is aimed at as it is. */
    Terms(
            BigDecimal packSize,
            BigDecimal minOrder,
            BigDecimal maxOrder,
            BigDecimal shelfCapacity,
            BigDecimal presentationMin,
            double serviceTarget) {
        this(packSize, minOrder, maxOrder, shelfCapacity, presentationMin, serviceTarget, serviceTarget);
    }

    /** The same terms, aiming higher or lower. */
    Terms aimingAt(double chance) {
        return new Terms(packSize, minOrder, maxOrder, shelfCapacity, presentationMin, serviceTarget, chance);
    }

    /** The same terms, leaving half as much unmet. */
    Terms withHalfTheMisses() {
        return new Terms(
                packSize, minOrder, maxOrder, shelfCapacity, presentationMin, (1 + serviceTarget) / 2, (1 + aim) / 2);
    }

    /** The same terms for an item that leaves the range: its shelf may run empty. */
    Terms withoutPresentation() {
        return new Terms(packSize, minOrder, maxOrder, shelfCapacity, BigDecimal.ZERO, serviceTarget, aim);
    }
}
