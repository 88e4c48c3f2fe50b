package io.scanline.reorder;

import java.math.BigDecimal;

/**
 * An order as the sum of its parts: the need, and what was added (positive) or taken (negative) on the way to the order.
 *
 * @param netNeed units needed, not negative
 * @param roundingToPack to whole packs
 * @param minimumAdjustment to the item's minimum or maximum
 * @param capacityCut to what the shelf holds, 0 or negative
 * @param shelfLifeCut to what sells before it perishes, 0 or negative
 * @param supplierMinimum added to fill the supplier's order up, or taken because that comes to too little
 */
record OrderQuantity(
        BigDecimal netNeed,
        BigDecimal roundingToPack,
        BigDecimal minimumAdjustment,
        BigDecimal capacityCut,
        BigDecimal shelfLifeCut,
        BigDecimal supplierMinimum) {

    /** No need and no order. */
    static final OrderQuantity NOTHING = nothing(BigDecimal.ZERO.setScale(4));

    private static OrderQuantity nothing(BigDecimal zero) {
        return new OrderQuantity(zero, zero, zero, zero, zero, zero);
    }

    /** The order, which is the sum of the parts by construction. */
    BigDecimal units() {
        return netNeed.add(roundingToPack)
                .add(minimumAdjustment)
                .add(capacityCut)
                .add(shelfLifeCut)
                .add(supplierMinimum);
    }

    /** The same need, of which the supplier's minimum makes an order of so many units. */
    OrderQuantity filledTo(BigDecimal units) {
        return new OrderQuantity(
                netNeed,
                roundingToPack,
                minimumAdjustment,
                capacityCut,
                shelfLifeCut,
                supplierMinimum.add(units.subtract(units())));
    }
}
