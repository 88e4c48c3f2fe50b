package io.scanline.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;

import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which items share a model: those of a department, in all stores while they are few, else in groups of stores, so that the work of one task does
 * not grow with the chain.
 */
final class Pools implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_SERIES = 50_000;
    /** Days ahead that a task may hold, of all its series together. */
    private static final int MOST_DAYS_AHEAD = 1_400_000;

    private static final int COUNTED_DAYS = 28;

    private final Map<String, Long> series;
    private final int most;

    private Pools(Map<String, Long> series, int horizon) {
        this.series = series;
        this.most = Math.max(1, Math.min(MOST_SERIES, MOST_DAYS_AHEAD / horizon));
    }

    /** @param asOf day up to which items that sold count as series */
    static Pools of(Lake lake, Dataset<Row> demandHistory, LocalDate asOf, int horizon) {
        Column department = substring_index(coalesce(col(Products.DEPARTMENT), lit("")), "/", 2);
        Map<String, Long> series = new HashMap<>();
        // one value a department, however many items
        demandHistory
                .where(col(DemandHistory.DATE).between(lit(asOf.minusDays(COUNTED_DAYS - 1L)), lit(asOf)))
                .select(DemandHistory.STORE_ID, DemandHistory.ITEM_ID)
                .distinct()
                .join(lake.read(Products.TABLE).select(Products.ITEM_ID, Products.DEPARTMENT), DemandHistory.ITEM_ID)
                .groupBy(department.as(Products.DEPARTMENT))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> series.put(row.getString(0), row.getLong(1)));
        return new Pools(series, horizon);
    }

    static Pools of(Map<String, Long> seriesByDepartment, int horizon) {
        return new Pools(new HashMap<>(seriesByDepartment), horizon);
    }

    private long groups(String department) {
        return (series.getOrDefault(department, 1L) + most - 1) / most;
    }

    /** Number of pools. */
    long size() {
        return series.keySet().stream().mapToLong(this::groups).sum();
    }

    String pool(String department, String storeId) {
        long groups = groups(department);
        return groups <= 1 ? department : department + "#" + Math.floorMod(mixed(storeId.hashCode()), groups);
    }

    /** Share of the days of history that makes about so many examples in each pool of a department. */
    double rate(String department, int examples, int days) {
        double all = (double) series.getOrDefault(department, 1L) * days;
        return Math.min(1, groups(department) * (double) examples / all);
    }

    /** Ids that follow each other must not fall into groups that do. Finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
    static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
