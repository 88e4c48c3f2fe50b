package io.scanline.stats;

/**
 * Least squares whose coefficients are 0 or more, for a few columns.
 *
 * <p>Minimises {@code sum (y - x b)^2} over b of 0 or more. Every subset of the columns is solved freely and the best one
 * without a negative coefficient is the answer: the optimum solves its own support's normal equations (Lawson and Hanson,
 * Solving Least Squares Problems, 1974, chapter 23). The cost is 2^columns, so it is for up to a handful of them.
 */
final class NonNegativeLeastSquares {
    private static final double SINGULAR = 1e-12;

    private NonNegativeLeastSquares() {}

    /** One coefficient a column; columns that the rows cannot tell apart are not both used. */
    static double[] solve(double[][] rows, double[] observed) {
        int columns = rows[0].length;
        double[] best = new double[columns];
        double least = squaredError(rows, observed, best);
        for (int subset = 1; subset < 1 << columns; subset++) {
            double[] candidate = solve(rows, observed, subset);
            if (candidate != null) {
                double error = squaredError(rows, observed, candidate);
                if (error < least) {
                    least = error;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** The free solution on a subset of the columns; null where it is negative or not unique. */
    private static double[] solve(double[][] rows, double[] observed, int subset) {
        int[] used = columns(subset, rows[0].length);
        double[][] system = normalEquations(rows, observed, used);
        double[] coefficients = new double[rows[0].length];
        if (!eliminate(system)) {
            return null;
        }
        for (int i = 0; i < used.length; i++) {
            double value = system[i][used.length] / system[i][i];
            if (value < 0) {
                return null;
            }
            coefficients[used[i]] = value;
        }
        return coefficients;
    }

    private static int[] columns(int subset, int columns) {
        int[] used = new int[Integer.bitCount(subset)];
        int next = 0;
        for (int column = 0; column < columns; column++) {
            if ((subset >> column & 1) == 1) {
                used[next++] = column;
            }
        }
        return used;
    }

    private static double[][] normalEquations(double[][] rows, double[] observed, int[] used) {
        double[][] system = new double[used.length][used.length + 1];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < used.length; i++) {
                double value = rows[row][used[i]];
                for (int j = 0; j < used.length; j++) {
                    system[i][j] += value * rows[row][used[j]];
                }
                system[i][used.length] += value * observed[row];
            }
        }
        return system;
    }

    /** Gauss and Jordan; false where a pivot vanishes against its own diagonal. */
    private static boolean eliminate(double[][] system) {
        double largest = 0;
        for (int i = 0; i < system.length; i++) {
            largest = Math.max(largest, system[i][i]);
        }
        for (int pivot = 0; pivot < system.length; pivot++) {
            // normal equations are positive definite where the columns differ, so that no rows need to change places
            if (system[pivot][pivot] <= SINGULAR * largest) {
                return false;
            }
            for (int row = 0; row < system.length; row++) {
                if (row != pivot) {
                    double factor = system[row][pivot] / system[pivot][pivot];
                    for (int column = pivot; column <= system.length; column++) {
                        system[row][column] -= factor * system[pivot][column];
                    }
                }
            }
        }
        return true;
    }

    private static double squaredError(double[][] rows, double[] observed, double[] coefficients) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            double error = observed[row];
            for (int column = 0; column < coefficients.length; column++) {
                error -= rows[row][column] * coefficients[column];
            }
            sum += error * error;
        }
        return sum;
    }
}
