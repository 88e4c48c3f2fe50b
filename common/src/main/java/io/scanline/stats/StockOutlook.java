package io.scanline.stats;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;

/**
 * How likely each stock is at a moment, rolled forward by demand and arrivals. Demand that finds no stock is lost, so stock
 * is never below nothing. Instances do not change.
 */
public final class StockOutlook {

    /** So many levels of a pack stand for all of them. */
    private static final int MOST_LEVELS = 8;

    private final double step;
    private final long lowest;
    private final double[] chance;
    private final double remainder;
    private final double lost;

    private StockOutlook(double step, long lowest, double[] chance, double remainder, double lost) {
        this.step = step;
        this.lowest = lowest;
        this.chance = chance;
        this.remainder = remainder;
        this.lost = lost;
    }

    /** Stock that was counted; a negative record is an empty shelf. */
    public static StockOutlook counted(double onHand, double step) {
        return new StockOutlook(step, 0, new double[] {1}, 0, 0).after(Math.max(0, onHand));
    }

    /** Stock of which nothing is known: anything from nothing to {@code most} is as likely. */
    public static StockOutlook unknown(double most, double step) {
        double[] chance = new double[(int) Math.floor(most / step) + 1];
        Arrays.fill(chance, 1.0 / chance.length);
        return new StockOutlook(step, 0, chance, 0, 0);
    }

    /** The stock once this much has arrived. */
    public StockOutlook after(double arrival) {
        double units = remainder + Math.max(0, arrival);
        long cells = (long) Math.floor(units / step + 1e-9);
        return new StockOutlook(step, lowest + cells, chance, Math.max(0, units - cells * step), lost);
    }

    /** The stock once this demand has been served as far as it goes. */
    public StockOutlook after(DemandDistribution demand) {
        long highest = lowest + chance.length - 1;
        long newLowest = Math.max(0, lowest - (demand.cells() - 1));
        double[] next = new double[(int) (highest - newLowest) + 1];
        double newlyLost = 0;
        for (int i = 0; i < chance.length; i++) {
            if (chance[i] > 0) {
                long stock = lowest + i;
                for (int k = 0; k < demand.cells(); k++) {
                    next[(int) (Math.max(0, stock - k) - newLowest)] += chance[i] * demand.probability(k);
                }
                newlyLost += chance[i] * demand.expectedShortfall(within(stock));
            }
        }
        return new StockOutlook(step, newLowest, next, remainder, lost + newlyLost);
    }

    /** Expected stock, in units. */
    public double mean() {
        return expected(cells -> cells * step) + remainder;
    }

    /** Whether there is likely to be nothing. */
    public boolean isNothing() {
        return mean() < step / 2;
    }

    /** Demand expected to have been lost so far, in units. */
    public double lost() {
        return lost;
    }

    /** Chance that this stock and {@code more} cells hold all of the demand. */
    public double chanceToCover(DemandDistribution demand, long more) {
        return expected(stock -> demand.atMost(within(stock + more)));
    }

    /** Demand expected to be lost with this stock and {@code more} cells, in units. */
    public double expectedShortfall(DemandDistribution demand, long more) {
        return expected(stock -> demand.expectedShortfall(within(stock + more)));
    }

    /** Stock expected to be left of this stock and {@code more} cells, in units. */
    public double expectedLeft(DemandDistribution demand, long more) {
        return expected(stock -> demand.expectedLeft(within(stock + more)));
    }

    /** Units of an order of {@code more} cells that are expected to be left when older stock sells first. */
    public double expectedLeftOfOrder(DemandDistribution demand, long more) {
        // min(Q, (A + Q - D)+) = (A + Q - D)+ - (A - D)+
        return expectedLeft(demand, more) - expectedLeft(demand, 0);
    }

    /** The fewest cells that must be added to cover the demand with this chance; negative when there is too much already. */
    public long cellsNeeded(DemandDistribution demand, double serviceTarget) {
        return fewest(demand, more -> chanceToCover(demand, more) >= serviceTarget - 1e-12);
    }

    /**
     * The fewest cells that must be added so that no more than {@code 1 - fillRate} of the demand is expected to be lost; negative
     * when there is too much already. What was lost before does not come back, so the stock is never below nothing: the share is
     * E[(D - S)+] / E[D] of this interval, without the orders that are owed under backorders.
     */
    public long cellsForFillRate(DemandDistribution demand, double fillRate) {
        return cellsForFillRate(demand, fillRate, 1);
    }

    /**
     * As above for orders in packs, which overshoot: rounded up to whole packs, stock is as likely to stand at each level of a pack
     * above the one asked for (Hadley and Whitin, 1963), so the level may be lower for the same share lost.
     *
     * @param packCells cells in a pack, 1 or more
     */
    public long cellsForFillRate(DemandDistribution demand, double fillRate, long packCells) {
        double allowed = (1 - fillRate) * demand.mean() + 1e-12;
        int levels = (int) Math.min(packCells, MOST_LEVELS);
        return fewest(demand, more -> {
            double lost = 0;
            for (int i = 0; i < levels; i++) {
                lost += expectedShortfall(demand, more + i * packCells / levels);
            }
            return lost <= allowed * levels;
        });
    }

    private long fewest(DemandDistribution demand, LongPredicate enough) {
        long low = -(lowest + chance.length);
        long high = demand.cells();
        while (low < high) {
            long middle = Math.floorDiv(low + high, 2L);
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private double expected(LongToDoubleFunction value) {
        double sum = 0;
        for (int i = 0; i < chance.length; i++) {
            if (chance[i] > 0) {
                sum += chance[i] * value.applyAsDouble(lowest + i);
            }
        }
        return sum;
    }

    private static int within(long cells) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, cells));
    }
}
