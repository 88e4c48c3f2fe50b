package io.scanline.forecast;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import java.time.LocalDate;

/**
 * What to forecast.
 *
 * @param asOf last day of history; null for the newest business date
 * @param horizonDays days after it, 1..366
 * @param engine how: {@link Engine#AUTO} takes the best there is
 * @param backtestOrigins origins to score, 0 for none: origin k is k horizons before {@code asOf}, so that the scored horizons end at or
 *     before it
 * @param historyDays days of history that are read
 * @param interval business days whose demand is computed again; unbounded: those that changed since the last run
 */
public record ForecastOptions(
        LocalDate asOf, int horizonDays, Engine engine, int backtestOrigins, int historyDays, Interval interval) {
    public static final int DEFAULT_HORIZON_DAYS = 28;
    public static final int DEFAULT_HISTORY_DAYS = 2000;
    static final int LONGEST_HORIZON = 366;

    /** How to forecast. */
    public enum Engine {
        /** by department, the engine with the better scores at earlier origins; where there are none, the statistical one */
        AUTO(BoostedProfile.FULL),
        STATISTICAL(null),
        BOOSTED(BoostedProfile.FULL),
        /** boosted, with less work put into it */
        FAST(BoostedProfile.FAST);

        private final BoostedProfile profile;

        Engine(BoostedProfile profile) {
            this.profile = profile;
        }

        /** Null where no trees are trained. */
        BoostedProfile profile() {
            return profile;
        }
    }

    public ForecastOptions {
        require(horizonDays >= 1 && horizonDays <= LONGEST_HORIZON, "--horizon " + horizonDays, "Give 1 to 366 days.");
        require(
                backtestOrigins >= 0 && backtestOrigins <= 100,
                "--backtest " + backtestOrigins,
                "Give 0 to 100 origins.");
        require(historyDays >= 28, "--history-days " + historyDays, "Give 28 days or more.");
    }

    public static ForecastOptions defaults() {
        return new ForecastOptions(
                null, DEFAULT_HORIZON_DAYS, Engine.AUTO, 0, DEFAULT_HISTORY_DAYS, Interval.unbounded());
    }

    private static void require(boolean holds, String what, String wayOut) {
        if (!holds) {
            throw ScanlineException.usage(what + " is out of range", wayOut);
        }
    }
}
