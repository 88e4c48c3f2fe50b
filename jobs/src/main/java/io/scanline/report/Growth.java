package io.scanline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.RetailCalendar;
import io.scanline.table.GrowthBridges;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.TrendComparisons;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the chain and its countries stand against the year before, to date, and what growth is made of.
 *
 * @param toDate a row an entity, currency and kind of period that the day lies in
 * @param week Sunday of the newest bridged week, ISO; null where there is none
 * @param weekBridges of that week: the chain's, then its countries' and regions', the largest first, in the group's currency
 * @param yearBridges the same of the week's retail year up to it
 */
record Growth(
        List<Map<String, Object>> toDate,
        String week,
        List<Map<String, Object>> weekBridges,
        List<Map<String, Object>> yearBridges) {
    /** Bridges, and rows to date, that come to the driver and into the file. */
    static final int LIMIT = 200;

    private static final List<String> KINDS = List.of("WTD", "MTD", "RETAIL_PERIOD", "QTD", "YTD");
    private static final int LONGEST_PERIOD_DAYS = 366;

    /** @param day the day that the page is about */
    static Growth of(Lake lake, LocalDate day) {
        Dataset<Row> bridges = lake.read(GrowthBridges.TABLE);
        Column isWeek = col(GrowthBridges.PERIOD_KIND).equalTo(GrowthBridges.WEEK);
        String week = Days.latest(bridges.where(isWeek), GrowthBridges.PERIOD_START);
        return new Growth(
                oneMoneyForEach(Figures.of(toDate(lake.read(TrendComparisons.TABLE), day), LIMIT)),
                week,
                week == null ? List.of() : bridges(bridges, GrowthBridges.WEEK, LocalDate.parse(week)),
                week == null
                        ? List.of()
                        : bridges(bridges, GrowthBridges.RETAIL_YEAR, RetailCalendar.yearStart(LocalDate.parse(week))));
    }

    boolean isEmpty() {
        return toDate.isEmpty() && weekBridges.isEmpty();
    }

    private static Dataset<Row> toDate(Dataset<Row> trends, LocalDate day) {
        Column start = col(TrendComparisons.PERIOD_START).cast("date");
        Column since = lit(day.minusDays(LONGEST_PERIOD_DAYS).toString()).cast("timestamp");
        Column until = lit(day + " 00:00:00").cast("timestamp");
        Column all = col(TrendComparisons.POPULATION).equalTo("ALL");
        Column figures = struct(
                start.cast("string").as("start"),
                col(TrendComparisons.ACTUAL).as("netSales"),
                col(TrendComparisons.BASE).as("lastYear"),
                col(TrendComparisons.PCT).as("pct"),
                col(TrendComparisons.CONFIDENCE).equalTo("LOW").as("unsure"));
        Column likeForLike = struct(
                start.cast("string").as("start"), col(TrendComparisons.PCT).as("pct"));
        return trends.where(col(TrendComparisons.PERIOD_KIND).isin(KINDS.toArray()))
                .where(col(TrendComparisons.PERIOD_START).between(since, until))
                .where(col(TrendComparisons.LEVEL).isin(HourlySales.CHAIN, HourlySales.COUNTRY))
                .where(col(TrendComparisons.COMPARISON)
                        .equalTo("LAST_YEAR_364")
                        .and(col(TrendComparisons.METRIC).equalTo("net_sales"))
                        .and(col(TrendComparisons.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS)))
                .groupBy(
                        TrendComparisons.LEVEL,
                        TrendComparisons.ENTITY,
                        TrendComparisons.CURRENCY,
                        TrendComparisons.CURRENCY_MODE,
                        TrendComparisons.PERIOD_KIND)
                .agg(
                        max(when(all, figures)).as("all"),
                        max(when(all.equalTo(false), likeForLike)).as("alike"))
                .select(
                        col(TrendComparisons.LEVEL).as("level"),
                        col(TrendComparisons.ENTITY).as("entity"),
                        col(TrendComparisons.CURRENCY).as("currency"),
                        col(TrendComparisons.CURRENCY_MODE).as("mode"),
                        col(TrendComparisons.PERIOD_KIND).as("kind"),
                        col("all.*"),
                        col("alike.pct").as("likeForLikePct"))
                .orderBy("level", "entity", "currency", "mode", "kind");
    }

    /** The chain of several currencies in the group's, countries in their own. */
    private static List<Map<String, Object>> oneMoneyForEach(List<Map<String, Object>> rows) {
        boolean several = rows.stream().anyMatch(row -> TrendComparisons.CONSTANT.equals(row.get("mode")));
        return rows.stream()
                .filter(row -> !several
                        || TrendComparisons.CONSTANT.equals(row.get("mode"))
                                == HourlySales.CHAIN.equals(row.get("level")))
                .toList();
    }

    private static List<Map<String, Object>> bridges(Dataset<Row> bridges, String kind, LocalDate start) {
        Stream<String> amounts = Stream.of(
                        List.of(GrowthBridges.WEEKS, GrowthBridges.BASE, GrowthBridges.ACTUAL),
                        GrowthBridges.OF_DELTA,
                        GrowthBridges.OF_LIKE_FOR_LIKE,
                        GrowthBridges.STORES)
                .flatMap(List::stream);
        Column order = when(col(GrowthBridges.LEVEL).equalTo(HourlySales.CHAIN), 0)
                .when(col(GrowthBridges.LEVEL).equalTo(HourlySales.COUNTRY), 1)
                .otherwise(2);
        Dataset<Row> ofPeriod = bridges.where(col(GrowthBridges.PERIOD_KIND)
                        .equalTo(kind)
                        .and(col(GrowthBridges.PERIOD_START).equalTo(Date.valueOf(start))))
                .where(col(GrowthBridges.LEVEL).notEqual(HourlySales.STORE))
                .orderBy(order, col(GrowthBridges.ACTUAL).desc(), col(GrowthBridges.ENTITY))
                .select(Stream.concat(Stream.of(GrowthBridges.LEVEL, GrowthBridges.ENTITY), amounts)
                        .map(Column::new)
                        .toArray(Column[]::new));
        return Figures.of(ofPeriod, LIMIT);
    }
}
