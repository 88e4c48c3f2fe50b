package io.scanline.stats;

/**
 * The single-period stocking problem: how much to have when a unit too few costs one price and a unit too many another.
 *
 * <p>Source: Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd ed., 4.3.
 *
 * @param overage cost of a unit left over
 * @param underage cost of a unit of demand that is not met
 */
public record Newsvendor(double overage, double underage) {
    /** Cost of a year's stock as a share of its value, where nobody says otherwise. */
    public static final double HOLDING_RATE = 0.25;

    public Newsvendor {
        if (!(overage >= 0) || !(underage >= 0) || !(overage + underage > 0)) {
            throw new IllegalArgumentException("costs must not be negative nor both 0: " + overage + ", " + underage);
        }
    }

    /** The costs, scaled to sum to one, for which stocking to this chance of meeting all demand is best. */
    public static Newsvendor ofServiceTarget(double chance) {
        return new Newsvendor(1 - chance, chance);
    }

    /** The same with a unit lost counting so many times as much. */
    public Newsvendor withUnderageTimes(double factor) {
        return new Newsvendor(overage, underage * factor);
    }

    /** cu / (cu + co): the chance of meeting all demand that costs least. */
    public double criticalRatio() {
        return underage / (overage + underage);
    }

    /** The stock that costs least, on the distribution's grid. */
    public double bestStock(DemandDistribution demand) {
        return demand.quantile(criticalRatio());
    }

    /** Expected cost of a stock of {@code cells} grid cells: co E[(S - D)+] + cu E[(D - S)+]. */
    public double cost(DemandDistribution demand, int cells) {
        return overage * demand.expectedLeft(cells) + underage * demand.expectedShortfall(cells);
    }
}
