package io.scanline.simulate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.PolicyScores;
import io.scanline.table.Types;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From the stores' sums to rows of policy_scores: stores and departments, each with its total, and stores and the chain by velocity. Sums are of
 * whole numbers and decimals, so that they are the same however the stores were spread.
 */
final class ScoreRows {
    private static final String PLACE = "place";

    private final Span span;

    ScoreRows(Span span) {
        this.span = span;
    }

    /** @param sums rows of {@link ReplayStores}, without the excluded items */
    Dataset<Row> of(Dataset<Row> sums) {
        Column[] added = Stream.concat(
                        Stream.of(ReplayStores.COUNTS, ReplayStores.QUANTITIES, ReplayStores.MONEY)
                                .flatMap(List::stream)
                                .map(name -> sum(col(name)).as(name)),
                        // a store's items of one velocity were tuned together, other groups were not
                        Stream.of(max(when(
                                        col(PolicyScores.STORE_ID)
                                                .notEqual(PolicyScores.ALL)
                                                .and(col(PolicyScores.VELOCITY).notEqual(PolicyScores.ALL)),
                                        col(PolicyScores.SAFETY)))
                                .as(PolicyScores.SAFETY)))
                .toArray(Column[]::new);
        Dataset<Row> places = sums.withColumn(
                        PLACE,
                        explode(array(
                                place(PolicyScores.STORE_ID, PolicyScores.DEPARTMENT, null),
                                place(PolicyScores.STORE_ID, null, null),
                                place(null, PolicyScores.DEPARTMENT, null),
                                place(null, null, null),
                                place(PolicyScores.STORE_ID, null, PolicyScores.VELOCITY),
                                place(null, null, PolicyScores.VELOCITY))))
                .drop(PolicyScores.STORE_ID, PolicyScores.DEPARTMENT, PolicyScores.VELOCITY)
                .select(col("*"), col(PLACE + ".*"));
        return places.groupBy(
                        col(PolicyScores.POLICY),
                        col(PolicyScores.SERVICE_TARGET),
                        col(PolicyScores.STORE_ID),
                        col(PolicyScores.DEPARTMENT),
                        col(PolicyScores.VELOCITY),
                        col(PolicyScores.CURRENCY))
                .agg(added[0], Arrays.copyOfRange(added, 1, added.length))
                .transform(this::withRates)
                .select(Stream.of(PolicyScores.TABLE.rowSchema().fields())
                        .map(field -> col(field.name()).cast(field.dataType()).as(field.name()))
                        .toArray(Column[]::new));
    }

    private static Column place(String store, String department, String velocity) {
        return struct(
                part(store).as(PolicyScores.STORE_ID),
                part(department).as(PolicyScores.DEPARTMENT),
                part(velocity).as(PolicyScores.VELOCITY));
    }

    private static Column part(String name) {
        return name == null ? lit(PolicyScores.ALL) : col(name);
    }

    private Dataset<Row> withRates(Dataset<Row> sums) {
        Column days = lit(span.scoredDays());
        Dataset<Row> rows = sums.withColumn(PolicyScores.AS_OF, lit(span.asOf()))
                .withColumn(PolicyScores.DAYS, days)
                .withColumn(PolicyScores.FILL_RATE, ratio(col(PolicyScores.SOLD_UNITS), col(PolicyScores.DEMAND_UNITS)))
                .withColumn(PolicyScores.CYCLE_SERVICE, ratio(col(ReplayStores.FULL_CYCLES), col(ReplayStores.CYCLES)))
                .withColumn(
                        PolicyScores.MEAN_STOCK_DAYS, ratio(col(ReplayStores.STOCK_DAYS), col(PolicyScores.SOLD_UNITS)))
                .withColumn(
                        PolicyScores.TOTAL_COST,
                        col(PolicyScores.HOLDING_COST)
                                .plus(col(PolicyScores.WASTE_COST))
                                .plus(col(PolicyScores.LOST_MARGIN)));
        for (String name : ReplayStores.QUANTITIES) {
            rows = rows.withColumn(name, units(col(name)));
        }
        return rows.withColumn(
                PolicyScores.MEAN_STOCK_UNITS,
                round(col(ReplayStores.STOCK_DAYS).divide(days), 4));
    }

    private static Column ratio(Column above, Column below) {
        return when(below.notEqual(0), above.cast(Types.DOUBLE).divide(below.cast(Types.DOUBLE)));
    }

    private static Column units(Column quantity) {
        return quantity.cast("decimal(18,0)").divide(lit(Supply.UNIT).cast("decimal(5,0)"));
    }
}
