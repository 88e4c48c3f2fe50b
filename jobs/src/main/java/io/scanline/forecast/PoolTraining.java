package io.scanline.forecast;

import io.scanline.forecast.ExampleBlock.DaysAhead;
import io.scanline.table.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Trains the model of each pool, origin and part of the horizon, whose rows come sorted, and forecasts the pool's items with it. A task holds one
 * pool at a time.
 */
final class PoolTraining implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;
    /** With fewer examples the trees would learn the noise; the statistical engine keeps such a pool. */
    private static final int FEWEST_EXAMPLES = 200;
    /** What sampling may give in excess of the number aimed at before examples are thinned out. */
    private static final double EXCESS = 1.5;

    /** A row an item with the means of its days, and a row a model, which has no item. */
    static final StructType SCHEMA = new StructType()
            .add("pool", Types.STRING)
            .add("origin", Types.INT)
            .add("first_day", Types.INT)
            .add("last_day", Types.INT)
            .add("store_id", Types.STRING)
            .add("item_id", Types.STRING)
            .add("mean", DataTypes.createArrayType(Types.DOUBLE, false))
            .add("examples", Types.LONG)
            .add("importances", Types.DOUBLE_MAP)
            .add("model", Types.STRING);

    private final BoostedProfile profile;

    PoolTraining(BoostedProfile profile) {
        this.profile = profile;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> blocks) {
        return new Flattened<>(new Models(blocks), rows -> rows);
    }

    private record Item(String storeId, String itemId, DaysAhead ahead) {}

    /** The rows of one model after the other; none of a pool that is too small for one. */
    private final class Models implements Iterator<Iterator<Row>> {
        private final Iterator<Row> blocks;
        private Row next;

        Models(Iterator<Row> blocks) {
            this.blocks = blocks;
            this.next = blocks.hasNext() ? blocks.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Iterator<Row> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Row key = next;
            ExampleMatrix examples = new ExampleMatrix((int) (EXCESS * profile.examples()));
            List<Item> items = new ArrayList<>();
            while (next != null && sameModel(key, next)) {
                DaysAhead ahead = ExampleBlock.unpack((byte[]) next.get(6), examples);
                items.add(new Item(next.getString(4), next.getString(5), ahead));
                next = blocks.hasNext() ? blocks.next() : null;
            }
            return examples.rows() < FEWEST_EXAMPLES ? List.<Row>of().iterator() : train(key, examples, items);
        }

        private Iterator<Row> train(Row key, ExampleMatrix examples, List<Item> items) {
            long seed = Pools.mixed(
                    Pools.mixed(BoostedProfile.SEED + key.getString(0).hashCode()) + key.getInt(2));
            try (BoostedTrees trees = BoostedTrees.train(examples, profile, seed)) {
                List<Row> rows = new ArrayList<>();
                rows.add(model(key, examples.rows(), trees));
                for (Item item : items) {
                    rows.add(item(key, item, trees.forecast(item.ahead())));
                }
                return rows.iterator();
            }
        }
    }

    private static boolean sameModel(Row a, Row b) {
        return a.getInt(2) == b.getInt(2)
                && a.getInt(1) == b.getInt(1)
                && a.getString(0).equals(b.getString(0));
    }

    private static Row item(Row key, Item item, double[] mean) {
        return row(
                key,
                item.storeId(),
                item.itemId(),
                DoubleStream.of(mean).boxed().toArray(Double[]::new),
                null,
                null,
                null);
    }

    private static Row model(Row key, int examples, BoostedTrees trees) {
        return row(
                key,
                null,
                null,
                null,
                (long) examples,
                CollectionConverters.asScala(trees.importances()),
                trees.text());
    }

    private static Row row(Row key, Object... rest) {
        return RowFactory.create(Stream.concat(IntStream.range(0, 4).mapToObj(key::get), Stream.of(rest))
                .toArray());
    }
}
