package io.scanline.stats;

/**
 * Wall time against executors by the Universal Scalability Law: {@code T(n) = T(1) (1 + s (n - 1) + k n (n - 1)) / n}
 * (Gunther, Guerrilla Capacity Planning, 2007). Without coherency k it is Amdahl's law (1967).
 *
 * @param single wall time of one executor, seconds
 * @param serial s, the share of that time that more executors do not shorten, 0 to 1
 * @param coherency k, what each pair of executors adds, as a share of the single time
 */
public record ScalingLaw(double single, double serial, double coherency) {
    public double wall(double executors) {
        return single * (1 + serial * (executors - 1) + coherency * executors * (executors - 1)) / executors;
    }

    public double speedUp(double executors) {
        return single / wall(executors);
    }

    /** The number of executors beyond which more make it slower; infinite where none does. */
    public double peak() {
        return coherency == 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - serial) / coherency);
    }

    /** The speed-up that no number of executors exceeds; infinite where nothing is serial. */
    public double limit() {
        if (coherency > 0) {
            return speedUp(Math.max(1, peak()));
        }
        return serial == 0 ? Double.POSITIVE_INFINITY : 1 / serial;
    }

    /** Amdahl's law of measured walls, by non-negative least squares of relative errors. */
    public static ScalingLaw amdahl(double[] executors, double[] walls) {
        double[] parts = parts(executors, walls, 2);
        double single = parts[0] + parts[1];
        return new ScalingLaw(single, parts[1] / single, 0);
    }

    /** The Universal Scalability Law of measured walls, by non-negative least squares of relative errors. */
    public static ScalingLaw universal(double[] executors, double[] walls) {
        double[] parts = parts(executors, walls, 3);
        double single = parts[0] + parts[1];
        return new ScalingLaw(single, parts[1] / single, parts[2] / single);
    }

    /**
     * T(n) = parallel / n + serial + pairs (n - 1): linear in the three parts. Divided by the wall, so that a run of one
     * executor does not outweigh all others.
     */
    private static double[] parts(double[] executors, double[] walls, int columns) {
        double[][] rows = new double[walls.length][columns];
        double[] ones = new double[walls.length];
        for (int i = 0; i < walls.length; i++) {
            double[] all = {1 / executors[i], 1, executors[i] - 1};
            for (int column = 0; column < columns; column++) {
                rows[i][column] = all[column] / walls[i];
            }
            ones[i] = 1;
        }
        return NonNegativeLeastSquares.solve(rows, ones);
    }

    /**
     * The serial fraction that one measured speed-up shows: {@code (1/speedUp - 1/n) / (1 - 1/n)} (Karp and Flatt, 1990). One
     * that rises with n is overhead, one that stays is serial work. NaN for one executor.
     */
    public static double karpFlatt(double speedUp, int executors) {
        return executors < 2 ? Double.NaN : (1 / speedUp - 1.0 / executors) / (1 - 1.0 / executors);
    }
}
