package io.scanline.compare;

import static org.apache.spark.sql.functions.col;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.spark.RowChanges;
import io.scanline.spark.Scope;
import io.scanline.table.GroupCurrency;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.TrendComparisons;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings trend_comparisons and growth_bridges up to date with the hours that changed.
 *
 * <p>Old periods are seldom asked for, and hours are by far the most rows: the first run, and one with other options, writes the
 * whole table anew with the newest days, and hours of the newest of them; what is compared once stays. After that, the days that changed hours bear on are
 * compared again, for all stores, and of their rows those that differ are written, in one commit.
 */
public final class CompareJob implements Job<CompareResult> {
    private final CompareOptions options;

    public CompareJob(CompareOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public Object options() {
        return options.backfillDays() + "/" + options.hourDays() + "/" + options.monthsOpen() + "/"
                + options.reportingCurrency();
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public CompareResult run(SparkSession spark, Lake lake) {
        lake.run().step("Looking for days that changed");
        Dataset<Row> stores = lake.read(Stores.TABLE);
        BaseDays bases = new BaseDays(HolidayReader.of(lake, stores));
        Targets targets = new TargetReader(lake, options, bases).targets();
        if (targets.isEmpty()) {
            return new CompareResult(0, 0, 0, 0);
        }
        lake.run()
                .step(String.format(
                        "Comparing %,d days and %,d weeks with their past",
                        targets.days().size(), targets.weeks().size()));
        Matches matches = Matches.of(targets, bases);
        Dataset<Row> hours = lake.read(HourlySales.TABLE);
        try (Held levels = Held.of(StoreLevels.of(stores));
                Held clocks = Held.of(StorePeriods.clocks(stores, hours, targets.frontier()));
                Held periods = Held.of(StorePeriods.of(hours, clocks.rows(), matches, targets.hours()));
                ForecastSides forecasts = ForecastSides.of(lake, targets, hours, clocks.rows())) {
            lake.run().linesIn(periods.rows().count());
            List<CurrencyMode> modes = currencyModes(stores, periods.rows());
            Dataset<Row> trends = Pairs.of(
                            periods.rows(), clocks.rows(), matches.rows(spark), forecasts, options.monthsOpen())
                    .transform(pairs ->
                            Populations.atLevels(pairs, levels.rows(), modes, forecasts.origins(), targets.hours()))
                    .transform(sums ->
                            forecasts.origins().withAsOf(sums, StorePeriods.KIND, TrendComparisons.PERIOD_START))
                    .transform(sums -> Trends.of(sums, targets.firstDay()));
            DeltaIo.Commit commit = targets.wholeTable()
                    ? DeltaIo.replace(lake, TrendComparisons.TABLE, trends, Scope.everything())
                    : merge(lake, targets, trends);
            long bridges = new Bridges(lake, targets, options.monthsOpen()).publish(levels.rows());
            return new CompareResult(targets.days().size(), targets.weeks().size(), commit.rows(), bridges);
        }
    }

    private List<CurrencyMode> currencyModes(Dataset<Row> stores, Dataset<Row> periods) {
        String group = GroupCurrency.of(options.reportingCurrency(), stores);
        // one value a currency
        Set<String> currencies = Set.copyOf(
                stores.select(Stores.CURRENCY).distinct().as(Encoders.STRING()).collectAsList());
        List<CurrencyMode> modes = CurrencyMode.of(currencies, group);
        if (modes.size() > 1) {
            checkReportedIn(group, periods);
        }
        return modes;
    }

    private static void checkReportedIn(String group, Dataset<Row> periods) {
        Column otherwise = col(HourlySales.CURRENCY)
                .equalTo(group)
                .and(col(HourlySales.NET_SALES).notEqual(col(HourlySales.NET_SALES_REPORTING)));
        if (!periods.where(otherwise).isEmpty()) {
            throw ScanlineException.usage(
                    "hourly_sales is not reported in " + group + ", which compare takes for the group's currency.",
                    "Give compare the --reporting-currency that summarize has.");
        }
    }

    private static DeltaIo.Commit merge(Lake lake, Targets targets, Dataset<Row> trends) {
        return DeltaIo.merge(
                lake,
                TrendComparisons.TABLE,
                RowChanges.between(TrendComparisons.TABLE, trends, published(lake, targets)),
                TrendComparisons.PERIOD_START);
    }

    /** The rows of the same periods that the table has. */
    private static Dataset<Row> published(Lake lake, Targets targets) {
        Column start = col(TrendComparisons.PERIOD_START);
        return lake.read(TrendComparisons.TABLE)
                .where(CalendarColumns.onDays(start, targets.starts()))
                .where(targets.include(col(TrendComparisons.PERIOD_KIND), start));
    }
}
