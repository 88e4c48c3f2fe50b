package io.scanline.forecast;

import java.util.List;

/**
 * Forecasts the items of one department of one store at one origin: the department's calendar and level, the items' shares of
 * it, and a negative binomial around each day. Uses no day at or after the origin but the calendar and the promotions planned.
 */
final class StatisticalEngine {
    static final String NAME = "statistical";
    /** Units on promotion at which a department's uplift is believed halfway. */
    private static final double UPLIFT_SHRINK_UNITS = 100;

    private final TradingCalendar calendar;
    private final double growth;

    private StatisticalEngine(TradingCalendar calendar, double growth) {
        this.calendar = calendar;
        this.growth = growth;
    }

    /** @param history days before the origin */
    static StatisticalEngine of(StoreSeries store, int history, int horizon) {
        return new StatisticalEngine(store.calendar(history, horizon), StoreGrowth.of(store.items(), history));
    }

    /** @param items all of the department; the active ones are forecast */
    List<ItemForecast> forecast(List<ItemSeries> items) {
        return fit(items).forecasts();
    }

    FittedDepartment fit(List<ItemSeries> items) {
        int history = calendar.history();
        List<ItemSeries> known = items.stream()
                .filter(item -> item.firstDay(history) < history || FittedDepartment.active(item, history))
                .toList();
        double[] total = total(known);
        DepartmentModel.Fit department = DepartmentModel.fit(total, known, calendar, growth);
        List<ItemModel> models = known.stream()
                .map(item -> new ItemModel(item, calendar, department.factor()))
                .toList();
        double uplift = uplift(models);
        models.forEach(model -> model.fit(uplift));
        Dispersion dispersion = new Dispersion(models, history);
        ColdStart coldStart = new ColdStart(models, dispersion.ofDepartment());
        List<ColdStart.Prior> levels = models.stream().map(coldStart::weigh).toList();
        double correction = correction(models, levels, department);
        return new FittedDepartment(calendar, models, levels, dispersion, total, department, correction);
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

    private double correction(List<ItemModel> models, List<ColdStart.Prior> levels, DepartmentModel.Fit department) {
        double items = 0;
        double own = 0;
        for (int h = 0; h < calendar.horizon(); h++) {
            own += department.mean()[h] / department.growth()[h];
            for (int i = 0; i < models.size(); i++) {
                items += levels.get(i).level() * models.get(i).ordinaryFactorAhead(h);
            }
        }
        return Reconciliation.factor(items, own, calendar.horizon(), 1);
    }
}
