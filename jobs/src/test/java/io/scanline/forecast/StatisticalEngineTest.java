package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class StatisticalEngineTest {
    private static final LocalDate MONDAY = LocalDate.of(2023, 1, 2);
    private static final int HISTORY = 560;
    private static final int HORIZON = 28;

    private final Random random = new Random(11);
    private final StoreSeries store = new StoreSeries("S1", MONDAY, HISTORY, false);

    @Test
    void findsLevelAndWeekdays() {
        for (int i = 0; i < 20; i++) {
            int level = 2 + i;
            item("item" + i, t -> poisson(level * (t % 7 == 5 ? 2.0 : t % 7 == 6 ? 0.5 : 1.0)));
        }
        for (ItemForecast forecast : forecast()) {
            int level = 2 + Integer.parseInt(forecast.series().itemId().substring(4));
            assertThat(forecast.mean()[0]).isCloseTo(level, within(0.2 * level));
            assertThat(forecast.mean()[5]).isCloseTo(2 * level, within(0.4 * level));
            assertThat(forecast.mean()[6]).isCloseTo(0.5 * level, within(0.2 * level));
            assertThat(forecast.quality()).isEqualTo(ItemForecast.Quality.OK);
        }
    }

    /** As in most of Germany: no closure is recorded for Sundays, and no item is made up for them on the other days. */
    @Test
    void aStoreThatIsShutOnSundaysSellsTheUsualOnTheOtherDays() {
        for (int i = 0; i < 30; i++) {
            item("item" + i, t -> t % 7 == 6 ? 0 : poisson(20));
        }
        double[] sums = new double[7];
        for (ItemForecast forecast : forecast()) {
            for (int h = 0; h < HORIZON; h++) {
                sums[(HISTORY + h) % 7] += forecast.mean()[h];
            }
        }
        double usual = 30 * 20 * HORIZON / 7.0;
        assertThat(sums[6]).isLessThan(0.01 * usual);
        for (int weekday = 0; weekday < 6; weekday++) {
            assertThat(sums[weekday]).isCloseTo(usual, within(0.03 * usual));
        }
    }

    /** Ten days after opening no item has much history: the oldest tell what those sell that have not sold yet. */
    @Test
    void aStoreThatHasJustOpenedExpectsSalesOfWhatHasNotSoldYet() {
        for (int i = 0; i < 20; i++) {
            item("item" + i, t -> t < HISTORY - 10 ? 0 : poisson(5));
        }
        named("unsold").listed(HISTORY - 10, Integer.MAX_VALUE, 1.2);

        List<ItemForecast> forecasts = forecast();

        assertThat(of(forecasts, "unsold").mean()[0]).isBetween(2.5, 7.5);
        assertThat(of(forecasts, "unsold").coldStartWeight()).isGreaterThan(0.2);
        assertThat(of(forecasts, "item1").coldStartWeight()).isBetween(0.1, 0.9);
    }

    /** 60 kilograms a day and 12 more or less are many customers, not one and a third. */
    @Test
    void quantilesOfWeighedGoodsThatSellEveryDayAreAsWideAsTheirDays() {
        item("apples", t -> 60 + 12 * random.nextGaussian()).product("FOOD/FRUIT", Integer.MAX_VALUE, true);

        ItemForecast apples = of(forecast(), "apples");

        for (int h = 0; h < HORIZON; h++) {
            double[] quantiles = apples.quantiles(h);
            assertThat(quantiles[0] / apples.mean()[h]).isBetween(0.5, 0.8);
            assertThat(quantiles[3] / apples.mean()[h]).isBetween(0.95, 1.05);
            assertThat(quantiles[6] / apples.mean()[h]).isBetween(1.2, 1.5);
        }
    }

    @Test
    void liftsDaysOfAYearlyHolidayAndOfAnEvent() {
        int lastYear = (int) (LocalDate.of(2023, 7, 20).toEpochDay() - MONDAY.toEpochDay());
        int thisYear = (int) (LocalDate.of(2024, 7, 20).toEpochDay() - MONDAY.toEpochDay());
        store.holiday("FEAST", lastYear);
        store.holiday("FEAST", thisYear);
        for (int t = 0; t < HISTORY + HORIZON; t += 30) {
            store.event("PAYDAY", t, t + 3);
        }
        for (int i = 0; i < 30; i++) {
            item("item" + i, t -> poisson(10 * (t == lastYear ? 3 : 1) * (t % 30 < 3 ? 1.5 : 1)));
        }
        ItemForecast forecast = forecast().get(0);
        assertThat(thisYear).isBetween(HISTORY, HISTORY + HORIZON - 1);
        int ordinary = 561 + 14;
        assertThat(ordinary % 30).isGreaterThan(3);
        // one occurrence only, so the effect is believed in part
        assertThat(forecast.mean()[thisYear - HISTORY] / forecast.mean()[ordinary - HISTORY])
                .isBetween(1.4, 3.0);
        int payday = 570;
        assertThat(forecast.mean()[payday - HISTORY] / forecast.mean()[ordinary - HISTORY])
                .isCloseTo(1.5, within(0.25));
    }

    @Test
    void callsRareSalesIntermittentAndForecastsTheirRate() {
        for (int i = 0; i < 200; i++) {
            item("item" + i, t -> random.nextDouble() < 0.1 ? 2 : 0);
        }
        double sum = 0;
        for (ItemForecast forecast : forecast()) {
            assertThat(forecast.quality()).isEqualTo(ItemForecast.Quality.INTERMITTENT);
            assertThat(forecast.quantiles(0)[3]).isZero();
            sum += Arrays.stream(forecast.mean()).average().orElseThrow();
        }
        assertThat(sum / 200).isCloseTo(0.2, within(0.03));
    }

    @Test
    void quantilesHoldWhatTheyPromiseOnOverdispersedDemand() {
        double[][] future = new double[150][HORIZON];
        for (int i = 0; i < future.length; i++) {
            double mean = Math.exp(random.nextDouble() * 4 - 1);
            double[] days = new double[HISTORY + HORIZON];
            Arrays.setAll(days, t -> negativeBinomial(mean, 0.6));
            item(String.format("item%03d", i), t -> days[t]);
            future[i] = Arrays.copyOfRange(days, HISTORY, days.length);
        }
        double[] below = new double[ItemForecast.PROBABILITIES.length];
        double[] belowOrAt = new double[below.length];
        List<ItemForecast> forecasts = forecast();
        for (int i = 0; i < forecasts.size(); i++) {
            for (int h = 0; h < HORIZON; h++) {
                for (int q = 0; q < below.length; q++) {
                    below[q] += future[i][h] < forecasts.get(i).quantiles(h)[q] ? 1.0 / HORIZON / future.length : 0;
                    belowOrAt[q] +=
                            future[i][h] <= forecasts.get(i).quantiles(h)[q] ? 1.0 / HORIZON / future.length : 0;
                }
            }
        }
        // counts are whole: the promise lies between the two shares
        for (int q = 0; q < below.length; q++) {
            assertThat(below[q]).isLessThan(ItemForecast.PROBABILITIES[q] + 0.03);
            assertThat(belowOrAt[q]).isGreaterThan(ItemForecast.PROBABILITIES[q] - 0.03);
        }
    }

    @Test
    void stockOutsLowerDemandByLessThanHalfOfWhatTheyLowerSales() {
        double wanted = 0;
        double sold = 0;
        for (int i = 0; i < 40; i++) {
            ItemSeries item = named("item" + i);
            for (int t = 0; t < HISTORY; t++) {
                double demand = poisson(5);
                boolean out = random.nextInt(6) == 0;
                double share = out ? random.nextDouble() : 1;
                double sales = out ? Math.rint(demand * share) : demand;
                item.day(t, share < 0.25 ? Double.NaN : sales / share, sales, 1, out);
                wanted += t >= HISTORY - 91 ? demand : 0;
                sold += t >= HISTORY - 91 ? sales : 0;
            }
        }
        double forecast = forecast().stream()
                        .mapToDouble(f -> Arrays.stream(f.mean()).sum())
                        .sum()
                / HORIZON;
        double trueMean = wanted / 91;
        assertThat(sold / wanted).isLessThan(0.95);
        assertThat(trueMean - forecast).isLessThan(0.5 * (trueMean - sold / 91));
    }

    @Test
    void unrecordedStockOutsThatEndedAreInferredAndOpenOnesAreNot() {
        double[] sells = new double[200];
        Arrays.setAll(sells, t -> (t >= 100 && t < 120) || t >= 190 ? 0 : 1 + t % 3);
        ZeroRuns.mask(sells);
        assertThat(Arrays.stream(sells, 100, 120).allMatch(Double::isNaN)).isTrue();
        assertThat(Arrays.stream(sells, 190, 200).allMatch(x -> x == 0)).isTrue();
        assertThat(Arrays.stream(sells, 0, 100).noneMatch(Double::isNaN)).isTrue();
    }

    @Test
    void promotionsLiftOnlyTheirDays() {
        for (int i = 0; i < 30; i++) {
            ItemSeries item = item("item" + i, t -> poisson(4 * (t % 70 < 7 ? 3 : 1)));
            for (int t = 0; t < HISTORY + HORIZON; t += 70) {
                item.promotion(t, t + 7);
            }
        }
        double[] mean = forecast().get(0).mean();
        assertThat(HISTORY % 70).isZero();
        assertThat(mean[2] / mean[9]).isCloseTo(3, within(0.5));
        assertThat(mean[16]).isCloseTo(4, within(0.8));
    }

    @Test
    void aNewItemStartsFromItsLikeAndThePriorFades() {
        for (int i = 0; i < 20; i++) {
            item("item" + i, t -> poisson(6));
        }
        named("unsold").listed(0, 10_000, 1.5);
        item("young", t -> t < HISTORY - 10 ? 0 : poisson(12));
        List<ItemForecast> forecasts = forecast();
        ItemForecast unsold = of(forecasts, "unsold");
        ItemForecast young = of(forecasts, "young");
        assertThat(unsold.quality()).isEqualTo(ItemForecast.Quality.NO_DATA);
        assertThat(unsold.coldStartWeight()).isEqualTo(1);
        assertThat(unsold.mean()[3]).isCloseTo(6, within(1.0));
        assertThat(young.quality()).isEqualTo(ItemForecast.Quality.SHORT_HISTORY);
        assertThat(young.coldStartWeight()).isBetween(0.05, 0.9);
        assertThat(young.mean()[3]).isBetween(6.0, 13.0);
        assertThat(of(forecasts, "item1").coldStartWeight()).isZero();
    }

    @Test
    void closedDaysSellNothingAndTeachNothing() {
        for (int i = 0; i < 10; i++) {
            item("item" + i, t -> t >= 500 && t < 530 ? 0 : poisson(8));
        }
        store.closed(500, 530);
        store.closed(HISTORY + 3, HISTORY + 4);
        store.complete();
        double[] mean = forecast().get(0).mean();
        assertThat(mean[3]).isZero();
        assertThat(mean[4]).isCloseTo(8, within(1.2));
    }

    @Test
    void usesNoDayAfterTheOrigin() {
        for (int i = 0; i < 10; i++) {
            item("item" + i, t -> poisson(3 + t % 5));
        }
        List<ItemForecast> before =
                StatisticalEngine.of(store, HISTORY - HORIZON, HORIZON).forecast(List.copyOf(store.items()));
        store.items().forEach(item -> {
            for (int t = HISTORY - HORIZON; t < HISTORY; t++) {
                item.day(t, 1000, 1000, 1, false);
            }
        });
        List<ItemForecast> after =
                StatisticalEngine.of(store, HISTORY - HORIZON, HORIZON).forecast(List.copyOf(store.items()));
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).mean()).containsExactly(before.get(i).mean());
            for (int h = 0; h < HORIZON; h++) {
                assertThat(after.get(i).quantiles(h))
                        .containsExactly(before.get(i).quantiles(h));
            }
        }
    }

    private static ItemForecast of(List<ItemForecast> forecasts, String item) {
        return forecasts.stream()
                .filter(forecast -> forecast.series().itemId().equals(item))
                .findFirst()
                .orElseThrow();
    }

    private ItemSeries named(String id) {
        ItemSeries item = store.item(id);
        item.product("FOOD/MILK", Integer.MAX_VALUE, false);
        return item;
    }

    private ItemSeries item(String id, IntToDoubleFunction demand) {
        ItemSeries item = named(id);
        for (int t = 0; t < HISTORY; t++) {
            double units = demand.applyAsDouble(t);
            if (units > 0) {
                item.day(t, units, units, 1.2, false);
            }
        }
        return item;
    }

    private List<ItemForecast> forecast() {
        List<ItemSeries> items = new ArrayList<>(store.items());
        return StatisticalEngine.of(store, HISTORY, HORIZON).forecast(items);
    }

    private double poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Poisson of a gamma with mean m and shape 1/f. */
    private double negativeBinomial(double mean, double dispersion) {
        return poisson(gamma(1 / dispersion) * mean * dispersion);
    }

    /** Marsaglia and Tsang (2000), for shapes of 1 or more. */
    private double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double v = Math.pow(1 + c * z, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
