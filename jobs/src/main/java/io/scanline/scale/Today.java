package io.scanline.scale;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.scanline.config.ScanlineException;
import io.scanline.stats.Robust;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import io.scanline.table.Stores;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What the lake says of the chain as it is. */
final class Today {
    private static final int DAYS = 28;
    private static final int HOURS = 24;
    private static final int RUNS_COMPARED = 3;
    /** Fewer lines cost what starting costs. */
    private static final long LINES_ENOUGH = 1000;

    private final Lake lake;

    Today(Lake lake) {
        this.lake = lake;
    }

    /** @param option the option that needs to know */
    long stores(String option) {
        long stores = lake.read(Stores.TABLE).count();
        if (stores == 0) {
            throw ScanlineException.usage(
                    option + " is a number of stores, and the lake " + lake.root() + " knows of none today.",
                    "Load them (scanline ingest --dataset stores), or give a multiple such as x3.");
        }
        return stores;
    }

    /** Median lines that a day's loads brought, of the newest days with one; empty where no load is in the ledger. */
    OptionalDouble linesADay() {
        double[] days = runs("ingest")
                .groupBy(col(Runs.STARTED_AT).cast("date").as("day"))
                .agg(sum(Runs.LINES_IN).as("lines"))
                .where(col("lines").gt(0))
                .orderBy(col("day").desc())
                .limit(DAYS)
                .collectAsList()
                .stream()
                .mapToDouble(row -> row.getLong(1))
                .toArray();
        return days.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Robust.median(days, days.length));
    }

    /**
     * Shares of a day's units by hour of the day, UTC, of the newest days with sales: 24, which add up to 1. A line is a unit
     * mostly, and the hours' own units are kept, at any age, where lines are not. Empty where no hour is there.
     */
    Optional<double[]> hours() {
        Dataset<Row> all = lake.read(HourlySales.TABLE)
                .where(col(HourlySales.LEVEL)
                        .equalTo(HourlySales.CHAIN)
                        .and(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS)));
        Date last = all.agg(max(HourlySales.LOCAL_DATE)).head().getDate(0);
        if (last == null) {
            return Optional.empty();
        }
        double[] hours = new double[HOURS];
        all.where(col(HourlySales.LOCAL_DATE)
                        .gt(lit(Date.valueOf(last.toLocalDate().minusDays(DAYS)))))
                .groupBy(hour(col(HourlySales.HOUR_START_UTC)))
                .agg(sum(col(HourlySales.UNITS_SOLD).plus(col(HourlySales.UNITS_RETURNED)))
                        .cast("double"))
                .collectAsList()
                .forEach(row -> hours[row.getInt(0)] = row.isNullAt(1) ? 0 : Math.max(0, row.getDouble(1)));
        double sum = Arrays.stream(hours).sum();
        return sum == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(hours).map(units -> units / sum).toArray());
    }

    /** CPU seconds for a million lines: the first runs and the newest ones. */
    record Work(String job, double first, double now) {}

    List<Work> workPerLine() {
        Map<String, Double> first = work(true);
        Map<String, Double> now = work(false);
        List<Work> work = new ArrayList<>();
        first.forEach((job, then) -> work.add(new Work(job, then, now.get(job))));
        return work;
    }

    private Map<String, Double> work(boolean first) {
        Dataset<Row> runs = lake.read(Runs.TABLE)
                .where(col(Runs.STATUS)
                        .equalTo(Runs.DONE)
                        .and(col(Runs.LINES_IN).geq(LINES_ENOUGH)));
        Column time = first ? col(Runs.STARTED_AT).asc() : col(Runs.STARTED_AT).desc();
        Column place = row_number().over(Window.partitionBy(Runs.JOB).orderBy(time));
        Map<String, Double> work = new TreeMap<>();
        runs.withColumn("place", place)
                .where(col("place").leq(RUNS_COMPARED))
                .groupBy(Runs.JOB)
                .agg(avg(Runs.CPU_S_PER_MILLION_LINES))
                .collectAsList()
                .forEach(row -> work.put(row.getString(0), row.getDouble(1)));
        return work;
    }

    private Dataset<Row> runs(String job) {
        return lake.read(Runs.TABLE)
                .where(col(Runs.JOB).equalTo(job).and(col(Runs.STATUS).equalTo(Runs.DONE)));
    }
}
