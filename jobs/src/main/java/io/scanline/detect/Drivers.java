package io.scanline.detect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Exploded;
import io.scanline.table.HourlySales;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Which stores and which departments moved a finding, and how widely the change is shared among them. */
final class Drivers {
    static final String ID = "event_id";
    static final String DRIVERS = "drivers";
    /**
     * Share of what was expected that lies with parts that moved at least half as far as the whole, the same way. The places
     * that count are the next level down: countries of the chain, regions of a country, stores of a region.
     */
    static final String PLACE_BREADTH = "place_breadth";

    static final String PLACES_MOVED = "places_moved";
    static final String DEPARTMENT_BREADTH = "department_breadth";
    static final String DEPARTMENTS_MOVED = "departments_moved";
    static final String DEPARTMENTS = "departments";
    /** Expected sales of an hour, beside a finding's own expected figure. */
    static final String EXPECTED_SALES = "expected_sales";

    /** Day of an hour by UTC: findings of a long history each look at a day or a few. */
    private static final String UTC_DAY = "utc_day";

    private static final int MOST = 8;
    private static final double LEAST_SHARE = 0.05;
    private static final double AS_FAR = 0.5;

    private Drivers() {}

    /**
     * Adds the event's id: the same for the same node, kind, direction and local day, whichever run finds it, and wherever in the
     * day it begins while data is still coming; a second one of the day has its own.
     *
     * @param within further columns that make a run of its own of the findings that have them equal
     */
    static Dataset<Row> withIds(Dataset<Row> findings, String... within) {
        Column[] nodeAndDay = {
            col(Nodes.LEVEL),
            col(Nodes.ENTITY),
            col(HourSchema.CURRENCY),
            col(HourSchema.DEPARTMENT),
            col(Finding.KIND),
            col(Finding.DAY).cast("string"),
            when(col(Finding.ACTUAL).geq(col(Finding.EXPECTED)), "more").otherwise("less")
        };
        Column[] oneDay = Stream.concat(Stream.of(nodeAndDay), Stream.of(within).map(Column::new))
                .toArray(Column[]::new);
        Column ofDay = row_number().over(Window.partitionBy(oneDay).orderBy(Finding.FROM));
        Column identity = concat_ws(
                "|",
                Stream.concat(Stream.of(nodeAndDay), Stream.of(ofDay.cast("string")))
                        .toArray(Column[]::new));
        return findings.withColumn("identity", identity)
                .withColumn(ID, sha2(col("identity"), 256).substr(1, 20))
                .drop("identity");
    }

    /** Adds drivers and breadths; the findings are few, the hours are read once. */
    static Dataset<Row> of(Dataset<Row> findings, Dataset<Row> storeHours, Dataset<Row> members) {
        return of(findings, storeHours, members, lit(true));
    }

    /**
     * As {@link #of(Dataset, Dataset, Dataset)}.
     *
     * @param inForce which hours count for which finding
     * @param read columns of the findings that it reads
     */
    static Dataset<Row> of(
            Dataset<Row> findings, Dataset<Row> storeHours, Dataset<Row> members, Column inForce, String... read) {
        Dataset<Row> parts = parts(findings, storeHours, members, inForce, read);
        Column delta = col("actual_part").minus(col("expected_part"));
        Column way = signum(col(Finding.ACTUAL).minus(col(Finding.EXPECTED)));
        Column far = abs(col(Finding.ACTUAL).minus(col(Finding.EXPECTED))).multiply(AS_FAR);
        Column moved = delta.multiply(way)
                .multiply(col(Finding.EXPECTED))
                .geq(far.multiply(col("expected_part")))
                .and(col("expected_part").gt(0));
        Column isPlace = col("dimension").equalTo(col("place"));
        Column isDepartment = col("dimension").equalTo("department");
        Column share = try_divide(delta.multiply(col("money_unit")), col(Finding.MONEY));
        Column driver = struct(
                abs(share).unary_$minus().as("order"),
                col("dimension"),
                col("value"),
                round(delta.multiply(col("money_unit")), 4)
                        .cast("decimal(18,4)")
                        .as("delta"),
                round(share, 6).as("share"));
        Dataset<Row> described = parts.withColumn("moved", moved)
                .groupBy(ID)
                .agg(
                        sort_array(collect_list(when(share.geq(LEAST_SHARE), driver)))
                                .as("ordered"),
                        breadth(isPlace).as(PLACE_BREADTH),
                        count_if(isPlace.and(col("moved"))).as(PLACES_MOVED),
                        breadth(isDepartment).as(DEPARTMENT_BREADTH),
                        count_if(isDepartment.and(col("moved"))).as(DEPARTMENTS_MOVED),
                        count(when(isDepartment, 1)).as(DEPARTMENTS))
                .withColumn("ordered", slice(col("ordered"), 1, MOST))
                .withColumn(DRIVERS, expr("transform(ordered, d -> struct(d.dimension, d.value, d.delta, d.share))"))
                .drop("ordered");
        return findings.join(described, new String[] {ID}, "left")
                .withColumn(
                        DRIVERS,
                        coalesce(
                                col(DRIVERS),
                                array().cast(
                                                "array<struct<dimension:string,value:string,delta:decimal(18,4),share:double>>")));
    }

    private static Column breadth(Column dimension) {
        Column expected = col("expected_part");
        return coalesce(
                try_divide(sum(when(dimension.and(col("moved")), expected)), sum(when(dimension, expected))), lit(0.0));
    }

    /** What each store and each department had and was expected to have in each finding's window. */
    private static Dataset<Row> parts(
            Dataset<Row> findings, Dataset<Row> storeHours, Dataset<Row> members, Column inForce, String... read) {
        Dataset<Row> hours = Nodes.hours(storeHours, members).withColumn(UTC_DAY, to_date(col(HourSchema.HOUR)));
        Column lastSecond = col(Finding.TO).minus(expr("interval 1 second"));
        Stream<Column> columns = Stream.of(
                col(ID),
                col(Nodes.LEVEL),
                col(Nodes.ENTITY),
                col(HourSchema.CURRENCY),
                col(HourSchema.DEPARTMENT).as("of"),
                col(Finding.KIND),
                col(Finding.FROM),
                col(Finding.TO),
                col(Finding.ACTUAL),
                col(Finding.EXPECTED),
                col(Finding.MONEY),
                try_divide(col(Finding.MONEY), col(Finding.ACTUAL).minus(col(Finding.EXPECTED)))
                        .as("money_unit"),
                explode(sequence(to_date(col(Finding.FROM)), to_date(lastSecond)))
                        .as(UTC_DAY));
        Dataset<Row> wanted = findings.select(
                Stream.concat(columns, Stream.of(read).map(Column::new)).toArray(Column[]::new));
        Column inWindow = col(HourSchema.HOUR)
                .geq(col(Finding.FROM))
                .and(col(HourSchema.HOUR).lt(col(Finding.TO)));
        Column aStore = col(Nodes.LEVEL)
                .notEqual(HourlySales.STORE)
                .and(col(HourSchema.DEPARTMENT).equalTo(col("of")));
        Column aDepartment = col("of")
                .equalTo(HourlySales.ALL_DEPARTMENTS)
                .and(col(HourSchema.DEPARTMENT).notEqual(HourlySales.ALL_DEPARTMENTS));
        Column parts = when(
                        aStore,
                        array(
                                part("store", HourSchema.STORE),
                                part("region", HourSchema.REGION),
                                part("country", HourSchema.COUNTRY)))
                .otherwise(array(part("department", HourSchema.DEPARTMENT)));
        Column place = when(col(Nodes.LEVEL).equalTo(HourlySales.CHAIN), "country")
                .when(col(Nodes.LEVEL).equalTo(HourlySales.COUNTRY), "region")
                .otherwise("store");
        return hours.withColumnsRenamed(Map.of(HourSchema.EXPECTED, EXPECTED_SALES))
                .join(
                        broadcast(wanted),
                        new String[] {Nodes.LEVEL, Nodes.ENTITY, HourSchema.CURRENCY, UTC_DAY},
                        "inner")
                .where(inForce.and(inWindow).and(aStore.or(aDepartment)))
                .withColumn("place", place)
                .transform(rows -> Exploded.of(rows, "part", parts))
                .where(col("part.dimension")
                        .isin("store", "department")
                        .or(col("part.dimension").equalTo(col("place"))))
                .groupBy(
                        col(ID),
                        col(Finding.ACTUAL),
                        col(Finding.EXPECTED),
                        col(Finding.MONEY),
                        col("money_unit"),
                        col("place"),
                        col("part.dimension").as("dimension"),
                        col("part.value").as("value"))
                .agg(
                        sum(measure(false)).divide(HourSchema.UNIT).as("actual_part"),
                        sum(measure(true)).divide(HourSchema.UNIT).as("expected_part"));
    }

    private static Column part(String dimension, String value) {
        return struct(lit(dimension).as("dimension"), col(value).as("value"));
    }

    /** Sum of a kind's metric, of rows that have its kind, its level and {@link #EXPECTED_SALES}. */
    static Column measure(boolean expected) {
        Column kind = col(Finding.KIND);
        Column missing =
                kind.equalTo(Kind.DATA_LATE.name()).and(col(Nodes.LEVEL).notEqual(HourlySales.STORE));
        Column salesAboveStores = col(EXPECTED_SALES)
                .minus(when(col(Nodes.LEVEL).equalTo(HourlySales.STORE), lit(0L))
                        .otherwise(col(HourSchema.LATE)));
        return when(
                        kind.equalTo(Kind.RETURNS_SPIKE.name()),
                        col(expected ? HourSchema.EXPECTED_RETURNS : HourSchema.RETURNS))
                .when(
                        kind.equalTo(Kind.VOID_SPIKE.name()),
                        col(expected ? HourSchema.EXPECTED_VOIDS : HourSchema.VOIDS))
                .when(
                        kind.equalTo(Kind.DISCOUNT_SPIKE.name()),
                        col(expected ? HourSchema.EXPECTED_DISCOUNT : HourSchema.DISCOUNT))
                .when(
                        kind.equalTo(Kind.TRAFFIC_CHANGE.name()),
                        col(expected ? HourSchema.EXPECTED_TRANSACTIONS : HourSchema.TRANSACTIONS))
                .when(missing, expected ? col(HourSchema.LATE) : lit(0L))
                .otherwise(expected ? salesAboveStores : col(HourSchema.SALES));
    }
}
