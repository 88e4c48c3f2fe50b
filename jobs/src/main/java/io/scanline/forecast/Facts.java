package io.scanline.forecast;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.Types;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Everything that a store's forecast needs, as rows of one shape, so that one shuffle by store brings it together: demand, products,
 * promotions, shelf plans, holidays, events and closures. Days are days since 1970-01-01, {@code until} is the day after the last.
 */
final class Facts {
    /** What a row says; its ordinal is the row's {@code kind}. */
    enum Kind {
        /** name = region */
        STORE,
        /** name = holiday code */
        HOLIDAY,
        /** name = event name */
        EVENT,
        CLOSURE,
        /** name = department path; until = day off the range; flag = weighed */
        PRODUCT,
        PROMOTION,
        /** on the store's shelf plan; price may be null */
        LISTED,
        /** demand (null = unknown), sold, price; flag = censored */
        DEMAND,
        /** the store's list price */
        PRICE,
        /** demand = what the boosted engine expects of the day from; until = the first day after its origin */
        BOOSTED;

        static Kind of(int ordinal) {
            return ALL[ordinal];
        }

        private static final Kind[] ALL = values();
    }

    static final String STORE_ID = "store_id";
    static final StructType SCHEMA = new StructType()
            .add(STORE_ID, Types.STRING)
            .add("kind", Types.INT)
            .add("item_id", Types.STRING)
            .add("name", Types.STRING)
            .add("from", Types.INT)
            .add("until", Types.INT)
            .add("demand", Types.DOUBLE)
            .add("sold", Types.DOUBLE)
            .add("price", Types.DOUBLE)
            .add("flag", Types.BOOLEAN);

    /** Later than any day that is asked for. */
    static final int NEVER = 1_000_000;

    /** In a table of stores, regions or countries: all of them. */
    static final String EVERY = "*";

    private Facts() {}

    /** @param first day of history, {@code asOf} its last */
    static Dataset<Row> of(Lake lake, Dataset<Row> demandHistory, LocalDate first, LocalDate asOf) {
        Dataset<Row> stores =
                lake.read(Stores.TABLE).where(coalesce(col(Stores.CLOSED_ON).gt(lit(asOf)), lit(true)));
        Dataset<Row> facts =
                demand(demandHistory, first, asOf).join(broadcast(stores.select(Stores.STORE_ID)), STORE_ID);
        return facts.unionByName(row(
                        stores,
                        Kind.STORE,
                        null,
                        col(Stores.REGION),
                        day(Stores.OPENED_ON, 0),
                        day(Stores.CLOSED_ON, NEVER)))
                .unionByName(CalendarFacts.of(lake, stores))
                .unionByName(RangeFacts.of(lake, stores, asOf));
    }

    private static Dataset<Row> demand(Dataset<Row> demandHistory, LocalDate first, LocalDate asOf) {
        Column date = unix_date(col(DemandHistory.DATE));
        return demandHistory
                .where(col(DemandHistory.DATE).between(lit(first), lit(asOf)))
                .select(
                        col(DemandHistory.STORE_ID).as(STORE_ID),
                        lit(Kind.DEMAND.ordinal()).as("kind"),
                        col(DemandHistory.ITEM_ID).as("item_id"),
                        lit(null).cast(Types.STRING).as("name"),
                        date.as("from"),
                        date.as("until"),
                        col(DemandHistory.DEMAND).as("demand"),
                        col(DemandHistory.UNITS_SOLD).cast("double").as("sold"),
                        col(DemandHistory.PRICE).cast("double").as("price"),
                        col(DemandHistory.CENSORED).as("flag"));
    }

    /** A date as a day. */
    static Column day(String date, int otherwise) {
        return coalesce(unix_date(col("`" + date + "`")), lit(otherwise));
    }

    /** Rows of one kind; {@code item} and {@code name} may be null. */
    static Dataset<Row> row(Dataset<Row> rows, Kind kind, Column item, Column name, Column from, Column until) {
        return row(rows, kind, item, name, from, until, none(), lit(false));
    }

    static Dataset<Row> row(
            Dataset<Row> rows,
            Kind kind,
            Column item,
            Column name,
            Column from,
            Column until,
            Column price,
            Column flag) {
        return rows.select(
                col(STORE_ID),
                lit(kind.ordinal()).as("kind"),
                (item == null ? lit(null).cast(Types.STRING) : item).as("item_id"),
                (name == null ? lit(null).cast(Types.STRING) : name).as("name"),
                from.as("from"),
                until.as("until"),
                none().as("demand"),
                none().as("sold"),
                price.as("price"),
                flag.as("flag"));
    }

    static Column none() {
        return lit(null).cast(Types.DOUBLE);
    }
}
