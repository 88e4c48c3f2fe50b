package io.scanline.scale;

import io.scanline.spark.Result;
import java.util.List;

/**
 * What a study measured and says.
 *
 * @param warm whether the applications of the runs had run the same before, so that code was compiled
 * @param runs measured and simulated ones
 * @param startUpSeconds session and executors of a run with the fewest executors, in no wall time
 */
public record ScaleResult(
        String study, boolean warm, List<ScaleRow> runs, List<JobFinding> jobs, double startUpSeconds, boolean dryRun)
        implements Result {
    @Override
    public String summary() {
        return new ScaleTable(this).text();
    }
}
