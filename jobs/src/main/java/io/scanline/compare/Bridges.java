package io.scanline.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.table.GrowthBridges;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings growth_bridges up to date: for each entity and retail week, from the net sales of a year before to those now, first by
 * stores, currency and calendar, then, for stores that are like for like, by price, volume, mix and items.
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
        try (Held computed = Held.of(rows(levels))) {
            Dataset<Row> published = lake.read(GrowthBridges.TABLE)
                    .where(CalendarColumns.onDays(col(GrowthBridges.PERIOD_START), weeks.starts()));
            return DeltaIo.merge(
                            lake,
                            GrowthBridges.TABLE,
                            Published.changed(GrowthBridges.TABLE, computed.rows(), published),
                            Published.gone(GrowthBridges.TABLE, computed.rows(), published),
                            GrowthBridges.PERIOD_START)
                    .rows();
        }
    }

    private Dataset<Row> rows(Dataset<Row> levels) {
        Dataset<Row> stores = lake.read(Stores.TABLE);
        Dataset<Row> parts = BridgeStores.of(lake.read(HourlySales.TABLE), stores, weeks, monthsOpen);
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
        return rows.withColumn(GrowthBridges.PERIOD_KIND, lit(GrowthBridges.WEEK))
                .withColumn(GrowthBridges.BASE_START, date_sub(col(GrowthBridges.PERIOD_START), BridgeWeeks.LAG))
                .withColumn(GrowthBridges.DELTA, BridgeStores.money(delta))
                .withColumn(GrowthBridges.PRICE, known(zeroIfNone(GrowthBridges.PRICE)))
                .withColumn(
                        GrowthBridges.VOLUME,
                        known(zeroIfNone(GrowthBridges.VOLUME).minus(col(GrowthBridges.CALENDAR))))
                .withColumn(GrowthBridges.NEW_ITEMS, known(zeroIfNone(GrowthBridges.NEW_ITEMS)))
                .withColumn(GrowthBridges.DROPPED_ITEMS, known(zeroIfNone(GrowthBridges.DROPPED_ITEMS)))
                .withColumn(GrowthBridges.MIX, known(rest()))
                .select(java.util.stream.Stream.of(
                                GrowthBridges.TABLE.rowSchema().fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
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

    /** Null where lines of the base week were let go. */
    private Column known(Column part) {
        Optional<LocalDate> kept = lake.keptSince(SalesLines.TABLE);
        Column money = BridgeStores.money(part);
        return kept.map(day -> when(col(GrowthBridges.BASE_START).geq(Date.valueOf(day.plusDays(1))), money))
                .orElse(money);
    }
}
