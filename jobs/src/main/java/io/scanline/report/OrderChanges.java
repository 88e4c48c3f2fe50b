package io.scanline.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Held;
import io.scanline.table.Lake;
import io.scanline.table.ReorderProposals;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What is proposed otherwise than the last time the item's supplier took orders: lines that came, went, grew and shrank.
 *
 * @param counts lines by what became of them: came, went, more, less, same
 * @param largest the changes of most money, the largest of every currency first
 */
record OrderChanges(Map<String, Object> counts, List<Map<String, Object>> largest) {
    /** A proposal before these is none to compare with. */
    private static final int DAYS = 14;

    private static final int LARGEST = 20;

    private static final String BEFORE = "before";
    private static final String UNITS = "units";
    private static final String COST = "cost";
    private static final String UNITS_BEFORE = "unitsBefore";
    private static final String COST_BEFORE = "costBefore";
    private static final String CHANGE = "change";
    private static final String COST_CHANGE = "costChange";
    private static final String RANK = "rank";
    private static final String[] LINE = {
        ReorderProposals.STORE_ID, ReorderProposals.ITEM_ID, ReorderProposals.SUPPLIER_ID
    };

    static OrderChanges of(Lake lake, Dataset<Row> proposals, LocalDate orderDate) {
        Dataset<Row> compared = compared(
                proposals.where(col(ReorderProposals.ORDER_DATE).equalTo(lit(orderDate))),
                lastOf(proposals.where(
                        Days.between(ReorderProposals.ORDER_DATE, orderDate.minusDays(DAYS), orderDate.minusDays(1)))));
        List<Column> counts = Stream.of("came", "went", "more", "less", "same")
                .map(kind -> count_if(col(CHANGE).equalTo(kind)).as(kind))
                .toList();
        try (Held held = Held.of(compared)) {
            Dataset<Row> counted = held.rows()
                    .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new));
            return new OrderChanges(Figures.of(counted, 1).get(0), largest(lake, held.rows()));
        }
    }

    private static Dataset<Row> lastOf(Dataset<Row> proposals) {
        return proposals
                .groupBy(columns())
                .agg(max_by(
                                struct(
                                        col(ReorderProposals.ORDER_DATE)
                                                .cast("string")
                                                .as(BEFORE),
                                        col(ReorderProposals.ORDER_UNITS).as(UNITS_BEFORE),
                                        col(ReorderProposals.ORDER_COST).as(COST_BEFORE)),
                                col(ReorderProposals.ORDER_DATE))
                        .as(BEFORE))
                .select(columns(col(BEFORE + ".*")));
    }

    /** The lines that are ordered now, or were the last time. */
    private static Dataset<Row> compared(Dataset<Row> now, Dataset<Row> before) {
        Column units = col(UNITS);
        Column unitsBefore = coalesce(col(UNITS_BEFORE), lit(0));
        return now.select(columns(
                        col(ReorderProposals.ORDER_UNITS).as(UNITS),
                        col(ReorderProposals.ORDER_COST).as(COST),
                        col(ReorderProposals.CURRENCY),
                        col(ReorderProposals.REASON)))
                .join(before, LINE, "left")
                .withColumn(UNITS_BEFORE, unitsBefore)
                .withColumn(COST_CHANGE, coalesce(col(COST), lit(0)).minus(coalesce(col(COST_BEFORE), lit(0))))
                .where(units.gt(0).or(unitsBefore.gt(0)))
                .withColumn(
                        CHANGE,
                        when(unitsBefore.equalTo(0), "came")
                                .when(units.equalTo(0), "went")
                                .when(units.gt(unitsBefore), "more")
                                .when(units.lt(unitsBefore), "less")
                                .otherwise("same"));
    }

    private static Column[] columns(Column... others) {
        return Stream.concat(Stream.of(LINE).map(Column::new), Stream.of(others))
                .toArray(Column[]::new);
    }

    private static List<Map<String, Object>> largest(Lake lake, Dataset<Row> lines) {
        Column[] size = {
            abs(col(COST_CHANGE)).desc(),
            abs(col(UNITS).minus(col(UNITS_BEFORE))).desc(),
            col(LINE[0]),
            col(LINE[1]),
            col(LINE[2])
        };
        Dataset<Row> largest = lines.where(col(CHANGE).notEqual("same"))
                .withColumn(
                        RANK,
                        row_number()
                                .over(Window.partitionBy(ReorderProposals.CURRENCY)
                                        .orderBy(size)))
                .where(col(RANK).leq(LARGEST))
                .orderBy(col(RANK), col(ReorderProposals.CURRENCY))
                .limit(LARGEST);
        return Figures.of(
                Reorder.withNames(lake, largest)
                        .orderBy(col(RANK), col(ReorderProposals.CURRENCY))
                        .select(
                                col(LINE[0]).as("store"),
                                col(Reorder.STORE_NAME),
                                col(LINE[1]).as("item"),
                                col(Reorder.ITEM_NAME),
                                col(LINE[2]).as("supplier"),
                                col(Reorder.UNIT),
                                col(BEFORE),
                                col(UNITS_BEFORE),
                                col(UNITS),
                                col(COST_CHANGE),
                                col(ReorderProposals.CURRENCY),
                                col(ReorderProposals.REASON)),
                LARGEST);
    }
}
