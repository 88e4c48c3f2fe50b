package io.scanline.forecast;

import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
            engines.add(new StatisticalEngine(store.calendar(history(origin, days, horizon), horizon)));
        }
        return store.departments().entrySet().stream()
                .flatMap(department -> rows(store, department.getKey(), department.getValue(), engines));
    }

    private Stream<Row> rows(StoreSeries store, String path, List<ItemSeries> items, List<StatisticalEngine> engines) {
        List<FittedDepartment> fitted =
                engines.stream().map(engine -> engine.fit(items)).toList();
        List<List<ItemForecast>> statistical =
                fitted.stream().map(FittedDepartment::forecasts).toList();
        Stream<Row> rows = rows(store, path, StatisticalEngine.NAME, items, statistical);
        if (boosted == null) {
            return rows;
        }
        List<List<ItemForecast>> trees =
                fitted.stream().map(new BoostedEngine(boosted)::forecasts).toList();
        return Stream.concat(rows, rows(store, path, boosted, items, trees));
    }

    /** @param forecasts by origin */
    private Stream<Row> rows(
            StoreSeries store, String path, String method, List<ItemSeries> items, List<List<ItemForecast>> forecasts) {
        Map<ItemSeries, BacktestSeries> made = new HashMap<>();
        items.forEach(item -> made.put(item, BacktestSeries.of(item, origins, horizon)));
        for (int origin = 0; origin < origins; origin++) {
            int history = history(origin, days, horizon);
            for (ItemSeries item : items) {
                made.get(item).worth(origin, item.moneyBefore(history, WEIGHT_DAYS));
            }
            for (ItemForecast forecast : forecasts.get(origin)) {
                made.get(forecast.series())
                        .forecastAt(origin, history, forecast.series().moneyBefore(history, WEIGHT_DAYS), forecast);
            }
        }
        BacktestSeries total = new BacktestSeries(days, origins, horizon);
        made.values().forEach(total::add);
        Stream<Row> departments = Stream.of(ScoreLevel.values())
                .filter(ScoreLevel::ofDepartments)
                .map(level -> row(level, level.entity(store, path, ""), method, total));
        Stream<Row> single = items.stream()
                .flatMap(item -> Stream.of(ScoreLevel.ITEM, ScoreLevel.ITEM_REGION, ScoreLevel.ITEM_STORE)
                        .map(level -> row(level, level.entity(store, path, item.itemId()), method, made.get(item))));
        return Stream.concat(departments, single);
    }

    private static Row row(ScoreLevel level, String entity, String method, BacktestSeries series) {
        return RowFactory.create(level.name(), entity, method, series.toBytes());
    }
}
