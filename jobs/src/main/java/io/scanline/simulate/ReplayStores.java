package io.scanline.simulate;

import io.scanline.simulate.SimulateOptions.Entry;
import io.scanline.simulate.StoreItems.Excluded;
import io.scanline.simulate.StoreScores.Key;
import io.scanline.simulate.StoreScores.Score;
import io.scanline.table.PolicyScores;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * From the rows of stores to sums by department, velocity, policy and target, and to one row for each reason why items were not
 * replayed.
 */
final class ReplayStores implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** Null in the rows of scores. */
    static final String EXCLUDED = "excluded";

    static final String EXAMPLE = "example";
    static final String STOCK_DAYS = "stock_days";
    static final String CYCLES = "cycles";
    static final String FULL_CYCLES = "full_cycles";

    /** Quantities in ten-thousandths of a unit. */
    static final List<String> QUANTITIES = List.of(
            PolicyScores.DEMAND_UNITS,
            PolicyScores.OPENING_UNITS,
            PolicyScores.RECEIVED_UNITS,
            PolicyScores.SOLD_UNITS,
            PolicyScores.WASTE_UNITS,
            PolicyScores.CLOSING_UNITS,
            STOCK_DAYS);

    static final List<String> COUNTS =
            List.of(PolicyScores.ITEMS, PolicyScores.ITEMS_WITHOUT_COST, PolicyScores.ORDERS, CYCLES, FULL_CYCLES);

    static final List<String> MONEY = List.of(
            PolicyScores.LOST_SALES_MONEY,
            PolicyScores.LOST_MARGIN,
            PolicyScores.WASTE_COST,
            PolicyScores.HOLDING_COST);

    static final StructType SCHEMA = schema();

    private final Span span;
    private final ArrayList<Entry> entries;
    private final double holdingRate;

    ReplayStores(Span span, SimulateOptions options) {
        this.span = span;
        this.entries = new ArrayList<>(options.entries());
        this.holdingRate = options.holdingRate();
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add(EXCLUDED, Types.STRING)
                .add(EXAMPLE, Types.STRING)
                .add(PolicyScores.STORE_ID, Types.STRING)
                .add(PolicyScores.DEPARTMENT, Types.STRING)
                .add(PolicyScores.VELOCITY, Types.STRING)
                .add(PolicyScores.CURRENCY, Types.STRING)
                .add(PolicyScores.POLICY, Types.STRING)
                .add(PolicyScores.SERVICE_TARGET, Types.DOUBLE)
                .add(PolicyScores.SAFETY, Types.DOUBLE);
        for (String name : COUNTS) {
            schema = schema.add(name, Types.LONG);
        }
        for (String name : QUANTITIES) {
            schema = schema.add(name, Types.LONG);
        }
        for (String name : MONEY) {
            schema = schema.add(name, Types.MONEY);
        }
        return schema;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Iterator<StoreItems> stores = new StoreReader(rows, span);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(stores, 0), false)
                .flatMap(this::rows)
                .iterator();
    }

    private Stream<Row> rows(StoreItems store) {
        List<Row> rows = new ArrayList<>();
        store.excluded().forEach((reason, items) -> rows.add(excluded(store, reason, items)));
        new StoreReplay(store, span, entries, holdingRate)
                .scores()
                .forEach((key, score) -> rows.add(row(store, key, score)));
        return rows.stream();
    }

    private static Row excluded(StoreItems store, Excluded reason, long items) {
        Object[] values = new Object[SCHEMA.size()];
        values[SCHEMA.fieldIndex(EXCLUDED)] = reason.name();
        values[SCHEMA.fieldIndex(EXAMPLE)] = store.example(reason);
        values[SCHEMA.fieldIndex(PolicyScores.ITEMS)] = items;
        return RowFactory.create(values);
    }

    private static Row row(StoreItems store, Key key, Score score) {
        Tally tally = score.tally();
        return RowFactory.create(
                null,
                null,
                store.storeId(),
                key.department(),
                key.velocity().name(),
                store.currency(),
                key.entry().choice().toString(),
                key.entry().service(),
                key.safety(),
                score.items(),
                score.itemsWithoutCost(),
                tally.orders(),
                tally.cycles(),
                tally.fullCycles(),
                tally.wanted(),
                tally.opening(),
                tally.received(),
                tally.sold(),
                tally.wasted(),
                tally.closing(),
                tally.stockDays(),
                money(score.lostSales()),
                money(score.lostMargin()),
                money(score.waste()),
                money(score.holding()));
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(Types.MONEY.scale());
    }
}
