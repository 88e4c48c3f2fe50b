package io.scanline.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Scope;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Promotions;
import io.scanline.table.SalesLines;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/** Brings demand_history up to date: the business days whose lines or stock positions changed, and no others. */
final class DemandHistoryUpdate {
    private static final String MONEY = "money";
    private static final String PURCHASES = "purchases";
    private static final String[] KEY = {DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE};
    private static final Column[] SOLD = columns(
            DemandHistory.STORE_ID,
            DemandHistory.ITEM_ID,
            DemandHistory.DATE,
            DemandHistory.UNITS_SOLD,
            DemandHistory.IN_STOCK_SHARE);
    private static final UserDefinedFunction RECOVERED =
            udf((UDF5<Double, Long, Double, Double, Double, Double>) Recovery::demand, Types.DOUBLE);

    private final Lake lake;
    private final TreeSet<LocalDate> days;

    private DemandHistoryUpdate(Lake lake, TreeSet<LocalDate> days) {
        this.lake = lake;
        this.days = days;
    }

    /** @param interval days to compute whatever changed; unbounded: the days that changed since the last run */
    static DemandHistoryUpdate of(Lake lake, Interval interval) {
        NavigableSet<LocalDate> days = lake.days(SalesLines.TABLE);
        TreeSet<LocalDate> changed = new TreeSet<>();
        if (!interval.isUnbounded()) {
            days.stream().filter(interval::contains).forEach(changed::add);
        } else if (lake.latestVersion(DemandHistory.TABLE) < 0) {
            changed.addAll(days);
        } else {
            changed.addAll(lake.changedDays(
                    SalesLines.TABLE, lake.lastRead(SalesLines.TABLE).orElse(-1)));
            LocalDate stock = firstStockChange(lake);
            if (stock != null) {
                changed.addAll(days.tailSet(stock, true));
            }
        }
        // pinned, so that the next run knows from where positions are new
        if (lake.version(StockPositions.TABLE) >= 0 && !changed.isEmpty()) {
            changed.addAll(leaningOn(changed, days));
        }
        return new DemandHistoryUpdate(lake, changed);
    }

    /** The days whose recovered demand leans on what was usual on one of the changed days. */
    static Set<LocalDate> leaningOn(NavigableSet<LocalDate> changed, Set<LocalDate> days) {
        return days.stream()
                .filter(day -> {
                    LocalDate before = changed.lower(day);
                    return before != null && !before.isBefore(day.minusDays(UsualSales.DAYS));
                })
                .collect(Collectors.toSet());
    }

    /** The first day that a new or corrected stock position may speak of; null where there is none. */
    private static LocalDate firstStockChange(Lake lake) {
        // a UTC day may be the next one of a store further west
        return lake.changes(
                        StockPositions.TABLE,
                        lake.lastRead(StockPositions.TABLE).orElse(-1))
                .select(date_sub(to_date(min(StockPositions.AS_OF)), 1))
                .as(Encoders.LOCALDATE())
                .head();
    }

    int days() {
        return days.size();
    }

    /** Rows written; nothing is committed where nothing changed. */
    long publish() {
        if (days.isEmpty()) {
            return 0;
        }
        boolean first = lake.latestVersion(DemandHistory.TABLE) < 0;
        Scope scope = first ? Scope.everything() : Scope.dates(DemandHistory.DATE, days);
        if (!lake.exists(StockPositions.TABLE)) {
            return DeltaIo.replace(lake, DemandHistory.TABLE, rows(sales()), scope)
                    .rows();
        }
        // read three times: for themselves, for what is usual, and for whom that is asked
        try (Held sales = Held.of(sales())) {
            return DeltaIo.replace(lake, DemandHistory.TABLE, rows(sales.rows()), scope)
                    .rows();
        }
    }

    /** The table as it is after {@link #publish}; in a dry run, as it would be. */
    Dataset<Row> demandHistory() {
        if (!lake.dryRun() || days.isEmpty()) {
            return lake.read(DemandHistory.TABLE, lake.latestVersion(DemandHistory.TABLE));
        }
        boolean first = lake.latestVersion(DemandHistory.TABLE) < 0;
        return first
                ? rows(sales())
                : lake.read(DemandHistory.TABLE)
                        .drop(Table.RUN_ID, Table.COMPUTED_AT)
                        .where(not(on(DemandHistory.DATE)))
                        .unionByName(rows(sales()));
    }

    /** Sales of the days, with what is known of stock and promotions. */
    private Dataset<Row> sales() {
        Dataset<Row> lines = lake.read(SalesLines.TABLE)
                .where(on(SalesLines.BUSINESS_DATE))
                .transform(DemandHistoryUpdate::onlyMerchandiseSold);
        Dataset<Row> sold = lines.transform(DemandHistoryUpdate::byDay);
        return withOutages(sold, lines).transform(this::withPromotions);
    }

    private Dataset<Row> rows(Dataset<Row> sales) {
        return sales.transform(this::withUsualSales).transform(DemandHistoryUpdate::withDemand);
    }

    private Dataset<Row> withUsualSales(Dataset<Row> sales) {
        if (!lake.exists(StockPositions.TABLE)) {
            return sales.withColumn(UsualSales.USUAL, lit(0.0)).withColumn(UsualSales.EVIDENCE, lit(0.0));
        }
        Dataset<Row> known = sales.select(SOLD).unionByName(earlier().select(SOLD));
        Column recoverable = col(DemandHistory.IN_STOCK_SHARE)
                .lt(1)
                .and(col(DemandHistory.IN_STOCK_SHARE).geq(Recovery.LEAST_SHARE));
        Dataset<Row> usual = UsualSales.of(known, sales.where(recoverable).select(columns(KEY)));
        return sales.join(usual, KEY, "left")
                .withColumn(UsualSales.USUAL, coalesce(col(UsualSales.USUAL), lit(0.0)))
                .withColumn(UsualSales.EVIDENCE, coalesce(col(UsualSales.EVIDENCE), lit(0.0)));
    }

    /** What the table has of the days that the computed ones lean on. */
    private Dataset<Row> earlier() {
        long version = lake.latestVersion(DemandHistory.TABLE);
        Dataset<Row> table = version < 0 ? lake.read(DemandHistory.TABLE) : lake.read(DemandHistory.TABLE, version);
        return table.where(col(DemandHistory.DATE)
                .between(lit(days.first().minusDays(UsualSales.DAYS)), lit(days.last()))
                .and(not(on(DemandHistory.DATE))));
    }

    private static Column[] columns(String... names) {
        return Stream.of(names).map(functions::col).toArray(Column[]::new);
    }

    private Column on(String column) {
        Column between = col(column).between(lit(days.first()), lit(days.last()));
        boolean gaps = days.size() <= ChronoUnit.DAYS.between(days.first(), days.last());
        return gaps ? between.and(col(column).isin(days.toArray())) : between;
    }

    private static Dataset<Row> onlyMerchandiseSold(Dataset<Row> lines) {
        return lines.where(SalesLines.isMerchandise()
                .and(col(SalesLines.LINE_KIND).equalTo("SALE"))
                .and(col(SalesLines.ITEM_ID).isNotNull()));
    }

    private static Dataset<Row> byDay(Dataset<Row> lines) {
        return lines.groupBy(
                        col(SalesLines.STORE_ID),
                        col(SalesLines.ITEM_ID),
                        col(SalesLines.BUSINESS_DATE).as(DemandHistory.DATE))
                .agg(
                        sum(inUnitsOrKilograms()).cast(Types.QUANTITY).as(DemandHistory.UNITS_SOLD),
                        sum(SalesLines.NET_AMOUNT).as(MONEY),
                        count(lit(1)).as(PURCHASES),
                        max(col(SalesLines.PROMOTION_ID).isNotNull()).as(DemandHistory.PROMOTED));
    }

    private static Column inUnitsOrKilograms() {
        Column quantity = col(SalesLines.QUANTITY);
        Column uom = col(SalesLines.UOM);
        return when(uom.equalTo("GRM"), quantity.multiply(lit("0.001").cast("decimal(4,3)")))
                .when(uom.equalTo("LBR"), quantity.multiply(lit("0.45359237").cast("decimal(9,8)")))
                .otherwise(quantity);
    }

    private Dataset<Row> withOutages(Dataset<Row> sold, Dataset<Row> lines) {
        if (!lake.exists(StockPositions.TABLE)) {
            return sold.withColumn(DemandHistory.IN_STOCK_SHARE, lit(1.0));
        }
        Dataset<Row> outages = Outages.shares(
                lake.read(StockPositions.TABLE), lines, lake.read(Stores.TABLE), days.first(), days.last());
        return sold.join(outages, KEY, "full_outer")
                .withColumn(
                        DemandHistory.UNITS_SOLD,
                        coalesce(col(DemandHistory.UNITS_SOLD), lit(0)).cast(Types.QUANTITY))
                .withColumn(PURCHASES, coalesce(col(PURCHASES), lit(0L)))
                .withColumn(DemandHistory.PROMOTED, coalesce(col(DemandHistory.PROMOTED), lit(false)))
                .withColumn(DemandHistory.IN_STOCK_SHARE, lit(1.0).minus(coalesce(col(Outages.OUT_SHARE), lit(0.0))))
                .drop(Outages.OUT_SHARE);
    }

    private Dataset<Row> withPromotions(Dataset<Row> rows) {
        if (!lake.exists(Promotions.TABLE)) {
            return rows;
        }
        Dataset<Row> planned = RangeFacts.promotionsOfStores(lake)
                .withColumn(
                        DemandHistory.DATE, explode(sequence(col(Promotions.FROM), date_sub(col(Promotions.TO), 1))))
                .where(on(DemandHistory.DATE))
                .select(
                        col(Promotions.STORE_ID),
                        col(Promotions.ITEM_ID),
                        col(DemandHistory.DATE),
                        lit(true).as("planned"))
                .distinct();
        return rows.join(planned, KEY, "left")
                .withColumn(
                        DemandHistory.PROMOTED, col(DemandHistory.PROMOTED).or(coalesce(col("planned"), lit(false))))
                .drop("planned");
    }

    private static Dataset<Row> withDemand(Dataset<Row> rows) {
        Column units = col(DemandHistory.UNITS_SOLD);
        Column share = col(DemandHistory.IN_STOCK_SHARE);
        Column recovered = RECOVERED.apply(
                units.cast("double"), col(PURCHASES), share, col(UsualSales.USUAL), col(UsualSales.EVIDENCE));
        return rows.select(
                col(DemandHistory.STORE_ID),
                col(DemandHistory.ITEM_ID),
                col(DemandHistory.DATE),
                units,
                share,
                when(share.geq(Recovery.LEAST_SHARE), recovered).as(DemandHistory.DEMAND),
                when(units.gt(0), col(MONEY).divide(units)).cast(Types.MONEY).as(DemandHistory.PRICE),
                col(DemandHistory.PROMOTED),
                share.lt(1).as(DemandHistory.CENSORED));
    }
}
