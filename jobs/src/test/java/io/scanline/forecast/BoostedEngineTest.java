package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedEngineTest {
    private static final LocalDate MONDAY = LocalDate.of(2023, 1, 2);
    private static final int HISTORY = 400;
    private static final int HORIZON = 28;
    private static final BoostedProfile SMALL = new BoostedProfile("boosted", false, 20_000, 200, 30, 15, 0.1);

    @Test
    void weeksCoverTheHorizonOnceAndTheLastTakesTheRest() {
        assertThat(HorizonBucket.weeks(3)).containsExactly(new HorizonBucket(1, 3));
        assertThat(HorizonBucket.weeks(16))
                .containsExactly(new HorizonBucket(1, 7), new HorizonBucket(8, 14), new HorizonBucket(15, 16));
        assertThat(HorizonBucket.weeks(90)).hasSize(4).last().isEqualTo(new HorizonBucket(22, 90));
    }

    @Test
    void noFeatureKnowsADayAtOrAfterTheOrigin() {
        StoreSeries store = store(HISTORY + HORIZON);
        List<float[]> before = daysAhead(store);
        store.items().forEach(item -> {
            for (int t = HISTORY; t < HISTORY + HORIZON; t++) {
                item.day(t, 1000, 1000, 1, t % 2 == 0);
            }
        });
        List<float[]> after = daysAhead(store);

        assertThat(before).isNotEmpty();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).containsExactly(before.get(i));
        }
    }

    @Test
    void anExampleKnowsNothingOfTheDaysFromItsOwnOriginOn() {
        int origin = 300;
        float[] before = features(store(HISTORY), origin, origin + 5);
        StoreSeries changed = store(HISTORY);
        changed.items().forEach(item -> item.day(origin, 1000, 1000, 1, false));
        float[] after = features(changed, origin, origin + 5);

        // what comes after an origin moves the department's calendar and with it the level, which is the statistical
        // engine's; ratios to it
        // are compared
        for (String name :
                List.of("weekday_lag_1", "last_day", "mean_7", "mean_28", "deviation_28", "weekday_mean_8")) {
            int i = ItemFeatures.NAMES.indexOf(name);
            int scale = ItemFeatures.NAMES.indexOf("log_level");
            assertThat(after[i] * Math.exp(after[scale]))
                    .as(name)
                    .isCloseTo(before[i] * Math.exp(before[scale]), within(1e-3));
        }
        for (String name : List.of("selling_share_14", "days_since_sale", "promoted", "weekday", "events")) {
            int i = ItemFeatures.NAMES.indexOf(name);
            assertThat(after[i]).as(name).isEqualTo(before[i]);
        }
    }

    @Test
    void laggedDaysAreTheNewestKnownOnesOfTheSameWeekday() {
        RunningSums days = new RunningSums(30, t -> t);
        assertThat(RunningSums.sameWeekday(30, 30, 1)).isEqualTo(23);
        assertThat(RunningSums.sameWeekday(36, 30, 1)).isEqualTo(29);
        assertThat(RunningSums.sameWeekday(37, 30, 2)).isEqualTo(16);
        assertThat(days.weekdayMean(37, 30, 2)).isEqualTo((23 + 16) / 2.0);
        assertThat(days.mean(30, 7)).isEqualTo(26);
        assertThat(days.deviation(30, 7)).isCloseTo(2, within(1e-9));
        assertThat(new RunningSums(3, t -> t == 1 ? Double.NaN : t + 1).mean(3, 3))
                .isEqualTo(2);
        assertThat(new RunningSums(3, t -> t == 1 ? 1 : 0).daysSinceSale(3)).isEqualTo(2);
    }

    @Test
    void theSameExamplesGiveTheSameTreesAndOthersGiveOthers() {
        StoreSeries store = store(HISTORY);
        assertThat(trained(store, SMALL, 7)).isEqualTo(trained(store, SMALL, 7));
        assertThat(trained(store, SMALL, 7)).isNotEqualTo(trained(store, SMALL, 8));
    }

    @Test
    void aFullMatrixKeepsEverySecondExample() {
        ExampleMatrix matrix = new ExampleMatrix(8);
        for (int i = 0; i < 20; i++) {
            float[] row = new float[ItemFeatures.COUNT + 3];
            row[ItemFeatures.COUNT] = i;
            matrix.add(FloatBuffer.wrap(row));
        }
        matrix.trim();
        assertThat(matrix.labels()).containsExactly(0, 4, 8, 12, 16);
    }

    @Test
    void forecastsStayNearTheirMarginWhateverTheTreesSay() {
        StoreSeries store = store(HISTORY);
        // one item sold a hundred thousand once: nothing may follow from it without bounds
        store.items().iterator().next().day(HISTORY - 1, 1e5, 1e5, 1, false);
        FittedDepartment fitted = boosted(store, SMALL);

        for (ItemForecast forecast : new BoostedEngine("boosted").forecasts(fitted)) {
            for (double mean : forecast.mean()) {
                assertThat(mean).isFinite().isBetween(0.0, 1e5);
            }
        }
    }

    /** Sales triple while the list price is halved, which no calendar tells. */
    @Test
    void learnsWhatPricesDoAndKeepsTheDepartmentsLevel() {
        StoreSeries store = new StoreSeries("S1", MONDAY, HISTORY, false);
        Random random = new Random(5);
        for (int i = 0; i < 25; i++) {
            ItemSeries item = store.item("item" + i);
            item.product("FOOD/MILK", Integer.MAX_VALUE, false);
            for (int t = 0; t < HISTORY + HORIZON; t++) {
                boolean cheap = Math.floorMod(Pools.mixed(31L * i + t / 3), 6) == 0;
                item.listPrice(t, t + 1, cheap ? 1 : 2, true);
                if (t < HISTORY) {
                    double units = Math.max(0, Math.rint((cheap ? 18 : 6) + 2 * random.nextGaussian()));
                    item.day(t, units, units, 1, false);
                }
            }
        }
        store.complete();
        FittedDepartment fitted = boosted(store, SMALL);
        List<ItemForecast> forecasts = new BoostedEngine("boosted").forecasts(fitted);

        assertThat(forecasts).hasSize(25).allMatch(forecast -> forecast.method().equals("boosted"));
        double[] sum = new double[2];
        int[] days = new int[2];
        for (ItemForecast forecast : forecasts) {
            for (int h = 0; h < HORIZON; h++) {
                int cheap = forecast.series().listPrices().on(HISTORY + h) < 1.5 ? 1 : 0;
                sum[cheap] += forecast.mean()[h];
                days[cheap]++;
            }
        }
        assertThat(sum[0] / days[0]).isCloseTo(6, within(1.0));
        assertThat(sum[1] / days[1]).isCloseTo(18, within(3.0));
    }

    @Test
    void poolsOfManySeriesAreSplitByStoreAndSampled() {
        Pools pools = Pools.of(Map.of("FOOD/MILK", 120_000L, "FOOD/BREAD", 100L), HORIZON);
        assertThat(pools.size()).isEqualTo(4);
        assertThat(pools.pool("FOOD/BREAD", "S1")).isEqualTo("FOOD/BREAD");
        String[] groups = new String[300];
        Arrays.setAll(groups, s -> pools.pool("FOOD/MILK", "S" + s));
        assertThat(groups).containsOnly("FOOD/MILK#0", "FOOD/MILK#1", "FOOD/MILK#2");
        assertThat(pools.rate("FOOD/MILK", 400_000, 500)).isCloseTo(3 * 400_000 / 6e7, within(1e-9));
        assertThat(Pools.of(Map.of("FOOD/MILK", 120_000L), 280).size())
                .as("a long horizon of many series is more than one task holds")
                .isEqualTo(24);
        assertThat(pools.rate("FOOD/BREAD", 400_000, 500)).isEqualTo(1);
    }

    private static StoreSeries store(int days) {
        StoreSeries store = new StoreSeries("S1", MONDAY, days, false);
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            ItemSeries item = store.item("item" + i);
            item.product("FOOD/MILK", Integer.MAX_VALUE, false);
            for (int t = 0; t < days; t++) {
                double units = Math.max(0, Math.rint((1 + i % 5) * (t % 7 == 5 ? 2 : 1) + random.nextGaussian()));
                if (units > 0) {
                    item.day(t, units, units, 1, false);
                }
            }
        }
        store.complete();
        return store;
    }

    private static FittedDepartment fit(StoreSeries store) {
        return StatisticalEngine.of(store, HISTORY, HORIZON).fit(new ArrayList<>(store.items()));
    }

    private static List<float[]> daysAhead(StoreSeries store) {
        FittedDepartment fitted = fit(store);
        RunningSums total = ItemFeatures.ofDepartment(fitted);
        List<float[]> rows = new ArrayList<>();
        for (ItemModel model : fitted.models()) {
            ItemFeatures features = new ItemFeatures(model, fitted.calendar(), total);
            for (int h = 0; h < HORIZON; h++) {
                float[] row = new float[ItemFeatures.COUNT + 1];
                features.fill(HISTORY, HISTORY + h, row, 0);
                row[ItemFeatures.COUNT] = (float) features.margin(HISTORY, HISTORY + h);
                rows.add(row);
            }
        }
        return rows;
    }

    private static float[] features(StoreSeries store, int origin, int day) {
        FittedDepartment fitted = fit(store);
        float[] row = new float[ItemFeatures.COUNT];
        new ItemFeatures(fitted.models().get(3), fitted.calendar(), ItemFeatures.ofDepartment(fitted))
                .fill(origin, day, row, 0);
        return row;
    }

    private static String trained(StoreSeries store, BoostedProfile profile, long seed) {
        FittedDepartment fitted = fit(store);
        ExampleMatrix examples = new ExampleMatrix(profile.examples());
        blocks(fitted, profile, new HorizonBucket(1, 7)).forEach(block -> ExampleBlock.unpack(block, examples));
        try (BoostedTrees trees = BoostedTrees.train(examples, profile, seed)) {
            assertThat(trees.importances()).hasSize(ItemFeatures.COUNT);
            assertThat(trees.importances().values().stream().mapToDouble(v -> v).sum())
                    .isCloseTo(1, within(1e-6));
            return trees.text();
        }
    }

    /** The department with what the trees expect of its items. */
    private static FittedDepartment boosted(StoreSeries store, BoostedProfile profile) {
        FittedDepartment fitted = fit(store);
        for (HorizonBucket bucket : profile.buckets(HORIZON)) {
            ExampleMatrix examples = new ExampleMatrix(profile.examples());
            List<ExampleBlock.DaysAhead> ahead = new ArrayList<>();
            blocks(fitted, profile, bucket).forEach(block -> ahead.add(ExampleBlock.unpack(block, examples)));
            try (BoostedTrees trees = BoostedTrees.train(examples, profile, 1)) {
                for (int i = 0; i < ahead.size(); i++) {
                    double[] mean = trees.forecast(ahead.get(i));
                    for (int d = 0; d < mean.length; d++) {
                        fitted.models().get(i).series().boosted(HISTORY, bucket.first() - 1 + d, mean[d]);
                    }
                }
            }
        }
        return fitted;
    }

    private static List<byte[]> blocks(FittedDepartment fitted, BoostedProfile profile, HorizonBucket bucket) {
        RunningSums total = ItemFeatures.ofDepartment(fitted);
        return fitted.models().stream()
                .map(model -> ExampleBlock.of(
                        new ItemFeatures(model, fitted.calendar(), total),
                        HISTORY,
                        bucket,
                        1,
                        profile.days(),
                        new SplittableRandom(model.series().itemId().hashCode())))
                .toList();
    }
}
