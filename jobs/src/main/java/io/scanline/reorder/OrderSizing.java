package io.scanline.reorder;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.Newsvendor;
import io.scanline.stats.StockOutlook;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much to order: the need, then packs, minimum and maximum, shelf and shelf life, in this order.
 *
 * <p>Where a rule leaves a choice (the pack below or above, the minimum or nothing) the cheaper one is taken, by the
 * newsvendor costs for which the aim is best: {@code 1 - aim} for a unit left over, {@code aim} for a unit lost. Stock that the presentation
 * minimum asks for is rounded up, and so is the first pack for an empty shelf: demand that is lost does not add up to a need that would
 * pay for it one day, as that on backorder would, so that a slow item in large packs would never come again.
 *
 * @param stock stock for the protection interval without this order
 * @param demand demand over the protection interval, on the stock's grid
 * @param shelfDemand demand over the order's shelf life; null where the item does not perish in time to matter
 * @param shelfCosts what a perished and a missed unit cost; null with {@code shelfDemand}
 */
record OrderSizing(
        StockOutlook stock,
        DemandDistribution demand,
        DemandDistribution shelfDemand,
        Newsvendor shelfCosts,
        Terms terms) {

    private static final BigDecimal NONE = BigDecimal.ZERO.setScale(4);

    /** Units, on the grid, that would have to be added to reach the service target; negative when there is too much. */
    BigDecimal shortOfTarget() {
        long forService = stock.cellsNeeded(demand, terms.aim());
        return cells(Math.max(forService, forPresentation()));
    }

    OrderQuantity size() {
        BigDecimal need = shortOfTarget().max(NONE);
        BigDecimal rounded = toPacks(need);
        BigDecimal allowed = withinMinimumAndMaximum(rounded);
        BigDecimal onShelf = orNothing(allowed, withinShelf(allowed));
        BigDecimal kept = orNothing(onShelf, withinShelfLife(onShelf));
        return new OrderQuantity(
                need,
                rounded.subtract(need),
                allowed.subtract(rounded),
                onShelf.subtract(allowed),
                kept.subtract(onShelf),
                NONE);
    }

    /** So many units or fewer, in whole packs: what maximum, shelf and shelf life allow of them, whatever is needed. */
    BigDecimal within(BigDecimal units) {
        BigDecimal most = terms.maxOrder() == null ? units : units.min(terms.maxOrder());
        return withinShelfLife(withinShelf(packsDown(most)));
    }

    /** Units of an order of so many cells that are expected to perish unsold. */
    double expectedWaste(long cells) {
        return shelfDemand == null ? 0 : stock.expectedLeftOfOrder(shelfDemand, cells);
    }

    /** Cells that keep the presentation minimum on the shelf, to the nearest, until the next delivery is expected. */
    private long forPresentation() {
        if (terms.presentationMin().signum() <= 0) {
            return Long.MIN_VALUE / 2;
        }
        double units = terms.presentationMin().doubleValue() + demand.mean() - stock.mean();
        return (long) Math.ceil(units / demand.step() - 0.5);
    }

    private BigDecimal toPacks(BigDecimal need) {
        BigDecimal below = packsDown(need);
        BigDecimal above = packsUp(need);
        boolean nothingToSell = below.signum() == 0 && stock.isNothing();
        return nothingToSell || presentationBinds() ? above : cheaper(below, above);
    }

    private BigDecimal withinMinimumAndMaximum(BigDecimal units) {
        BigDecimal minimum = packsUp(terms.minOrder());
        BigDecimal atLeast = units;
        if (units.signum() > 0 && units.compareTo(minimum) < 0) {
            atLeast = presentationBinds() ? minimum : cheaper(NONE, minimum);
        }
        return terms.maxOrder() == null ? atLeast : orNothing(atLeast, atLeast.min(packsDown(terms.maxOrder())));
    }

    private BigDecimal withinShelf(BigDecimal units) {
        if (terms.shelfCapacity() == null) {
            return units;
        }
        BigDecimal room = terms.shelfCapacity()
                .subtract(BigDecimal.valueOf(stock.mean()).setScale(4, RoundingMode.HALF_UP))
                .max(NONE);
        // A pack that is larger than the shelf is bought all the same, one at a time, once half of it has room.
        boolean onePackAtLeast = terms.packSize().compareTo(terms.shelfCapacity()) > 0
                && room.multiply(BigDecimal.valueOf(2)).compareTo(terms.shelfCapacity()) >= 0;
        return units.min(onePackAtLeast ? terms.packSize() : packsDown(room));
    }

    private BigDecimal withinShelfLife(BigDecimal units) {
        if (shelfDemand == null || units.signum() == 0) {
            return units;
        }
        BigDecimal best = cells(Math.max(0, stock.cellsNeeded(shelfDemand, shelfCosts.criticalRatio())));
        if (units.compareTo(best) <= 0) {
            return units;
        }
        BigDecimal below = packsDown(best);
        BigDecimal above = packsUp(best).min(units);
        return cost(shelfDemand, shelfCosts, below) < cost(shelfDemand, shelfCosts, above) ? below : above;
    }

    /** A cut order, or none where the cut leaves less than the supplier's minimum. */
    private BigDecimal orNothing(BigDecimal before, BigDecimal cut) {
        return cut.compareTo(before) < 0 && cut.compareTo(terms.minOrder()) < 0 ? NONE : cut;
    }

    private boolean presentationBinds() {
        return forPresentation() > stock.cellsNeeded(demand, terms.aim());
    }

    private BigDecimal cheaper(BigDecimal fewer, BigDecimal more) {
        Newsvendor costs = Newsvendor.ofServiceTarget(terms.aim());
        return cost(demand, costs, fewer) < cost(demand, costs, more) - 1e-12 ? fewer : more;
    }

    private double cost(DemandDistribution over, Newsvendor costs, BigDecimal units) {
        long more = cellsOf(units);
        return costs.overage() * stock.expectedLeft(over, more)
                + costs.underage() * stock.expectedShortfall(over, more);
    }

    /** Whole grid cells in a quantity, rounded down. */
    long cellsOf(BigDecimal units) {
        return units.divide(BigDecimal.valueOf(demand.step()), 0, RoundingMode.FLOOR)
                .longValue();
    }

    private BigDecimal cells(long cells) {
        return BigDecimal.valueOf(demand.step())
                .multiply(BigDecimal.valueOf(cells))
                .setScale(4, RoundingMode.HALF_UP);
    }

    private BigDecimal packsDown(BigDecimal units) {
        return units.divide(terms.packSize(), 0, RoundingMode.FLOOR)
                .multiply(terms.packSize())
                .setScale(4);
    }

    private BigDecimal packsUp(BigDecimal units) {
        return units.divide(terms.packSize(), 0, RoundingMode.CEILING)
                .multiply(terms.packSize())
                .setScale(4);
    }
}
