package io.scanline.scale;

import io.scanline.config.Interval;
import io.scanline.spark.Result;
import io.scanline.stats.ServedLoad;
import java.util.List;

/**
 * How loads were served.
 *
 * @param days whose lines every job added up
 * @param oneExecutor the left panel: every load by one executor
 * @param inProportion the right panel: every load by as many executors as jobs, as far as they went
 */
public record LoadResult(String study, Interval days, List<Point> oneExecutor, List<Point> inProportion, boolean dryRun)
        implements Result {
    /** @param starved whether tasks waited for CPU, so that the machine was measured and not the executors */
    public record Point(int executors, ServedLoad load, boolean starved) {
        private static Point of(LoadLevel level) {
            return new Point(level.executors(), level.load(), level.starved());
        }
    }

    static LoadResult of(String study, Interval days, List<LoadLevel> levels, boolean dryRun) {
        return new LoadResult(
                study,
                days,
                levels.stream()
                        .filter(level -> level.executors() == 1)
                        .map(Point::of)
                        .toList(),
                levels.stream()
                        .filter(level -> level.executors() == level.load().atOnce())
                        .map(Point::of)
                        .toList(),
                dryRun);
    }

    @Override
    public String summary() {
        return new LoadTable(this).text();
    }
}
