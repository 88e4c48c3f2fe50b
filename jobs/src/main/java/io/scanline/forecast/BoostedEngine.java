package io.scanline.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts the items of one department of one store from what the trees of their pool expect of them: the trees give the pattern of the
 * items, they and the department's own forecast together each day's level, and the statistical engine the spread. Items and days of
 * which the trees said nothing keep the statistical forecast.
 */
final class BoostedEngine {
    /** How far a department's sum over the horizon goes towards its own forecast: trees err in the level of all its items together. */
    private static final double LEVEL_POWER = 0.85;
    /** The same of how its days differ: both know the calendar, and err in different ways; only the trees know prices. */
    private static final double DAY_POWER = 0.5;

    private final String method;

    /** @param method name of the forecasts that it makes */
    BoostedEngine(String method) {
        this.method = method;
    }

    List<ItemForecast> forecasts(FittedDepartment department) {
        int history = department.calendar().history();
        List<Integer> active = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        for (int i = 0; i < department.models().size(); i++) {
            if (FittedDepartment.active(department.models().get(i).series(), history)) {
                active.add(i);
                means.add(mean(department, i));
            }
        }
        double[] factor = factors(department, active, means);
        List<ItemForecast> forecasts = new ArrayList<>();
        for (int n = 0; n < means.size(); n++) {
            int i = active.get(n);
            double[] mean = means.get(n);
            for (int h = 0; h < mean.length; h++) {
                mean[h] *= factor[h];
            }
            boolean boosted = !Double.isNaN(department.models().get(i).series().boosted(history, 0));
            forecasts.add(department.forecast(i, mean, boosted ? method : department.method(i)));
        }
        return forecasts;
    }

    private static double[] mean(FittedDepartment department, int i) {
        int history = department.calendar().history();
        double[] mean = department.mean(i);
        ItemModel model = department.models().get(i);
        for (int h = 0; h < mean.length; h++) {
            double boosted = model.series().boosted(history, h);
            mean[h] = Double.isNaN(boosted) || model.series().offRange(history + h) ? mean[h] : boosted;
        }
        return mean;
    }

    private static double[] factors(FittedDepartment department, List<Integer> active, List<double[]> means) {
        double[] items = ordinary(department, active, means);
        double[] own = department.fit().mean();
        double allItems = Arrays.stream(items).sum();
        double allOwn = Arrays.stream(own).sum();
        double[] factors = new double[items.length];
        Arrays.fill(factors, 1);
        if (allItems <= 0 || allOwn <= 0) {
            return factors;
        }
        double level = Reconciliation.factor(allItems, allOwn, items.length, LEVEL_POWER);
        for (int h = 0; h < factors.length; h++) {
            factors[h] = level * Reconciliation.factor(items[h], own[h] * allItems / allOwn, 1, DAY_POWER);
        }
        return factors;
    }

    /** What the items sum to by day, with the lift of planned promotions taken out: the department's forecast knows none. */
    private static double[] ordinary(FittedDepartment department, List<Integer> active, List<double[]> means) {
        double[] sums = new double[department.calendar().horizon()];
        for (int h = 0; h < sums.length; h++) {
            for (int n = 0; n < means.size(); n++) {
                ItemModel model = department.models().get(active.get(n));
                double planned = model.factorAhead(h);
                sums[h] += planned > 0 ? means.get(n)[h] * model.ordinaryFactorAhead(h) / planned : 0;
            }
        }
        return sums;
    }
}
