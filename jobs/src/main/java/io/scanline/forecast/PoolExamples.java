package io.scanline.forecast;

import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From the facts of stores to what each item brings to the models of its pool, at each origin. */
final class PoolExamples implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** {@code origin} is a number of days of history; {@code block} is an {@link ExampleBlock}. */
    static final StructType SCHEMA = new StructType()
            .add("pool", Types.STRING)
            .add("origin", Types.INT)
            .add("first_day", Types.INT)
            .add("last_day", Types.INT)
            .add("store_id", Types.STRING)
            .add("item_id", Types.STRING)
            .add("block", DataTypes.BinaryType);

    private final BoostedProfile profile;
    private final Pools pools;
    private final DepartmentChoice choice;
    private final LocalDate first;
    private final int days;
    private final int horizon;
    private final int[] origins;

    PoolExamples(
            BoostedProfile profile,
            Pools pools,
            DepartmentChoice choice,
            LocalDate first,
            int days,
            int horizon,
            int... origins) {
        this.profile = profile;
        this.pools = pools;
        this.choice = choice;
        this.first = first;
        this.days = days;
        this.horizon = horizon;
        this.origins = origins;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> facts) {
        return new Flattened<>(
                new StoreReader(facts, first, days, false),
                store -> new Flattened<>(IntStream.of(origins).iterator(), origin -> rows(store, origin)));
    }

    private Iterator<Row> rows(StoreSeries store, int origin) {
        StatisticalEngine engine = StatisticalEngine.of(store, origin, horizon);
        return new Flattened<>(store.departments().entrySet().iterator(), items -> {
            String department = ScoreLevel.departmentOf(items.getKey());
            return choice.takes(department)
                    ? rows(store, department, engine.fit(items.getValue()))
                    : Collections.emptyIterator();
        });
    }

    private Iterator<Row> rows(StoreSeries store, String department, FittedDepartment fitted) {
        RunningSums total = ItemFeatures.ofDepartment(fitted);
        return new Flattened<>(
                fitted.models().iterator(),
                model -> model.historyDays() < ItemFeatures.FEWEST_DAYS
                        ? Collections.emptyIterator()
                        : rows(
                                store,
                                department,
                                model,
                                new ItemFeatures(model, fitted.calendar(), total),
                                fitted.calendar()));
    }

    private Iterator<Row> rows(
            StoreSeries store, String department, ItemModel model, ItemFeatures features, TradingCalendar calendar) {
        int history = calendar.history();
        String itemId = model.series().itemId();
        double rate = pools.rate(department, profile.examples(), profile.days());
        List<Row> rows = new ArrayList<>();
        for (HorizonBucket bucket : profile.buckets(horizon)) {
            SplittableRandom random = new SplittableRandom(seed(store.storeId(), itemId, bucket.first()));
            byte[] block = ExampleBlock.of(features, history, bucket, rate, profile.days(), random);
            if (block != null) {
                rows.add(RowFactory.create(
                        pools.pool(department, store.storeId()),
                        history,
                        bucket.first(),
                        bucket.last(),
                        store.storeId(),
                        itemId,
                        block));
            }
        }
        return rows.iterator();
    }

    private static long seed(String storeId, String itemId, int bucket) {
        long store = Pools.mixed(BoostedProfile.SEED + storeId.hashCode());
        return Pools.mixed(Pools.mixed(store + itemId.hashCode()) + bucket);
    }
}
