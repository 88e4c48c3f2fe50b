package io.scanline.reorder;

import io.scanline.stats.Newsvendor;
import io.scanline.stats.OrderGain;
import io.scanline.stats.PackLadder;
import java.math.BigDecimal;

/** A proposal's further packs, for its supplier's minimum. */
final class LineLadder {
    private LineLadder() {}

    static PackLadder of(Situation now, Proposal proposal) {
        OrderSizing sizing = proposal.sizing();
        BigDecimal units = proposal.quantity().units();
        BigDecimal unitCost = now.unitCost();
        if (unitCost == null || unitCost.signum() <= 0) {
            return PackLadder.costless(units.signum() > 0);
        }
        OrderGain gain = OrderGain.of(
                sizing.stock(),
                sizing.demand(),
                sizing.shelfDemand(),
                now.price(),
                unitCost,
                Newsvendor.HOLDING_RATE,
                proposal.protectionDays());
        BigDecimal most =
                canTakeMore(now, proposal) ? sizing.within(Proposal.decimal(gain.mostUnits())) : BigDecimal.ZERO;
        Terms terms = sizing.terms();
        return PackLadder.of(gain, unitCost, units, terms.packSize(), terms.minOrder(), most);
    }

    /** Nothing is added of goods that may not be on the shelf as the books say, and of those that leave the range. */
    private static boolean canTakeMore(Situation now, Proposal proposal) {
        return now.stockIsKnown()
                && !now.phantomStock()
                && proposal.demandMean() > 0
                && !now.endsBy(proposal.nextDeliveryOn().plusDays(OrderGain.MOST_DAYS_AHEAD));
    }
}
