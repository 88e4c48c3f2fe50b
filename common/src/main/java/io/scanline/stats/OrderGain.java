package io.scanline.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Money that an order of one item brings: sales' margin that is not lost until the next delivery, less holding what is left until it
 * sells, less what perishes. Until the next delivery stock falls from what is there then to what is expected to be left, and from there
 * on by the interval's mean demand a day, so that L units left are held for L² / 2d unit days more.
 *
 * @param stock when the order comes, without it
 * @param demand from the order's delivery to the next one
 * @param whileFresh demand over the order's shelf life, on the same grid; null where it does not perish in time to matter
 * @param margin of a unit that is not lost
 * @param holding of a unit for a day
 * @param days between the two deliveries
 */
public record OrderGain(
        StockOutlook stock,
        DemandDistribution demand,
        DemandDistribution whileFresh,
        double margin,
        double unitCost,
        double holding,
        int days) {
    /** Goods are not bought for longer than this beyond the next delivery, only to fill an order up. */
    public static final int MOST_DAYS_AHEAD = 28;

    /** A longer shelf life outlasts what a store would ever buy at once. */
    public static final int LONGEST_PERISHABLE_DAYS = 60;

    private static final double DAYS_A_YEAR = 365;

    /**
     * @param price null where not known; without a margin, a unit missed counts like one left over
     * @param holdingRate cost of a year's stock as a share of its value
     */
    public static OrderGain of(
            StockOutlook stock,
            DemandDistribution demand,
            DemandDistribution whileFresh,
            BigDecimal price,
            BigDecimal unitCost,
            double holdingRate,
            int days) {
        double cost = unitCost.doubleValue();
        double margin = price == null ? 0 : price.doubleValue() - cost;
        return new OrderGain(
                stock, demand, whileFresh, margin > 0 ? margin : cost, cost, cost * holdingRate / DAYS_A_YEAR, days);
    }

    /** Against ordering nothing, in the currency of the costs. */
    public double of(BigDecimal units) {
        long cells = units.divide(BigDecimal.valueOf(demand.step()), 0, RoundingMode.FLOOR)
                .longValue();
        double wasted = whileFresh == null ? 0 : stock.expectedLeftOfOrder(whileFresh, cells);
        return value(cells) - value(0) - unitCost * wasted;
    }

    /** Units that last until {@link #MOST_DAYS_AHEAD} days after the next delivery, beside the stock. */
    public double mostUnits() {
        return Math.max(0, demand.mean() + demand.mean() / days * MOST_DAYS_AHEAD - stock.mean());
    }

    private double value(long cells) {
        double left = stock.expectedLeft(demand, cells);
        double lost = stock.expectedShortfall(demand, cells);
        double opening = stock.mean() + cells * demand.step();
        double aDay = demand.mean() / days;
        double later = aDay > 0 ? left * left / (2 * aDay) : 0;
        return -margin * lost - holding * (days * (opening + left) / 2 + later);
    }
}
