package io.scanline.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the items of one department of one store from what the trees of their pool expect of them: the trees give the pattern, the
 * department's own forecast the level, and the statistical engine the spread. Items and days of which the trees said nothing keep the statistical
 * forecast.
 */
final class BoostedEngine {
    /** How far a department's sum goes towards its own forecast. */
    private static final double LEVEL_POWER = 0.5;

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
        double factor = level(department, active, means);
        List<ItemForecast> forecasts = new ArrayList<>();
        for (int n = 0; n < means.size(); n++) {
            int i = active.get(n);
            double[] mean = means.get(n);
            for (int h = 0; h < mean.length; h++) {
                mean[h] *= factor;
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

    /** The department's forecast knows no planned promotion, so their lift is taken out of the items before both are compared. */
    private static double level(FittedDepartment department, List<Integer> active, List<double[]> means) {
        double items = 0;
        double node = 0;
        int horizon = department.calendar().horizon();
        for (int h = 0; h < horizon; h++) {
            node += department.fit().mean()[h];
            for (int n = 0; n < means.size(); n++) {
                ItemModel model = department.models().get(active.get(n));
                double planned = model.factorAhead(h);
                items += planned > 0 ? means.get(n)[h] * model.ordinaryFactorAhead(h) / planned : 0;
            }
        }
        return Reconciliation.factor(items, node, horizon, LEVEL_POWER);
    }
}
