package io.scanline.detect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Adds single stores up to regions, countries and the chain. What a node expects is what its stores expect, so that a store
 * that opens or closes moves no expectation but its own, and a change of a node is the sum of its stores' changes.
 *
 * <p>A node with a single child says what the child says and is left out.
 */
final class Nodes {
    static final String LEVEL = "level";
    static final String ENTITY = "entity";
    static final String STORES = "stores";
    static final String STORES_LATE = "stores_late";
    private static final String REGION = "node_region";
    private static final String COUNTRY = "node_country";
    private static final String ZONE = "node_zone";
    /** What an hour of a node is told apart by. */
    private static final String[] HOUR = {HourSchema.CURRENCY, HourSchema.DEPARTMENT, HourSchema.HOUR};

    private Nodes() {}

    /** Store, level, entity and the node's region, country and zone: one row for each node that a store belongs to. */
    static Dataset<Row> members(Dataset<Row> stores) {
        Dataset<Row> regions =
                stores.groupBy(Stores.COUNTRY, Stores.REGION).agg(count(lit(1)).as("in_region"));
        Dataset<Row> countries = stores.groupBy(Stores.COUNTRY)
                .agg(count_distinct(col(Stores.REGION)).as("regions"));
        Dataset<Row> currencies = stores.groupBy(Stores.CURRENCY)
                .agg(count_distinct(col(Stores.COUNTRY)).as("countries"));
        Column nodes = array_compact(array(
                node(lit(true), HourlySales.STORE, col(Stores.STORE_ID)),
                node(col("in_region").gt(1), HourlySales.REGION, col(Stores.REGION)),
                node(col("regions").gt(1), HourlySales.COUNTRY, col(Stores.COUNTRY)),
                node(col("countries").gt(1), HourlySales.CHAIN, lit(HourlySales.CHAIN_ENTITY))));
        return stores.join(broadcast(regions), new String[] {Stores.COUNTRY, Stores.REGION})
                .join(broadcast(countries), Stores.COUNTRY)
                .join(broadcast(currencies), Stores.CURRENCY)
                .select(
                        col(Stores.STORE_ID).as(HourSchema.STORE),
                        col(Stores.REGION),
                        col(Stores.COUNTRY),
                        col(Stores.TIME_ZONE),
                        explode(nodes).as("node"))
                .select(
                        col(HourSchema.STORE),
                        col("node.*"),
                        first(Stores.REGION).as(REGION),
                        first(Stores.COUNTRY).as(COUNTRY),
                        first(Stores.TIME_ZONE).as(ZONE));
    }

    /** That of the node's stores which comes first by name. */
    private static Column first(String place) {
        return min(place).over(Window.partitionBy("node." + LEVEL, "node." + ENTITY));
    }

    private static Column node(Column exists, String level, Column entity) {
        return when(exists, struct(lit(level).as(LEVEL), entity.as(ENTITY)));
    }

    /**
     * Hours of every node and department; above the store, hours that are late in a store count neither way.
     *
     * @param alsoBy further columns of the store hours that keep rows apart
     */
    static Dataset<Row> of(Dataset<Row> storeHours, Dataset<Row> members, String... alsoBy) {
        // most rows are of single stores, and there is nothing to add up
        return single(storeHours, alsoBy).unionByName(above(storeHours, members, alsoBy));
    }

    private static Dataset<Row> single(Dataset<Row> storeHours, String... alsoBy) {
        Column[] node = {
            lit(HourlySales.STORE).as(LEVEL),
            col(HourSchema.STORE).as(ENTITY),
            lit(1L).as(STORES),
            isLate().cast("long").as(STORES_LATE)
        };
        Column[] hour = columns(
                HOUR,
                alsoBy,
                HourSchema.SUMS,
                new String[] {HourSchema.REGION, HourSchema.COUNTRY, HourSchema.ZONE},
                new String[] {HourSchema.LOCAL_DATE, HourSchema.WEEKS, HourSchema.SURPRISE});
        return storeHours.select(Stream.of(node, hour).flatMap(Stream::of).toArray(Column[]::new));
    }

    private static Dataset<Row> above(Dataset<Row> storeHours, Dataset<Row> members, String... alsoBy) {
        List<Column> sums = new ArrayList<>();
        for (String name : HourSchema.SUMS) {
            sums.add(sum(name).as(name));
        }
        sums.add(min(HourSchema.LOCAL_DATE).as(HourSchema.LOCAL_DATE));
        sums.add(max(HourSchema.WEEKS).as(HourSchema.WEEKS));
        sums.add(max(HourSchema.SURPRISE).as(HourSchema.SURPRISE));
        sums.add(count(lit(1)).as(STORES));
        sums.add(count_if(isLate()).as(STORES_LATE));
        return hours(storeHours, members.where(col(LEVEL).notEqual(HourlySales.STORE)))
                .withColumn(HourSchema.EXPECTED, col(HourSchema.EXPECTED).minus(col(HourSchema.LATE)))
                .withColumn(
                        HourSchema.EXPECTED_TRANSACTIONS,
                        col(HourSchema.EXPECTED_TRANSACTIONS).minus(col(HourSchema.LATE_TRANSACTIONS)))
                // a smallest region would have Spark sort all hours, which sums do not
                .groupBy(columns(new String[] {LEVEL, ENTITY, REGION, COUNTRY, ZONE}, HOUR, alsoBy))
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .withColumnRenamed(REGION, HourSchema.REGION)
                .withColumnRenamed(COUNTRY, HourSchema.COUNTRY)
                .withColumnRenamed(ZONE, HourSchema.ZONE);
    }

    private static Column[] columns(String[]... names) {
        return Stream.of(names).flatMap(Stream::of).map(Column::new).toArray(Column[]::new);
    }

    private static Column isLate() {
        return col(HourSchema.LATE).gt(0);
    }

    /** Every store's hours at each node that it belongs to. */
    static Dataset<Row> hours(Dataset<Row> storeHours, Dataset<Row> members) {
        Column wide = col(LEVEL).isin(HourlySales.COUNTRY, HourlySales.CHAIN);
        return storeHours
                .join(broadcast(members), HourSchema.STORE)
                // half-hour zones meet whole ones here
                .withColumn(
                        HourSchema.HOUR,
                        when(wide, date_trunc("hour", col(HourSchema.HOUR))).otherwise(col(HourSchema.HOUR)));
    }
}
