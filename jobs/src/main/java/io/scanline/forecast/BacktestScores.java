package io.scanline.forecast;

import io.scanline.stats.Velocity;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds up the series of each level, entity and method, which come sorted, and scores every origin of the sum. */
final class BacktestScores implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** One row a level, entity, method and origin; {@code absolute}, {@code error} and {@code demand} are sums over the horizon, {@code losses} null where nothing was forecast. */
    static final StructType SCHEMA = new StructType()
            .add("level", Types.STRING)
            .add("entity", Types.STRING)
            .add("method", Types.STRING)
            .add("origin_day", Types.INT)
            .add("series", Types.LONG)
            .add("money", Types.DOUBLE)
            .add("rmsse", Types.DOUBLE)
            .add("mse", Types.DOUBLE)
            .add("mase", Types.DOUBLE)
            .add("absolute", Types.DOUBLE)
            .add("error", Types.DOUBLE)
            .add("demand", Types.DOUBLE)
            .add("scaled_pinball", Types.DOUBLE)
            .add("losses", DataTypes.createArrayType(Types.DOUBLE, false))
            .add("velocity", Types.STRING);

    private final LocalDate first;
    private final int days;
    private final int horizon;
    private final int origins;

    BacktestScores(LocalDate first, int days, int horizon, int origins) {
        this.first = first;
        this.days = days;
        this.horizon = horizon;
        this.origins = origins;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Sums(rows);
    }

    /** One entity at a time; its rows, one an origin, are handed out before the next one is read. */
    private final class Sums implements Iterator<Row> {
        private final Iterator<Row> rows;
        private Row next;
        private Iterator<Row> scored = List.<Row>of().iterator();

        Sums(Iterator<Row> rows) {
            this.rows = rows;
            this.next = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            return scored.hasNext() || next != null;
        }

        @Override
        public Row next() {
            if (!scored.hasNext()) {
                scored = scoreNextEntity();
            }
            return scored.next();
        }

        private Iterator<Row> scoreNextEntity() {
            String level = next.getString(0);
            String entity = next.getString(1);
            String method = next.getString(2);
            BacktestSeries sum = new BacktestSeries(days, origins, horizon);
            long count = 0;
            while (next != null
                    && next.getString(2).equals(method)
                    && next.getString(1).equals(entity)
                    && next.getString(0).equals(level)) {
                sum.add(BacktestSeries.fromBytes((byte[]) next.get(3), days, origins, horizon));
                count++;
                next = rows.hasNext() ? rows.next() : null;
            }
            List<Row> result = new ArrayList<>();
            for (int origin = 0; origin < origins; origin++) {
                result.add(row(level, entity, method, count, origin, sum));
            }
            return result.iterator();
        }

        private Row row(String level, String entity, String method, long count, int origin, BacktestSeries sum) {
            int history = BacktestStores.history(origin, days, horizon);
            BacktestSeries.Score score = sum.score(origin, history);
            return RowFactory.create(
                    level,
                    entity,
                    method,
                    (int) first.toEpochDay() + history - 1,
                    count,
                    score.money(),
                    finite(score.rmsse()),
                    score.mse(),
                    finite(score.mase()),
                    score.absolute(),
                    score.error(),
                    score.demand(),
                    finite(score.scaledPinball()),
                    score.losses() == null
                            ? null
                            : DoubleStream.of(score.losses()).boxed().toArray(Double[]::new),
                    Velocity.of(score.velocity()).name());
        }

        /** No scale, no scaled error: null, so that means leave it out. */
        private Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }
}
