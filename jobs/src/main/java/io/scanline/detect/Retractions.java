package io.scanline.detect;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.scanline.spark.RowChanges;
import io.scanline.table.UnusualEvents;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Events that do not stand any more on the data of now: they stay in the table as RETRACTED, with the figures that they were
 * found with, and their headline says why. One that is found again is OPEN again, as its id is the same.
 */
final class Retractions {
    private static final String HOURS = "hours_now";
    private static final String ACTUAL = "actual_now";
    private static final String EXPECTED = "expected_now";
    private static final String TELLER = "teller";
    private static final String OLD = "o";
    private static final String NEW = "n";

    private Retractions() {}

    /** Events of the scored days that stood until now, and are not found any more. */
    static Dataset<Row> gone(Dataset<Row> found, Dataset<Row> publishedOnScoredDays) {
        return RowChanges.gone(
                UnusualEvents.TABLE,
                found,
                publishedOnScoredDays.where(col(UnusualEvents.STATUS).notEqual(UnusualEvents.RETRACTED)));
    }

    /** The rows that {@link #gone} events leave; they are few, the hours are read once. */
    static Dataset<Row> of(Dataset<Row> gone, Dataset<Row> found, Dataset<Row> storeHours, Dataset<Row> members) {
        String[] id = {UnusualEvents.EVENT_ID};
        return gone.join(broadcast(figuresNow(gone, storeHours, members)), id, "left")
                .join(broadcast(tellers(gone, found)), id, "left")
                .map(new Told(), Encoders.row(UnusualEvents.TABLE.rowSchema()));
    }

    private static Dataset<Row> figuresNow(Dataset<Row> gone, Dataset<Row> storeHours, Dataset<Row> members) {
        Dataset<Row> windows = gone.select(
                UnusualEvents.EVENT_ID,
                UnusualEvents.LEVEL,
                UnusualEvents.ENTITY,
                UnusualEvents.CURRENCY,
                UnusualEvents.DEPARTMENT,
                UnusualEvents.KIND,
                UnusualEvents.WINDOW_START,
                UnusualEvents.WINDOW_END);
        Column inWindow = col(HourSchema.HOUR)
                .geq(col(UnusualEvents.WINDOW_START))
                .and(col(HourSchema.HOUR).lt(col(UnusualEvents.WINDOW_END)));
        return Nodes.hours(storeHours, members)
                .withColumnRenamed(HourSchema.EXPECTED, Drivers.EXPECTED_SALES)
                .join(
                        broadcast(windows),
                        new String[] {
                            UnusualEvents.LEVEL, UnusualEvents.ENTITY, UnusualEvents.CURRENCY, UnusualEvents.DEPARTMENT
                        },
                        "inner")
                .where(inWindow)
                .groupBy(UnusualEvents.EVENT_ID)
                .agg(
                        count(lit(1)).as(HOURS),
                        sum(Drivers.measure(false)).divide(HourSchema.UNIT).as(ACTUAL),
                        sum(Drivers.measure(true)).divide(HourSchema.UNIT).as(EXPECTED));
    }

    /** The event of the same node, if there is one, that shares hours with a gone one. */
    private static Dataset<Row> tellers(Dataset<Row> gone, Dataset<Row> found) {
        Column sameNode = Stream.of(
                        UnusualEvents.LEVEL, UnusualEvents.ENTITY, UnusualEvents.CURRENCY, UnusualEvents.DEPARTMENT)
                .map(name -> old(name).equalTo(now(name)))
                .reduce(lit(true), Column::and);
        Column overlaps = old(UnusualEvents.WINDOW_START)
                .lt(now(UnusualEvents.WINDOW_END))
                .and(now(UnusualEvents.WINDOW_START).lt(old(UnusualEvents.WINDOW_END)));
        Column teller = struct(
                // the same kind first, then what no other explains
                old(UnusualEvents.KIND).notEqual(now(UnusualEvents.KIND)).as("other_kind"),
                now(UnusualEvents.PARENT_EVENT_ID).isNotNull().as("part"),
                now(UnusualEvents.EVENT_ID).as(UnusualEvents.EVENT_ID),
                now(UnusualEvents.KIND).as(UnusualEvents.KIND));
        return broadcast(gone.alias(OLD))
                .join(found.alias(NEW), sameNode.and(overlaps))
                .groupBy(old(UnusualEvents.EVENT_ID).as(UnusualEvents.EVENT_ID))
                .agg(min(teller).as(TELLER));
    }

    private static Column old(String name) {
        return col(OLD + "." + name);
    }

    private static Column now(String name) {
        return col(NEW + "." + name);
    }

    private static final class Told implements MapFunction<Row, Row> {
        @Override
        public Row call(Row row) {
            Map<String, Object> changes = Map.of(
                    UnusualEvents.STATUS,
                    UnusualEvents.RETRACTED,
                    UnusualEvents.HEADLINE,
                    retraction(row).told(),
                    UnusualEvents.SUGGESTED_ACTION,
                    "Nothing to do any more.");
            return RowFactory.create(Stream.of(UnusualEvents.TABLE.rowSchema().fieldNames())
                    .map(name -> changes.getOrDefault(name, row.getAs(name)))
                    .toArray());
        }

        private static Retraction retraction(Row row) {
            Row teller = row.getAs(TELLER);
            boolean hasHours = row.getAs(HOURS) != null;
            return new Retraction(
                    Kind.valueOf(row.getAs(UnusualEvents.KIND)),
                    row.getAs(UnusualEvents.CURRENCY),
                    hasHours ? row.<Long>getAs(HOURS) : 0,
                    hasHours ? row.<Double>getAs(ACTUAL) : 0,
                    hasHours ? row.<Double>getAs(EXPECTED) : 0,
                    teller == null ? null : teller.getAs(UnusualEvents.EVENT_ID),
                    teller == null ? null : teller.getAs(UnusualEvents.KIND),
                    row.getAs(UnusualEvents.HEADLINE));
        }
    }
}
