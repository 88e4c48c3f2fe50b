package io.scanline.simulate;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.StockOutlook;

/**
 * Order-up-to for goods that perish. Stock that will grow too old before the next delivery is not counted on (estimated waste:
 * Broekmeulen and van Donselaar, 2009), and packs are left out as long as the waste that they are expected to add costs more than
 * the sales that they save.
 *
 * @param fillRate share of demand to be met where it does not cost more waste than it is worth
 * @param lossWeight how many times its margin a lost sale counts, 1 for the margin alone
 */
record AgeAwareLevel(double fillRate, double lossWeight) implements Policy {
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
        double margin = lossWeight * ItemCosts.margin(now.series());
        double cost = ItemCosts.unitCost(now.series());
        int packs = (int) Math.ceil(need / pack - 1e-9);
        while (packs > 0) {
            double saved =
                    lost(stock, demand, (packs - 1) * pack - perishing) - lost(stock, demand, packs * pack - perishing);
            double wasted = wasted(stock, whileFresh, packs * pack) - wasted(stock, whileFresh, (packs - 1) * pack);
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

    private static double wasted(StockOutlook stock, DemandDistribution whileFresh, double units) {
        return stock.expectedLeftOfOrder(whileFresh, Math.round(units / whileFresh.step()));
    }
}
