package io.scanline.forecast;

import io.scanline.forecast.ItemForecast.Quality;
import io.scanline.stats.NegativeBinomial;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the items of one department of one store at one origin: the department's calendar and level, the items' shares of
 * it, and a negative binomial around each day. Uses no day at or after the origin but the calendar and the promotions planned.
 */
final class StatisticalEngine {
    static final String NAME = "statistical";
    private static final int RECENT_DAYS = 182;
    /** Mean days between selling days from which demand counts as intermittent (Syntetos, Boylan and Croston, 2005). */
    private static final double INTERMITTENT_INTERVAL = 1.32;

    /** Units on promotion at which a department's uplift is believed halfway. */
    private static final double UPLIFT_SHRINK_UNITS = 100;

    /** A department of so many units a day corrects its items halfway; its own level is as noisy as theirs together. */
    private static final double HALF_BELIEVED_UNITS = 10;

    private static final double LEAST_CORRECTION = 0.5;
    private static final double MOST_CORRECTION = 2;

    private final TradingCalendar calendar;

    StatisticalEngine(TradingCalendar calendar) {
        this.calendar = calendar;
    }

    /** @param items all of the department; the active ones are forecast */
    List<ItemForecast> forecast(List<ItemSeries> items) {
        int history = calendar.history();
        List<ItemSeries> known = items.stream()
                .filter(item -> item.firstDay(history) < history || item.active(history, RECENT_DAYS))
                .toList();
        DepartmentModel.Fit department = DepartmentModel.fit(total(known), calendar);
        List<ItemModel> models = known.stream()
                .map(item -> new ItemModel(item, calendar, department.factor()))
                .toList();
        double uplift = uplift(models);
        models.forEach(model -> model.fit(uplift));
        Dispersion dispersion = new Dispersion(models, history);
        ColdStart coldStart = new ColdStart(models, dispersion.ofDepartment());
        List<ColdStart.Prior> levels = models.stream().map(coldStart::weigh).toList();
        double correction = correction(models, levels, department.mean());
        List<ItemForecast> forecasts = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).series().active(history, RECENT_DAYS)) {
                forecasts.add(forecast(models.get(i), levels.get(i), correction, dispersion));
            }
        }
        return forecasts;
    }

    /** The department's demand by day; a day that an item knows nothing of counts with the item's usual demand. */
    private double[] total(List<ItemSeries> items) {
        double[] total = new double[calendar.history()];
        for (ItemSeries item : items) {
            double usual = 0;
            for (int t = item.firstDay(total.length); t < total.length; t++) {
                double demand = item.demand(t);
                if (Double.isNaN(demand)) {
                    total[t] += usual;
                } else {
                    total[t] += demand;
                    usual += 0.05 * (demand - usual);
                }
            }
        }
        int first = items.stream()
                .mapToInt(item -> item.firstDay(total.length))
                .min()
                .orElse(total.length);
        for (int t = 0; t < total.length; t++) {
            total[t] = t < first || calendar.closed(t) ? Double.NaN : total[t];
        }
        return total;
    }

    private static double uplift(List<ItemModel> models) {
        double sold = UPLIFT_SHRINK_UNITS;
        double expected = UPLIFT_SHRINK_UNITS;
        for (ItemModel model : models) {
            sold += model.soldOnPromotion();
            expected += model.expectedOnPromotion();
        }
        return sold / expected;
    }

    /** What brings the items' sum over the horizon to the department's own forecast, as far as the department is large enough to know better. */
    private double correction(List<ItemModel> models, List<ColdStart.Prior> levels, double[] mean) {
        double items = 0;
        double department = 0;
        for (int h = 0; h < calendar.horizon(); h++) {
            department += mean[h];
            for (int i = 0; i < models.size(); i++) {
                items += levels.get(i).level() * models.get(i).ordinaryFactorAhead(h);
            }
        }
        if (items <= 0 || department <= 0) {
            return 1;
        }
        double unitsADay = items / calendar.horizon();
        double belief = unitsADay / (unitsADay + HALF_BELIEVED_UNITS);
        return Math.max(LEAST_CORRECTION, Math.min(MOST_CORRECTION, Math.pow(department / items, belief)));
    }

    private ItemForecast forecast(ItemModel model, ColdStart.Prior prior, double correction, Dispersion dispersion) {
        ItemSeries series = model.series();
        double f = dispersion.of(model, calendar.history()) + prior.relativeVariance();
        double[] mean = new double[calendar.horizon()];
        double[][] quantiles = new double[mean.length][];
        for (int h = 0; h < mean.length; h++) {
            mean[h] = Math.max(0, prior.level() * model.factorAhead(h) * correction);
            quantiles[h] = new NegativeBinomial(mean[h] / series.portion(), f).quantiles(ItemForecast.PROBABILITIES);
            for (int q = 0; q < quantiles[h].length; q++) {
                quantiles[h][q] *= series.portion();
            }
        }
        String method = NAME + (model.historyDays() == 0 ? ":prior" : ":" + model.models());
        int censored = series.censoredDays(calendar.history());
        return new ItemForecast(
                series, mean, quantiles, f, method, model.historyDays(), censored, prior.weight(), quality(model));
    }

    private static Quality quality(ItemModel model) {
        if (model.historyDays() == 0) {
            return Quality.NO_DATA;
        }
        if (model.historyDays() < ColdStart.SETTLED_DAYS) {
            return Quality.SHORT_HISTORY;
        }
        return model.sellingShare() * INTERMITTENT_INTERVAL < 1 ? Quality.INTERMITTENT : Quality.OK;
    }
}
