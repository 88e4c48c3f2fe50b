package io.scanline.scale;

import io.scanline.stats.ScalingFit;
import java.util.List;

/**
 * What a study says of one job.
 *
 * @param fit null where there is none
 * @param notFitted why there is none; null where there is one
 * @param limits what kept slots idle with the most executors, the worst first
 */
public record JobFinding(String job, ScalingFit fit, String notFitted, List<Limit> limits) {}
