package io.scanline.stats;

/**
 * By what power cost grows with volume: the slope of log cost against log volume, by least squares. 1 is linear cost; above it
 * each further line costs more than the last.
 *
 * @param slope the power
 * @param error standard error of the slope; NaN for two points, which leave none
 * @param doublings doublings between the least and the largest volume
 */
public record Elasticity(double slope, double error, double doublings) {
    /** @throws IllegalArgumentException where all volumes are the same: they show no slope */
    public static Elasticity of(double[] volumes, double[] costs) {
        int n = volumes.length;
        double meanX = 0;
        double meanY = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < n; i++) {
            meanX += Math.log(volumes[i]) / n;
            meanY += Math.log(costs[i]) / n;
            least = Math.min(least, volumes[i]);
            most = Math.max(most, volumes[i]);
        }
        if (!(most > least)) {
            throw new IllegalArgumentException("a slope needs runs of at least two volumes");
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double x = Math.log(volumes[i]) - meanX;
            xx += x * x;
            xy += x * (Math.log(costs[i]) - meanY);
        }
        double slope = xy / xx;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = Math.log(costs[i]) - meanY - slope * (Math.log(volumes[i]) - meanX);
            squares += residual * residual;
        }
        double error = n > 2 ? Math.sqrt(squares / (n - 2) / xx) : Double.NaN;
        return new Elasticity(slope, error, Math.log(most / least) / Math.log(2));
    }
}
