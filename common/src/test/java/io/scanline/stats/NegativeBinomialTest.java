package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NegativeBinomialTest {
    /** With f = 1 it is geometric: P(X <= k) = 1 - (m / (1 + m))^(k + 1). */
    @Test
    void isGeometricAtDispersionOne() {
        NegativeBinomial demand = new NegativeBinomial(3, 1);
        for (int k = 0; k < 20; k++) {
            assertThat(demand.cumulative(k)).isCloseTo(1 - Math.pow(0.75, k + 1), within(1e-12));
        }
        assertThat(demand.quantiles(0.05, 0.25, 0.5, 0.9)).containsExactly(0, 0, 2, 8);
    }

    /** Poisson(6): P(X <= 3) = e^-6 (1 + 6 + 18 + 36) = 0.151204. */
    @Test
    void isPoissonWithoutDispersion() {
        NegativeBinomial demand = new NegativeBinomial(6, 0);
        assertThat(demand.cumulative(3)).isCloseTo(0.15120388, within(1e-8));
        assertThat(demand.quantiles(0.15, 0.1513, 0.5, 0.975)).containsExactly(3, 4, 6, 11);
    }

    /** SciPy 1.11: nbinom.sf(44, 20, 0.5), nbinom.cdf(4, 20, 0.5), nbinom.sf(4, 1.25, 1.25 / 1.71). */
    @Test
    void tailsMatchScipyAndTheSumOfTheirTerms() {
        assertThat(new NegativeBinomial(20, 0.05).atLeast(45) / 0.0007813946724).isCloseTo(1, within(1e-9));
        assertThat(new NegativeBinomial(20, 0.05).atMost(4) / 0.0007719397545).isCloseTo(1, within(1e-9));
        assertThat(new NegativeBinomial(0.46, 0.8).atLeast(5) / 0.0022464600430).isCloseTo(1, within(1e-9));
        for (double mean : new double[] {0.3, 7, 120}) {
            for (double dispersion : new double[] {1e-4, 0.02, 0.9}) {
                NegativeBinomial count = new NegativeBinomial(mean, dispersion);
                for (int n = 0; n < 300; n += 7) {
                    assertThat(count.atMost(n)).isCloseTo(count.cumulative(n), within(1e-10));
                    assertThat(count.atLeast(n + 1) + count.atMost(n)).isCloseTo(1, within(1e-10));
                }
            }
        }
    }

    @Test
    void quantilesAreTheSmallestCountsThatReachTheirProbability() {
        for (double mean : new double[] {0.05, 0.7, 4, 40, 250}) {
            for (double dispersion : new double[] {0, 0.1, 0.8, 5}) {
                NegativeBinomial demand = new NegativeBinomial(mean, dispersion);
                for (double p : new double[] {0.05, 0.5, 0.95, 0.975}) {
                    long count = (long) demand.quantile(p);
                    assertThat(demand.cumulative(count)).isGreaterThanOrEqualTo(p - 1e-9);
                    assertThat(count == 0 || demand.cumulative(count - 1) < p + 1e-9)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void largeMeansGoOnWhereSmallOnesEnd() {
        for (double dispersion : new double[] {0, 0.05, 0.4}) {
            for (double p : new double[] {0.05, 0.5, 0.95}) {
                double below = new NegativeBinomial(299, dispersion).quantile(p);
                double above = new NegativeBinomial(301, dispersion).quantile(p);
                assertThat(above / below).isCloseTo(1, within(0.03));
            }
        }
    }

    @Test
    void refusesNegativeMeans() {
        assertThatThrownBy(() -> new NegativeBinomial(-1, 0)).hasMessageContaining("-1");
    }
}
