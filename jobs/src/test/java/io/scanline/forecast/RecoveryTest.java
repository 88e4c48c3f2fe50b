package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    @Test
    void findsTheDemandThatEmptyShelvesHid() {
        Shop shop = new Shop(20_240_229);
        for (int item = 0; item < 300; item++) {
            shop.sell(0.5 * Math.pow(40, item / 299.0));
        }

        assertThat(shop.sold / shop.wanted).as("sales are about 7% short").isBetween(0.91, 0.95);
        assertThat(shop.recovered / shop.wantedOnPartDays).isCloseTo(1, within(0.02));
        assertThat(shop.divided / shop.wantedOnPartDays)
                .as("sales by share in stock")
                .isGreaterThan(1.05);
    }

    @Test
    void keepsWhatIsKnown() {
        assertThat(Recovery.demand(7, 5, 1, 3, 80)).isEqualTo(7);
        assertThat(Recovery.demand(0, 0, 0, 3, 80)).isNaN();
        assertThat(Recovery.demand(4, 3, 0.5, 0, 0))
                .as("nothing is known of before")
                .isEqualTo(8);
        assertThat(Recovery.demand(4, 4, 0.5, 8, 200)).as("a usual day").isCloseTo(8, within(1e-9));
        assertThat(Recovery.demand(0, 0, 0.5, 4, 100)).isBetween(0.0, 2.0);
        // 300 g a purchase: the same purchases, and so the same belief, as with 10 units each
        assertThat(Recovery.demand(1.2, 4, 0.5, 3, 30) / 0.03)
                .isCloseTo(Recovery.demand(40, 4, 0.5, 100, 1000), within(1e-9));
    }

    /** Customers come by chance, at a rate that strays from day to day, and buy until the shelf is empty. */
    private static final class Shop {
        private static final int DAYS = 200;
        /** Of the gamma distribution of a day's rate: it strays by 0.6 of its mean. */
        private static final int SHAPE = 3;

        private final SplittableRandom dice;
        private double wanted;
        private double sold;
        private double wantedOnPartDays;
        private double recovered;
        private double divided;

        Shop(long seed) {
            dice = new SplittableRandom(seed);
        }

        /** @param level purchases of an ordinary day */
        void sell(double level) {
            double[] units = new double[DAYS];
            double[] share = new double[DAYS];
            double shelf = 0;
            for (int day = 0; day < DAYS; day++) {
                shelf = dice.nextDouble() < 0.68
                        ? Math.max(shelf, Math.ceil(level * (1.5 + 6 * dice.nextDouble())))
                        : shelf;
                double rate = level * gamma() / SHAPE;
                double demand = 0;
                int purchases = 0;
                share[day] = shelf == 0 ? 0 : 1;
                for (double clock = exponential() / rate; clock < 1; clock += exponential() / rate) {
                    int size = size();
                    demand += size;
                    double taken = Math.min(size, shelf);
                    purchases += taken > 0 ? 1 : 0;
                    share[day] = taken > 0 && taken == shelf ? clock : share[day];
                    shelf -= taken;
                    units[day] += taken;
                }
                count(day, units, share, demand, purchases);
            }
        }

        private void count(int day, double[] units, double[] share, double demand, int purchases) {
            wanted += demand;
            sold += units[day];
            if (day < UsualSales.DAYS || share[day] >= 1 || share[day] < Recovery.LEAST_SHARE) {
                return;
            }
            double evidence = 0;
            double met = 0;
            for (int before = day - UsualSales.DAYS; before < day; before++) {
                evidence += units[before];
                met += share[before];
            }
            wantedOnPartDays += demand;
            divided += units[day] / share[day];
            recovered += Recovery.demand(units[day], purchases, share[day], met > 0 ? evidence / met : 0, evidence);
        }

        private int size() {
            double draw = dice.nextDouble();
            return draw < 0.75 ? 1 : draw < 0.92 ? 2 : draw < 0.97 ? 3 : 4;
        }

        private double exponential() {
            return -Math.log(1 - dice.nextDouble());
        }

        private double gamma() {
            double sum = 0;
            for (int i = 0; i < SHAPE; i++) {
                sum += exponential();
            }
            return sum;
        }
    }
}
