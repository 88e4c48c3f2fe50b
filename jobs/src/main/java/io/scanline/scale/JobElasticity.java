package io.scanline.scale;

import io.scanline.stats.Elasticity;
import java.util.Locale;

/**
 * How a job's CPU time grew with its lines in measured runs.
 *
 * @param worst the step whose own cost grew most steeply of those that matter; null where cost is linear or only one volume's
 *     steps are recorded
 */
public record JobElasticity(String job, Elasticity elasticity, int runs, String worst) {
    static final double LINEAR = 1.05;

    public boolean linear() {
        return elasticity.slope() <= LINEAR;
    }

    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: %.2f over %.1f doublings, %d runs%s%s",
                job,
                elasticity.slope(),
                elasticity.doublings(),
                runs,
                linear() ? "" : ": more than " + LINEAR + ", each further line costs more than the last",
                worst == null ? "" : "; steepest is " + worst);
    }
}
