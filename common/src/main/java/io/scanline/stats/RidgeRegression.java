package io.scanline.stats;

/**
 * Weighted least squares with a penalty per coefficient, over sparse rows.
 *
 * <p>Minimises {@code sum w (y - x b)^2 + sum p b^2} by Cholesky factorisation of {@code X'WX + P} (Hastie, Tibshirani,
 * Friedman, The Elements of Statistical Learning, 3.4.1). The cost is rows x nonzeros^2 + columns^3 / 6.
 */
public final class RidgeRegression {
    private final double[][] normal;
    private final double[] right;

    /** @param penalty one value per column; 0 leaves that column free, so a constant column should have 0 */
    public RidgeRegression(double[] penalty) {
        normal = new double[penalty.length][];
        right = new double[penalty.length];
        for (int column = 0; column < penalty.length; column++) {
            normal[column] = new double[column + 1];
            // a hair above 0 keeps a column without any observation solvable: its coefficient is then 0
            normal[column][column] = penalty[column] + 1e-9;
        }
    }

    /** Adds one observation; {@code columns} ascending, {@code values} beside them, every other column is 0. */
    public void add(int[] columns, double[] values, double observed, double weight) {
        for (int i = 0; i < columns.length; i++) {
            double weighted = weight * values[i];
            double[] row = normal[columns[i]];
            for (int j = 0; j <= i; j++) {
                row[columns[j]] += weighted * values[j];
            }
            right[columns[i]] += weighted * observed;
        }
    }

    /** Solves for the coefficients, one per column; the sums are used up by it. */
    public double[] solve() {
        factorise();
        int n = right.length;
        double[] b = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= normal[i][k] * b[k];
            }
            b[i] /= normal[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= normal[k][i] * b[k];
            }
            b[i] /= normal[i][i];
        }
        return b;
    }

    private void factorise() {
        for (int i = 0; i < normal.length; i++) {
            double[] row = normal[i];
            for (int j = 0; j <= i; j++) {
                double sum = row[j];
                double[] other = normal[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                // rounding can push a pivot of a collinear column below 0
                row[j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j];
            }
        }
    }

    /** The value that coefficients give for one sparse row. */
    public static double predict(double[] coefficients, int[] columns, double[] values) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += coefficients[columns[i]] * values[i];
        }
        return sum;
    }
}
