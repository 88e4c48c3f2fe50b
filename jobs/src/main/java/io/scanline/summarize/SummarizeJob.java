package io.scanline.summarize;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.StoreLevels;
import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.spark.RowChanges;
import io.scanline.spark.Scope;
import io.scanline.table.FxRates;
import io.scanline.table.GroupCurrency;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.SalesSpan;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings hourly_sales up to date with the lines that changed.
 *
 * <p>Only hours with changed lines are computed, and of those only rows that differ are written, in one commit; rows of the
 * last days turn FINAL once they are older than the settling time. Cost follows the touched hours: their lines are read once.
 * A store that moved to another region rolls up to it in hours computed from then on: give an interval to restate older ones.
 */
public final class SummarizeJob implements Job<SummarizeResult> {
    private final SummarizeOptions options;

    public SummarizeJob(SummarizeOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "summarize";
    }

    @Override
    public Object options() {
        return options.reportingCurrency() + "/" + options.settleDays();
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public SummarizeResult run(SparkSession spark, Lake lake) {
        lake.run().step("Looking for hours that changed");
        try (Touched touched = Touched.of(lake, options.interval())) {
            return touched.isEmpty() ? SummarizeResult.nothingChanged() : summarize(lake, touched);
        }
    }

    private SummarizeResult summarize(Lake lake, Touched touched) {
        Dataset<Row> published = lake.read(HourlySales.TABLE).transform(touched::onTouchedDays);
        lake.run().step("Adding up the lines of the touched hours");
        try (Held stores = Held.of(lake.read(Stores.TABLE));
                Held levels = Held.of(StoreLevels.of(stores.rows()));
                Held storeHours = Held.of(storeHours(lake, touched, published, stores.rows(), levels.rows()))) {
            return publish(lake, touched, published, storeHours.rows(), stores.rows(), levels.rows());
        }
    }

    private SummarizeResult publish(
            Lake lake,
            Touched touched,
            Dataset<Row> published,
            Dataset<Row> storeHours,
            Dataset<Row> stores,
            Dataset<Row> levels) {
        Found found = Found.in(lake, storeHours);
        if (found.newest() == null) {
            return SummarizeResult.nothingChanged();
        }

        lake.run()
                .step(String.format(
                        "Rolling %,d store hours up to regions, countries and the chain", found.storeHours()));
        Dataset<Row> rows = tableRows(lake, touched, published, storeHours, stores, levels);
        DeltaIo.Commit commit = lake.exists(HourlySales.TABLE)
                ? merge(lake, touched, published, rows, levels, found)
                : DeltaIo.replace(
                        lake,
                        HourlySales.TABLE,
                        Publication.changed(rows, published, found.newest(), options.settleDays()),
                        Scope.everything());
        return new SummarizeResult(
                found.lines(), found.storeHours(), commit.rows(), found.first(), found.last(), found.withoutRate());
    }

    private DeltaIo.Commit merge(
            Lake lake, Touched touched, Dataset<Row> published, Dataset<Row> rows, Dataset<Row> levels, Found found) {
        try (Held computed = Held.of(rows)) {
            Dataset<Row> changed = Publication.changed(computed.rows(), published, found.newest(), options.settleDays())
                    .unionByName(settled(lake, touched, found, levels));
            // recomputed hours that have no line any more
            Dataset<Row> gone = RowChanges.gone(HourlySales.TABLE, computed.rows(), touched.among(published, levels));
            return DeltaIo.merge(lake, HourlySales.TABLE, changed, gone, HourlySales.LOCAL_DATE);
        }
    }

    private Dataset<Row> storeHours(
            Lake lake, Touched touched, Dataset<Row> published, Dataset<Row> stores, Dataset<Row> levels) {
        return touched.linesOf(lake.read(SalesLines.TABLE))
                .transform(CountedLines::storeHours)
                .join(
                        broadcast(stores.select(Stores.STORE_ID, Stores.TIME_ZONE)),
                        new String[] {Stores.STORE_ID},
                        "left")
                .transform(rows -> RollUp.withLocalHour(rows, Stores.TIME_ZONE))
                .transform(rows -> Money.withReporting(
                        rows, lake.read(FxRates.TABLE), GroupCurrency.of(options.reportingCurrency(), stores)))
                .transform(rows -> Publication.withLateLines(rows, published, touched, levels));
    }

    /** The table's rows for the touched hours: single stores, and what they roll up to together with stores whose hours stayed. */
    private static Dataset<Row> tableRows(
            Lake lake,
            Touched touched,
            Dataset<Row> published,
            Dataset<Row> storeHours,
            Dataset<Row> stores,
            Dataset<Row> levels) {
        Dataset<Row> closures = lake.read(StoreClosures.TABLE);
        Dataset<Row> all = touched.withUntouched(storeHours, published);
        Dataset<Row> attendance = Attendance.of(
                        withoutDepartments(all),
                        withoutDepartments(touched.weeksBefore(lake.read(HourlySales.TABLE))),
                        stores,
                        closures)
                .transform(hours -> Attendance.atLevels(hours, levels));
        Dataset<Row> sums = RollUp.toLevels(all, levels)
                .transform(rows -> touched.among(rows, levels))
                .transform(rows -> RollUp.withLocalHour(rows, StoreLevels.ZONE));
        String[] entityDay = {HourlySales.LEVEL, HourlySales.ENTITY, HourlySales.LOCAL_DATE};
        Dataset<Row> open = Attendance.openStores(
                sums.select(col(entityDay[0]), col(entityDay[1]), col(entityDay[2]))
                        .distinct(),
                levels,
                stores,
                closures);
        return sums.join(attendance, new String[] {HourlySales.LEVEL, HourlySales.ENTITY, HourlySales.HOUR_START_UTC})
                .join(open, entityDay, "left")
                .transform(RollUp::withRatios);
    }

    /** Rows that were provisional until now and have settled: their numbers and revision stay. */
    private Dataset<Row> settled(Lake lake, Touched touched, Found found, Dataset<Row> levels) {
        Column wasProvisional = col(HourlySales.STATUS).equalTo(Publication.PROVISIONAL);
        Column settledNow = col(HourlySales.LOCAL_DATE)
                .between(
                        Date.valueOf(found.newestBefore().minusDays(options.settleDays())),
                        Date.valueOf(found.newest().minusDays(options.settleDays())));
        Dataset<Row> settled = lake.read(HourlySales.TABLE)
                .where(settledNow.and(wasProvisional))
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn(HourlySales.STATUS, lit(Publication.FINAL));
        return touched.notAmong(settled, levels);
    }

    private static Dataset<Row> withoutDepartments(Dataset<Row> storeHours) {
        return storeHours.where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS));
    }

    private static LocalDate day(Row row, int column) {
        return row.isNullAt(column) ? null : row.getDate(column).toLocalDate();
    }

    /**
     * What the touched lines came to.
     *
     * @param first first local date of the touched hours; null where all their lines are gone
     * @param last last local date of the touched hours; null where all their lines are gone
     * @param newest newest local date of a store in the table with this run
     * @param newestBefore newest local date before it; that of this run on the first one
     * @param withoutRate store hours without sales in the reporting currency
     */
    private record Found(
            long lines,
            long storeHours,
            LocalDate first,
            LocalDate last,
            LocalDate newest,
            LocalDate newestBefore,
            long withoutRate) {
        static Found in(Lake lake, Dataset<Row> storeHours) {
            Row row = withoutDepartments(storeHours)
                    .agg(
                            coalesce(sum(CountedLines.LINES), lit(0L)),
                            count(lit(1)),
                            min(HourlySales.LOCAL_DATE),
                            max(HourlySales.LOCAL_DATE),
                            count_if(col(HourlySales.NET_SALES_REPORTING).isNull()),
                            max(when(col(Stores.TIME_ZONE).isNull(), col(CountedLines.STORE_ID))))
                    .head();
            if (!row.isNullAt(5)) {
                throw ScanlineException.refused(
                        "Lines of store " + row.getString(5) + " are in sales_lines, but the store is not in stores",
                        "Load it: scanline ingest --dataset stores --source FILE.");
            }
            lake.run().linesIn(row.getLong(0));
            LocalDate before = SalesSpan.of(lake, lake.version(HourlySales.TABLE))
                    .map(SalesSpan::last)
                    .orElse(null);
            LocalDate last = day(row, 3);
            LocalDate newest = before == null || (last != null && last.isAfter(before)) ? last : before;
            return new Found(
                    row.getLong(0),
                    row.getLong(1),
                    day(row, 2),
                    last,
                    newest,
                    before == null ? newest : before,
                    row.getLong(4));
        }
    }
}
