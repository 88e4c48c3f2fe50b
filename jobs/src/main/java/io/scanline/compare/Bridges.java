package io.scanline.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.RowChanges;
import io.scanline.table.GrowthBridges;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.sql.Date;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings growth_bridges up to date: for each entity and retail week, from the net sales of a year before to those now, first by
 * stores, currency and calendar, then, for stores that are like for like, by price, volume, mix and items; and the sums of weeks.
 */
final class Bridges {
    private final Lake lake;
    private final BridgeWeeks weeks;
    private final int monthsOpen;

    Bridges(Lake lake, Targets targets, int monthsOpen) {
        this.lake = lake;
        this.weeks = BridgeWeeks.of(targets);
        this.monthsOpen = monthsOpen;
    }

    /** @return rows of growth_bridges inserted, updated or deleted */
    long publish(Dataset<Row> levels) {
        if (weeks.isEmpty()) {
            return 0;
        }
        lake.run()
                .step(String.format(
                        "Bridging %,d weeks from a year before", weeks.starts().size()));
        Dataset<Row> stores = lake.read(Stores.TABLE);
        try (Held parts = Held.of(BridgeStores.of(lake.read(HourlySales.TABLE), stores, weeks, monthsOpen));
                Held computed = Held.of(rows(parts.rows(), levels))) {
            Dataset<Row> published = lake.read(GrowthBridges.TABLE);
            BridgeSums sums = BridgeSums.with(weeks.starts());
            Column isComputed = col(GrowthBridges.PERIOD_KIND)
                    .equalTo(GrowthBridges.WEEK)
                    .and(CalendarColumns.onDays(col(GrowthBridges.PERIOD_START), weeks.starts()));
            Dataset<Row> changedWeeks = asRows(computed.rows());
            Dataset<Row> otherWeeks = asRows(published.where(sums.isPart().and(not(isComputed))));
            Dataset<Row> rows = changedWeeks.unionByName(sums.of(changedWeeks.unionAll(otherWeeks)));
            Dataset<Row> before = published.where(isComputed.or(sums.isSum()));
            return DeltaIo.merge(
                            lake,
                            GrowthBridges.TABLE,
                            RowChanges.between(GrowthBridges.TABLE, rows, before),
                            GrowthBridges.PERIOD_START)
                    .rows();
        }
    }

    private static Dataset<Row> asRows(Dataset<Row> bridges) {
        return bridges.selectExpr(GrowthBridges.TABLE.rowSchema().fieldNames());
    }

    private Dataset<Row> rows(Dataset<Row> parts, Dataset<Row> levels) {
        Dataset<Row> items = BridgeItems.of(lake.read(SalesLines.TABLE), parts, levels, weeks);
        return BridgeStores.atLevels(parts, levels)
                .join(
                        items,
                        new String[] {GrowthBridges.LEVEL, GrowthBridges.ENTITY, GrowthBridges.PERIOD_START},
                        "left")
                .transform(this::asTable);
    }

    private Dataset<Row> asTable(Dataset<Row> rows) {
        Column delta = col(GrowthBridges.ACTUAL).minus(col(GrowthBridges.BASE));
        Column known = known();
        return rows.withColumn(GrowthBridges.PERIOD_KIND, lit(GrowthBridges.WEEK))
                .withColumn(GrowthBridges.WEEKS, lit(1L))
                .withColumn(GrowthBridges.BASE_START, date_sub(col(GrowthBridges.PERIOD_START), BridgeWeeks.LAG))
                .withColumn(GrowthBridges.DELTA, BridgeStores.money(delta))
                .withColumn(GrowthBridges.PRICE, moneyWhere(known, zeroIfNone(GrowthBridges.PRICE)))
                .withColumn(
                        GrowthBridges.VOLUME,
                        moneyWhere(known, zeroIfNone(GrowthBridges.VOLUME).minus(col(GrowthBridges.CALENDAR))))
                .withColumn(GrowthBridges.NEW_ITEMS, moneyWhere(known, zeroIfNone(GrowthBridges.NEW_ITEMS)))
                .withColumn(GrowthBridges.DROPPED_ITEMS, moneyWhere(known, zeroIfNone(GrowthBridges.DROPPED_ITEMS)))
                .withColumn(GrowthBridges.MIX, moneyWhere(known, rest()));
    }

    private static Column zeroIfNone(String part) {
        return coalesce(col(part), lit(0));
    }

    /** What the other parts leave: mix, and the ten-thousandths that their rounding loses. */
    private static Column rest() {
        return GrowthBridges.OF_LIKE_FOR_LIKE.stream()
                .filter(part -> !part.equals(GrowthBridges.MIX))
                .map(part -> col(part))
                .reduce(col(GrowthBridges.LIKE_FOR_LIKE), Column::minus);
    }

    /** Whether no line of the base week was let go. */
    private Column known() {
        return lake.keptSince(SalesLines.TABLE)
                .map(day -> col(GrowthBridges.BASE_START).geq(Date.valueOf(day.plusDays(1))))
                .orElse(lit(true));
    }

    private static Column moneyWhere(Column known, Column part) {
        return when(known, BridgeStores.money(part));
    }
}
