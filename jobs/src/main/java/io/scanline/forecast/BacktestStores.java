package io.scanline.forecast;

import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From the facts of stores to what each item was forecast at every origin, a row for each level that it counts in; the levels of whole
 * departments get one row a department.
 */
final class BacktestStores implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;
    private static final int WEIGHT_DAYS = 28;

    /** {@code series} is a {@link BacktestSeries}. */
    static final StructType SCHEMA = new StructType()
            .add("level", Types.STRING)
            .add("entity", Types.STRING)
            .add("method", Types.STRING)
            .add("series", DataTypes.BinaryType);

    private final LocalDate first;
    private final int days;
    private final int horizon;
    private final int origins;
    private final String boosted;

    /** @param boosted method of the forecasts that came with the facts; null where none did */
    BacktestStores(LocalDate first, int days, int horizon, int origins, String boosted) {
        this.boosted = boosted;
        this.first = first;
        this.days = days;
        this.horizon = horizon;
        this.origins = origins;
    }

    /** Days of history before an origin; origin 0 is the newest, its horizon ends with the history that is known. */
    static int history(int origin, int days, int horizon) {
        return days - (origin + 1) * horizon;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> facts) {
        Iterator<StoreSeries> stores = new StoreReader(facts, first, days, true);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(stores, 0), false)
                .flatMap(this::rows)
                .iterator();
    }

    private Stream<Row> rows(StoreSeries store) {
        List<StatisticalEngine> engines = new ArrayList<>();
        for (int origin = 0; origin < origins; origin++) {
            engines.add(StatisticalEngine.of(store, history(origin, days, horizon), horizon));
        }
        return store.departments().entrySet().stream()
                .flatMap(department -> rows(store, department.getKey(), department.getValue(), engines));
    }

    /** One origin at a time: what was fitted there, far larger than its forecasts, goes before the next. */
    private Stream<Row> rows(StoreSeries store, String path, List<ItemSeries> items, List<StatisticalEngine> engines) {
        Map<ItemSeries, BacktestSeries> statistical = series(items);
        Map<ItemSeries, BacktestSeries> trees = boosted == null ? Map.of() : series(items);
        for (int origin = 0; origin < origins; origin++) {
            FittedDepartment fitted = engines.get(origin).fit(items);
            forecastAt(origin, fitted, fitted.forecasts(), statistical);
            if (boosted != null) {
                forecastAt(origin, fitted, new BoostedEngine(boosted).forecasts(fitted), trees);
            }
        }
        Stream<Row> rows = rows(store, path, StatisticalEngine.NAME, statistical);
        return boosted == null ? rows : Stream.concat(rows, rows(store, path, boosted, trees));
    }

    /** In the order of the items, not forecast yet. */
    private Map<ItemSeries, BacktestSeries> series(List<ItemSeries> items) {
        Map<ItemSeries, BacktestSeries> series = new LinkedHashMap<>();
        for (ItemSeries item : items) {
            BacktestSeries each = BacktestSeries.of(item, origins, horizon);
            for (int origin = 0; origin < origins; origin++) {
                each.worth(origin, item.moneyBefore(history(origin, days, horizon), WEIGHT_DAYS));
            }
            series.put(item, each);
        }
        return series;
    }

    private void forecastAt(
            int origin, FittedDepartment fitted, List<ItemForecast> forecasts, Map<ItemSeries, BacktestSeries> series) {
        int history = history(origin, days, horizon);
        for (ItemModel model : fitted.models()) {
            series.get(model.series())
                    .expectedAt(
                            origin,
                            history,
                            day -> model.tells(day) ? model.expectedBefore(day, Dispersion.LAG) : Double.NaN);
        }
        for (ItemForecast forecast : forecasts) {
            series.get(forecast.series()).forecastAt(origin, history, forecast);
        }
    }

    private Stream<Row> rows(StoreSeries store, String path, String method, Map<ItemSeries, BacktestSeries> made) {
        BacktestSeries total = new BacktestSeries(days, origins, horizon);
        made.values().forEach(total::add);
        Stream<Row> departments = Stream.of(ScoreLevel.values())
                .filter(ScoreLevel::ofDepartments)
                .map(level -> row(level, level.entity(store, path, ""), method, total));
        Stream<Row> single = made.entrySet().stream().flatMap(item -> Stream.of(
                        ScoreLevel.ITEM, ScoreLevel.ITEM_REGION, ScoreLevel.ITEM_STORE)
                .map(level -> row(level, level.entity(store, path, item.getKey().itemId()), method, item.getValue())));
        return Stream.concat(departments, single);
    }

    private static Row row(ScoreLevel level, String entity, String method, BacktestSeries series) {
        return RowFactory.create(level.name(), entity, method, series.toBytes());
    }
}
