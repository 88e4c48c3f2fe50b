package io.scanline.forecast;

import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** From the facts of stores to rows of forecasts, a department at a time. */
final class ForecastRows implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** Columns of forecasts but as_of; target_date in days since 1970-01-01. */
    static final StructType SCHEMA = new StructType()
            .add("store_id", Types.STRING)
            .add("item_id", Types.STRING)
            .add("target_day", Types.INT)
            .add("mean", Types.DOUBLE)
            .add("p05", Types.DOUBLE)
            .add("p10", Types.DOUBLE)
            .add("p25", Types.DOUBLE)
            .add("p50", Types.DOUBLE)
            .add("p75", Types.DOUBLE)
            .add("p90", Types.DOUBLE)
            .add("p95", Types.DOUBLE)
            .add("p975", Types.DOUBLE)
            .add("dispersion", Types.DOUBLE)
            .add("method", Types.STRING)
            .add("history_days", Types.INT)
            .add("censored_days", Types.INT)
            .add("cold_start_weight", Types.DOUBLE)
            .add("quality", Types.STRING);

    private final LocalDate first;
    private final int days;
    private final int horizon;
    private final String boosted;

    /**
     * @param first day of history, {@code days} their number
     * @param boosted method of the forecasts that came with the facts; null where none did
     */
    ForecastRows(LocalDate first, int days, int horizon, String boosted) {
        this.boosted = boosted;
        this.first = first;
        this.days = days;
        this.horizon = horizon;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> facts) {
        Iterator<StoreSeries> stores = new StoreReader(facts, first, days, false);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(stores, 0), false)
                .flatMap(this::rows)
                .iterator();
    }

    private Stream<Row> rows(StoreSeries store) {
        StatisticalEngine engine = StatisticalEngine.of(store, days, horizon);
        return store.departments().values().stream()
                .flatMap(items -> rows(store.storeId(), forecasts(engine.fit(items))));
    }

    private List<ItemForecast> forecasts(FittedDepartment fitted) {
        return boosted == null ? fitted.forecasts() : new BoostedEngine(boosted).forecasts(fitted);
    }

    private Stream<Row> rows(String storeId, List<ItemForecast> forecasts) {
        return forecasts.stream()
                .flatMap(forecast -> IntStream.range(0, horizon).mapToObj(h -> row(storeId, forecast, h)));
    }

    private Row row(String storeId, ItemForecast forecast, int h) {
        double[] q = forecast.quantiles(h);
        return RowFactory.create(
                storeId,
                forecast.series().itemId(),
                (int) first.toEpochDay() + days + h,
                forecast.mean()[h],
                q[0],
                q[1],
                q[2],
                q[3],
                q[4],
                q[5],
                q[6],
                q[7],
                forecast.dispersion(),
                forecast.method(),
                forecast.historyDays(),
                forecast.censoredDays(),
                forecast.coldStartWeight(),
                forecast.quality().name());
    }
}
