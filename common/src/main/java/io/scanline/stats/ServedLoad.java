package io.scanline.stats;

import java.util.Arrays;

/**
 * A closed load as it was served: a fixed number of jobs is in the system at any time, each followed by the next at once.
 * Response times are seconds, percentiles are of the nearest rank.
 *
 * <p>Little's law, jobs in the system = throughput x mean response (Little, A Proof for the Queuing Formula L = lambda W, 1961),
 * holds for any such load. Where it does not, the measuring is wrong: jobs waited outside of what was timed, or the time was so
 * short that jobs which lie across its ends weigh.
 *
 * @param atOnce jobs in the system, N
 * @param served jobs that ended within the time
 * @param seconds the time
 * @param throughput jobs a second, X
 * @param mean mean response, R
 * @param inSystem X x R
 * @param deviation of that from N, a fraction of N
 */
public record ServedLoad(
        int atOnce,
        int served,
        double seconds,
        double throughput,
        double mean,
        double p50,
        double p95,
        double p99,
        double inSystem,
        double deviation) {

    /** @throws IllegalArgumentException where nothing was served, or in no time */
    public static ServedLoad of(int atOnce, double seconds, double... responses) {
        if (responses.length == 0 || seconds <= 0) {
            throw new IllegalArgumentException("a load of which nothing was served has no response times");
        }
        double[] sorted = responses.clone();
        Arrays.sort(sorted);
        double throughput = sorted.length / seconds;
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double inSystem = throughput * mean;
        return new ServedLoad(
                atOnce,
                sorted.length,
                seconds,
                throughput,
                mean,
                Percentile.nearestRank(sorted, 0.5),
                Percentile.nearestRank(sorted, 0.95),
                Percentile.nearestRank(sorted, 0.99),
                inSystem,
                inSystem / atOnce - 1);
    }
}
