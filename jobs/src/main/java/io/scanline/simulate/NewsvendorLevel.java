package io.scanline.simulate;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.Newsvendor;
import io.scanline.stats.StockOutlook;

/**
 * Order-up-to by cost: the quantile of demand until the next delivery at which one unit more costs as much as one too few, and of
 * the packs below and above it the cheaper; on an empty shelf one pack at least.
 *
 * @param costs of a unit left over and of a unit lost
 */
record NewsvendorLevel(Costs costs) implements Policy {

    /** What a unit too many and a unit too few cost on a morning. */
    interface Costs {
        Newsvendor on(Morning now);
    }

    @Override
    public double need(Morning now) {
        Newsvendor cost = costs.on(now);
        DemandDistribution demand = now.demand();
        StockOutlook stock = now.stockAtDelivery();
        double need = stock.cellsNeeded(demand, cost.criticalRatio()) * demand.step();
        if (need <= 0) {
            return 0;
        }
        double pack = now.supply().packUnits();
        double fewer = Math.floor(need / pack) * pack;
        double more = Math.ceil(need / pack) * pack;
        if (fewer == 0 && stock.isNothing()) {
            return more;
        }
        return cost(cost, stock, demand, fewer) < cost(cost, stock, demand, more) ? fewer : more;
    }

    private static double cost(Newsvendor cost, StockOutlook stock, DemandDistribution demand, double units) {
        long cells = (long) Math.floor(units / demand.step());
        return cost.overage() * stock.expectedLeft(demand, cells)
                + cost.underage() * stock.expectedShortfall(demand, cells);
    }
}
