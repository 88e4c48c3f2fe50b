package io.scanline.cli;

import io.scanline.forecast.ForecastJob;
import io.scanline.forecast.ForecastOptions;
import io.scanline.forecast.ForecastResult;
import io.scanline.spark.Job;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "forecast", description = "Forecasts demand per store, item and day, and keeps the history of demand.")
final class ForecastCommand extends JobCommand<ForecastResult> {
    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "Last day of history used, or yesterday, by UTC: where hours of the running day are loaded, that is the last whole one (default: the newest business date).")
    LocalDate asOf;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "" + ForecastOptions.DEFAULT_HORIZON_DAYS,
            description = "Days to forecast (default: ${DEFAULT-VALUE}).")
    int horizonDays;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "AUTO",
            description = {
                "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "STATISTICAL smooths each item; BOOSTED trains trees for each department, FAST fewer of them.",
                "AUTO takes BOOSTED for the departments that it was better for in earlier --backtest scores."
            })
    ForecastOptions.Engine engine;

    @Option(
            names = "--backtest",
            paramLabel = "ORIGINS",
            defaultValue = "0",
            description =
                    "Also score forecasts from this many earlier origins, each one horizon before the next, by the engine and by the statistical one (default: ${DEFAULT-VALUE}). All but STATISTICAL train their trees anew at each.")
    int backtestOrigins;

    @Option(
            names = "--history-days",
            paramLabel = "DAYS",
            defaultValue = "" + ForecastOptions.DEFAULT_HISTORY_DAYS,
            description = "Days of history to use at most (default: ${DEFAULT-VALUE}).")
    int historyDays;

    @Override
    Job<ForecastResult> job() {
        return new ForecastJob(
                new ForecastOptions(asOf, horizonDays, engine, backtestOrigins, historyDays, interval()));
    }
}
