package io.scanline.simulate;

import io.scanline.stats.Newsvendor;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What stock, waste and lost sales of an item cost. */
final class ItemCosts {
    private static final BigDecimal UNIT = BigDecimal.valueOf(Supply.UNIT);
    private static final BigDecimal DAYS_OF_YEAR = BigDecimal.valueOf(365);

    private ItemCosts() {}

    /** Whether money can be told: both price and cost are known. */
    static boolean known(ItemSeries series) {
        return series.price() != null && series.unitCost() != null;
    }

    /** Price less cost, not below 0; 1 where either is not known, so that a lost and a wasted unit weigh the same. */
    static double margin(ItemSeries series) {
        return known(series)
                ? Math.max(0, series.price().subtract(series.unitCost()).doubleValue())
                : 1;
    }

    static double unitCost(ItemSeries series) {
        return known(series) ? series.unitCost().doubleValue() : 1;
    }

    /**
     * A unit left over costs its capital until the next delivery, or all of it where it will not be fresh any more then; a unit lost
     * costs its margin.
     *
     * @param holdingRate cost of a year's stock as a share of its value
     * @param fallback where costs are not known or say nothing
     */
    static Newsvendor newsvendor(Morning now, double holdingRate, Newsvendor fallback) {
        ItemSeries series = now.series();
        int days = now.nextDelivery() - now.delivery();
        int life = series.supply().shelfLifeDays();
        double share = life > 0 && life <= days ? 1 : holdingRate * days / DAYS_OF_YEAR.doubleValue();
        double overage = unitCost(series) * share;
        double underage = margin(series);
        return known(series) && overage > 0 && underage > 0 ? new Newsvendor(overage, underage) : fallback;
    }

    /** Capital bound in stock over the replay. */
    static BigDecimal holding(ItemSeries series, Tally tally, BigDecimal holdingRate) {
        return series.unitCost()
                .multiply(BigDecimal.valueOf(tally.stockDays()))
                .multiply(holdingRate)
                .divide(UNIT.multiply(DAYS_OF_YEAR), 4, RoundingMode.HALF_UP);
    }

    static BigDecimal money(BigDecimal each, long quantity) {
        return each.multiply(BigDecimal.valueOf(quantity)).divide(UNIT, 4, RoundingMode.HALF_UP);
    }
}
