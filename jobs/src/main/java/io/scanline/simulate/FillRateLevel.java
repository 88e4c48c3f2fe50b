package io.scanline.simulate;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.StockOutlook;

/**
 * Order-up-to by fill rate: as much as keeps the share of demand that is lost until the next delivery at what the target allows,
 * from the distribution of demand and of the stock that will be left (lost sales, no backorders).
 *
 * @param fillRate share of demand to be met
 * @param packsCountedIn whether the level is lowered for what packs add to it on average, as in (s, nQ); otherwise every order
 *     reaches the target by itself and packs come on top
 */
record FillRateLevel(double fillRate, boolean packsCountedIn) implements Policy {
    @Override
    public double need(Morning now) {
        DemandDistribution demand = now.demand();
        StockOutlook stock = now.stockAtDelivery();
        long pack = packsCountedIn ? Math.max(1, Math.round(now.supply().packUnits() / demand.step())) : 1;
        return stock.cellsForFillRate(demand, fillRate, pack) * demand.step();
    }
}
