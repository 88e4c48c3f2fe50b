package io.scanline.simulate;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.Odds;
import io.scanline.stats.StockOutlook;

/**
 * Order-up-to for goods that perish. Stock that will grow too old before the next delivery is not counted on (estimated waste:
 * Broekmeulen and van Donselaar, 2009), and packs are left out as long as the waste that they are expected to add costs more than
 * the sales that they save. A lost sale counts its margin at a target of 0.9, and at others as many times more as their odds are: who
 * asks for a higher one says that a customer sent away costs more than the sale.
 *
 * @param fillRate share of demand to be met where it does not cost more waste than it is worth
 */
record AgeAwareLevel(double fillRate) implements Policy {
    private static final double MARGIN_ALONE = 0.9;

    @Override
    public double need(Morning now) {
        DemandDistribution demand = now.demand();
        StockOutlook stock = now.stockAtDelivery();
        if (now.supply().shelfLifeDays() == 0) {
            return stock.cellsForFillRate(demand, fillRate) * demand.step();
        }
        double perishing =
                Supply.units(now.expected(now.today(), now.nextDelivery()).wasted());
        double need = stock.cellsForFillRate(demand, fillRate) * demand.step() + perishing;
        return need <= 0 ? 0 : worthwhile(now, stock, demand, perishing, need);
    }

    /** Of the packs that the need asks for, as many as earn more than they waste. */
    private double worthwhile(
            Morning now, StockOutlook stock, DemandDistribution demand, double perishing, double need) {
        DemandDistribution whileFresh = now.shelfLifeDemand();
        double pack = now.supply().packUnits();
        double margin = Odds.ratio(fillRate, MARGIN_ALONE) * ItemCosts.margin(now.series());
        double cost = ItemCosts.unitCost(now.series());
        int packs = (int) Math.ceil(need / pack - 1e-9);
        while (packs > 0) {
            double saved =
                    lost(stock, demand, (packs - 1) * pack - perishing) - lost(stock, demand, packs * pack - perishing);
            double wasted = left(stock, whileFresh, packs * pack - perishing)
                    - left(stock, whileFresh, (packs - 1) * pack - perishing);
            if (margin * saved >= cost * wasted) {
                break;
            }
            packs--;
        }
        return packs * pack;
    }

    private static double lost(StockOutlook stock, DemandDistribution demand, double units) {
        return stock.expectedShortfall(demand, Math.round(units / demand.step()));
    }

    /** Older stock sells first, so that of one pack more as much is wasted as is left more. */
    private static double left(StockOutlook stock, DemandDistribution whileFresh, double units) {
        return stock.expectedLeft(whileFresh, Math.round(units / whileFresh.step()));
    }
}
