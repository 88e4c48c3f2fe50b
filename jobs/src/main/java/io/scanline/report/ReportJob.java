package io.scanline.report;

import io.scanline.spark.CodeVersion;
import io.scanline.spark.Job;
import io.scanline.spark.SideBySide;
import io.scanline.storage.Location;
import io.scanline.table.DemandHistory;
import io.scanline.table.ForecastScores;
import io.scanline.table.Forecasts;
import io.scanline.table.GrowthBridges;
import io.scanline.table.HourlySales;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.PolicyScores;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Runs;
import io.scanline.table.ScaleRuns;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.TrendComparisons;
import io.scanline.table.UnusualEvents;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the day's report as one HTML file. It writes no table, needs no lease, and tables that are missing leave a note
 * with the command that fills them. The same table versions give the same bytes.
 */
public final class ReportJob implements Job<ReportResult> {
    private static final List<Table> READ = List.of(
            HourlySales.TABLE,
            TrendComparisons.TABLE,
            GrowthBridges.TABLE,
            UnusualEvents.TABLE,
            ReorderProposals.TABLE,
            PolicyScores.TABLE,
            Forecasts.TABLE,
            DemandHistory.TABLE,
            ForecastScores.TABLE,
            IngestFiles.TABLE,
            QuarantinedLines.TABLE,
            Runs.TABLE,
            ScaleRuns.TABLE,
            Stores.TABLE,
            StoreClosures.TABLE,
            Products.TABLE);

    private final ReportOptions options;

    public ReportJob(ReportOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public ReportResult run(SparkSession spark, Lake lake) {
        Report report = read(lake);
        lake.run().step("Writing the report to " + options.out());
        byte[] page = Page.of(report).getBytes(StandardCharsets.UTF_8);
        if (!lake.dryRun()) {
            ReportFile.write(options.out(), page, spark.sparkContext().hadoopConfiguration());
        }
        return new ReportResult(
                plain(options.out()),
                page.length,
                report.sales() == null ? null : LocalDate.parse(report.sales().day()),
                report.events() == null || report.events().open() == 0
                        ? 0
                        : report.events().parents(),
                report.events() == null ? 0 : report.events().open(),
                report.reorder() == null ? 0 : report.reorder().lines(),
                report.missing().stream().map(Report.Missing::table).distinct().toList(),
                !lake.dryRun());
    }

    private Report read(Lake lake) {
        lake.run().step("Reading sales, events, orders, forecasts and files");
        try (SideBySide sections = new SideBySide()) {
            SideBySide.Part<Reorder> reorder = sections.begin(() -> Reorder.of(
                    lake,
                    day -> command(
                            "export --table reorder_proposals --where \"order_date = '" + day + "'\" --out orders.csv",
                            lake)));
            SideBySide.Part<Policies> policies =
                    sections.begin(() -> Policies.of(lake, command("simulate --service 0.9,0.95,0.98", lake)));
            SideBySide.Part<Forecast> forecast =
                    sections.begin(() -> Forecast.of(lake, command("forecast --backtest 3", lake)));
            SideBySide.Part<Quality> quality =
                    sections.begin(() -> Quality.of(lake, command("ingest --source MENDED_FILE", lake)));
            SideBySide.Part<Scaling> scaling = sections.begin(() -> Scaling.of(
                    lake, command("scale --executors 1,2 run --source FOLDER", lake), command("scale load", lake)));
            Sales sales = new SalesReader(lake).read();
            LocalDate lastDay = sales == null ? null : LocalDate.parse(sales.lastDay());
            Growth growth = sales == null ? null : Growth.of(lake, LocalDate.parse(sales.day()));
            Events events = lake.exists(UnusualEvents.TABLE) ? Events.of(lake, lastDay) : null;
            return report(
                    lake,
                    sales,
                    growth,
                    events,
                    reorder.outcome(),
                    policies.outcome(),
                    forecast.outcome(),
                    quality.outcome(),
                    scaling.outcome());
        }
    }

    private Report report(
            Lake lake,
            Sales sales,
            Growth growth,
            Events events,
            Reorder reorder,
            Policies policies,
            Forecast forecast,
            Quality quality,
            Scaling scaling) {
        return new Report(
                CodeVersion.current(),
                lake.root().name(),
                missing(lake, sales, events, reorder, forecast, quality),
                versions(lake),
                sales,
                growth == null || growth.isEmpty() ? null : growth,
                events,
                reorder,
                policies,
                forecast,
                quality,
                scaling);
    }

    private List<Report.Missing> missing(
            Lake lake, Sales sales, Events events, Reorder reorder, Forecast forecast, Quality quality) {
        List<Report.Missing> missing = new ArrayList<>();
        if (sales == null) {
            missing.add(new Report.Missing(
                    "sales", HourlySales.TABLE.name(), "There are no hourly sales yet.", command("summarize", lake)));
        } else if (sales.places().isEmpty()) {
            missing.add(new Report.Missing(
                    "sales",
                    TrendComparisons.TABLE.name(),
                    "The day has not been compared by country and region yet.",
                    command("compare", lake)));
        }
        if (events == null) {
            missing.add(new Report.Missing(
                    "events",
                    UnusualEvents.TABLE.name(),
                    "Nothing has looked for unusual events yet.",
                    command("detect", lake)));
        }
        if (reorder == null) {
            missing.add(new Report.Missing(
                    "reorder",
                    ReorderProposals.TABLE.name(),
                    "No orders have been proposed yet.",
                    command("reorder", lake)));
        }
        if (forecast == null) {
            missing.add(new Report.Missing(
                    "forecast", Forecasts.TABLE.name(), "There is no forecast yet.", command("forecast", lake)));
        }
        if (quality.files() == null) {
            missing.add(new Report.Missing(
                    "data",
                    IngestFiles.TABLE.name(),
                    "No sales file has been taken in yet.",
                    command("ingest --source FOLDER", lake)));
        }
        return missing;
    }

    private String command(String arguments, Lake lake) {
        String root = plain(lake.root());
        boolean plain = root.matches("[A-Za-z0-9_./:@%+=,-]+");
        return options.command() + " " + arguments + " --lake "
                + (plain ? root : "'" + root.replace("'", "'\\''") + "'");
    }

    /** As a person types it: a local path without its scheme. */
    private static String plain(Location location) {
        return location.toString().replaceFirst("^file:/+", "/");
    }

    private static List<Report.TableVersion> versions(Lake lake) {
        return READ.stream()
                .filter(lake::exists)
                .map(table -> new Report.TableVersion(table.name(), lake.version(table)))
                .toList();
    }
}
