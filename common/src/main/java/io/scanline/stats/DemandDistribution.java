package io.scanline.stats;

import java.util.Arrays;

/**
 * How likely each amount of demand is, on an even grid of amounts that starts at nothing.
 *
 * <p>Cell {@code k} stands for the amount {@code k * step}. The probabilities sum to one, every question costs at most
 * one pass over the grid, and an instance never changes after it is made.
 */
public final class DemandDistribution {

    /** Probabilities below this, relative to the most likely cell, are not stored. */
    private static final double NEGLIGIBLE = 1e-13;

    private static final int MOST_CELLS = 1 << 20;

    private final double step;
    private final double[] probability;
    private final double[] cumulative;
    private final double[] shortfall;
    private final double mean;

    private DemandDistribution(double step, double[] weights) {
        this.step = step;
        this.probability = normalized(weights);
        this.cumulative = new double[probability.length];
        this.shortfall = new double[probability.length];
        double sum = 0;
        double firstMoment = 0;
        for (int k = 0; k < probability.length; k++) {
            sum += probability[k];
            cumulative[k] = Math.min(1, sum);
            firstMoment += k * probability[k];
        }
        cumulative[probability.length - 1] = 1;
        double beyond = 0;
        for (int k = probability.length - 2; k >= 0; k--) {
            beyond += 1 - cumulative[k];
            shortfall[k] = beyond * step;
        }
        this.mean = firstMoment * step;
    }

    /**
     * A distribution from the weight of every cell.
     *
     * @param step distance between two amounts, above zero
     * @param weights one non-negative weight a cell, cell 0 being no demand; they need not sum to one
     * @throws IllegalArgumentException when the step is not positive or no weight is
     */
    public static DemandDistribution of(double step, double[] weights) {
        if (!(step > 0)) {
            throw new IllegalArgumentException("step must be above 0, was " + step);
        }
        return new DemandDistribution(step, weights);
    }

    /** Demand that is certain to be nothing. */
    public static DemandDistribution nothing(double step) {
        return of(step, new double[] {1});
    }

    /**
     * The negative binomial of a mean and a variance; Poisson when the variance is not above the mean (in cells).
     *
     * <p>Cells follow from each other by p(k+1) / p(k) = (k + r) / (k + 1) * q with r = m² / (v - m), q = (v - m) / v
     * (Johnson, Kemp and Kotz, Univariate Discrete Distributions, 5.2), started at the most likely cell, so that nothing
     * underflows and no gamma function is needed.
     *
     * @param mean expected demand, in the item's unit, not negative
     * @param variance in the unit squared
     * @param step distance between two amounts
     */
    public static DemandDistribution negativeBinomial(double mean, double variance, double step) {
        double m = mean / step;
        double v = variance / (step * step);
        if (!(m > 0)) {
            return nothing(step);
        }
        boolean poisson = !(v > m * (1 + 1e-9));
        double q = poisson ? 0 : (v - m) / v;
        double r = poisson ? 0 : m * m / (v - m);
        int mode = (int) Math.floor(poisson ? m : Math.max(0, (r - 1) * q / (1 - q)));
        double[] up = new double[Math.max(16, 2 * mode + 16)];
        up[mode] = 1;
        for (int k = mode; k > 0; k--) {
            up[k - 1] = up[k] / (poisson ? m / k : (k - 1 + r) / k * q);
        }
        int last = mode;
        while ((up[last] > NEGLIGIBLE && last < MOST_CELLS) || last < m) {
            if (last + 1 == up.length) {
                up = Arrays.copyOf(up, up.length * 2);
            }
            up[last + 1] = up[last] * (poisson ? m / (last + 1) : (last + r) / (last + 1) * q);
            last++;
        }
        return of(step, Arrays.copyOf(up, last + 1));
    }

    /**
     * One of several distributions, each with its chance: demand when the interval itself is not certain.
     *
     * @param chances one non-negative weight a distribution
     * @param parts distributions of the same step
     */
    public static DemandDistribution mixture(double[] chances, DemandDistribution[] parts) {
        int cells =
                Arrays.stream(parts).mapToInt(DemandDistribution::cells).max().orElseThrow();
        double total = Arrays.stream(chances).sum();
        double[] mixed = new double[cells];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].step != parts[0].step) {
                throw new IllegalArgumentException(
                        "parts of a mixture need one step: " + parts[i].step + " and " + parts[0].step);
            }
            for (int k = 0; k < parts[i].cells(); k++) {
                mixed[k] += chances[i] / total * parts[i].probability[k];
            }
        }
        return of(parts[0].step, mixed);
    }

    /** Number of cells on the grid; amounts from {@code cells() * step} on never happen. */
    public int cells() {
        return probability.length;
    }

    public double step() {
        return step;
    }

    public double mean() {
        return mean;
    }

    public double variance() {
        double sum = 0;
        for (int k = 0; k < probability.length; k++) {
            double off = k * step - mean;
            sum += probability[k] * off * off;
        }
        return sum;
    }

    /** Chance of exactly {@code k} cells. */
    public double probability(int k) {
        return k < 0 || k >= probability.length ? 0 : probability[k];
    }

    /** Chance of at most {@code k} cells; 0 below the grid, 1 above it. */
    public double atMost(int k) {
        return k < 0 ? 0 : k >= cumulative.length ? 1 : cumulative[k];
    }

    /** The fewest cells that hold demand with at least this chance. */
    public int quantileCell(double chance) {
        int found = Arrays.binarySearch(cumulative, chance);
        int k = found >= 0 ? found : -found - 1;
        while (k > 0 && cumulative[k - 1] >= chance) {
            k--;
        }
        return Math.min(k, cumulative.length - 1);
    }

    /** The smallest amount on the grid that holds demand with at least this chance. */
    public double quantile(double chance) {
        return quantileCell(chance) * step;
    }

    /** E[(D - k)+]: demand expected to be lost with a stock of {@code k} cells, in units. A negative stock is owed. */
    public double expectedShortfall(int k) {
        return k < 0 ? mean - k * step : k >= shortfall.length ? 0 : shortfall[k];
    }

    /** E[(k - D)+]: stock expected to be left of {@code k} cells, in units. */
    public double expectedLeft(int k) {
        return k * step - mean + expectedShortfall(k);
    }

    private static double[] normalized(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("a weight must not be negative, was " + weight);
            }
            total += weight;
        }
        if (!(total > 0) || Double.isInfinite(total)) {
            throw new IllegalArgumentException("weights must have a finite sum above 0, was " + total);
        }
        double[] shares = weights.clone();
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= total;
        }
        return shares;
    }
}
