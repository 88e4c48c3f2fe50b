package io.scanline.forecast;

import io.scanline.spark.Result;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a run of forecast did.
 *
 * @param demandDays business days whose demand was computed
 * @param demandRows rows of demand_history written
 * @param series items of stores that were forecast
 * @param rows rows of forecasts written
 * @param qualities series by quality
 * @param models boosted models that were trained for the forecasts
 * @param wrmsse by method and origin; empty without --backtest
 * @param meanWrmsse by method, over the origins; empty without --backtest
 * @param meanWspl likewise the weighted scaled pinball loss of the distributions
 */
public record ForecastResult(
        LocalDate asOf,
        int horizonDays,
        String engine,
        int demandDays,
        long demandRows,
        long series,
        long rows,
        Map<String, Long> qualities,
        long models,
        Map<String, Map<LocalDate, Double>> wrmsse,
        Map<String, Double> meanWrmsse,
        Map<String, Double> meanWspl)
        implements Result {

    @Override
    public String summary() {
        StringBuilder text = new StringBuilder(String.format(
                "Demand of %,d business days brought up to date (%,d rows).%nForecast %,d items of stores for the %d days after %s (%,d rows): %s.",
                demandDays, demandRows, series, horizonDays, asOf, rows, qualityWords()));
        if (models > 0) {
            text.append(String.format("%n%,d boosted models trained.", models));
        }
        meanWrmsse.forEach((method, mean) -> {
            text.append(String.format(
                    "%n%s over %d origins (0 is perfect): WRMSSE %.3f, WSPL %.3f on average; WRMSSE by origin:",
                    method, wrmsse.get(method).size(), mean, meanWspl.get(method)));
            wrmsse.get(method).forEach((origin, score) -> text.append(String.format("%n  %s  %.3f", origin, score)));
        });
        return text.toString();
    }

    private String qualityWords() {
        return qualities.isEmpty()
                ? "nothing to forecast"
                : qualities.entrySet().stream()
                        .map(entry -> String.format("%,d %s", entry.getValue(), entry.getKey()))
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
    }
}
