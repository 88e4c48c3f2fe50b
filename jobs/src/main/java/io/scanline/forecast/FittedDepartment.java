package io.scanline.forecast;

import io.scanline.forecast.ItemForecast.Quality;
import java.util.ArrayList;
import java.util.List;

/**
 * What the statistical engine knows of one department of one store at one origin.
 *
 * @param models fitted, one an item; {@code levels} are theirs, in the same order
 * @param total demand of the department by day of history, NaN where unknown
 * @param fit of the department as a whole
 * @param correction what brings the items' sum to the department's own forecast
 */
record FittedDepartment(
        TradingCalendar calendar,
        List<ItemModel> models,
        List<ColdStart.Prior> levels,
        Dispersion dispersion,
        double[] total,
        DepartmentModel.Fit fit,
        double correction) {
    private static final int RECENT_DAYS = 182;
    /** Mean days between selling days from which demand counts as intermittent (Syntetos, Boylan and Croston, 2005). */
    private static final double INTERMITTENT_INTERVAL = 1.32;

    static boolean active(ItemSeries item, int history) {
        return item.active(history, RECENT_DAYS);
    }

    /** The statistical engine's forecasts of the active items. */
    List<ItemForecast> forecasts() {
        List<ItemForecast> forecasts = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (active(models.get(i).series(), calendar.history())) {
                forecasts.add(forecast(i, mean(i), method(i)));
            }
        }
        return forecasts;
    }

    /** Expected demand of item i by day of the horizon. */
    double[] mean(int i) {
        double[] mean = new double[calendar.horizon()];
        for (int h = 0; h < mean.length; h++) {
            double level = levels.get(i).level() * correction * fit.growth()[h];
            mean[h] = Math.max(0, level * models.get(i).factorAhead(h));
        }
        return mean;
    }

    String method(int i) {
        return StatisticalEngine.NAME
                + (models.get(i).historyDays() == 0
                        ? ":prior"
                        : ":" + models.get(i).models());
    }

    /** The distribution of item i around a mean, whichever engine that came from. */
    ItemForecast forecast(int i, double[] mean, String method) {
        ItemModel model = models.get(i);
        ItemSeries series = model.series();
        double f = dispersion.of(model, calendar.history()) + levels.get(i).relativeVariance();
        int censored = series.censoredDays(calendar.history());
        return new ItemForecast(
                series,
                mean,
                f,
                method,
                model.historyDays(),
                censored,
                levels.get(i).weight(),
                quality(model));
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
