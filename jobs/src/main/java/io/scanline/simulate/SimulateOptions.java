package io.scanline.simulate;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.stats.Newsvendor;
import java.io.Serializable;
import java.util.List;

/**
 * What to replay.
 *
 * @param policies names of policies, each once
 * @param services service targets, each between 0 and 1
 * @param holdingRate cost of a year's stock as a share of its value
 * @param interval days to score; an open side is the last half year, up to the newest day
 */
public record SimulateOptions(
        List<PolicyChoice> policies, List<Double> services, double holdingRate, Interval interval) {
    public static final String DEFAULT_POLICIES =
            "fill-rate,s-nq,cycle-service,newsvendor,age-aware,average-cover,z-sigma,min-max,foresight";
    public static final String DEFAULT_SERVICES = "0.95";
    public static final String DEFAULT_HOLDING_RATE = "" + Newsvendor.HOLDING_RATE;

    /** Days to score where the interval leaves it open: 26 weeks. */
    static final int DEFAULT_DAYS = 182;

    public SimulateOptions {
        policies = List.copyOf(policies);
        services = List.copyOf(services);
        if (policies.isEmpty() || services.isEmpty()) {
            throw ScanlineException.usage(
                    "There is nothing to replay without a policy and a service target.",
                    "Give --policy NAME,... and --service RATE,...");
        }
        for (double service : services) {
            if (!(service > 0 && service < 1)) {
                throw ScanlineException.usage(
                        "--service " + service + " is not between 0 and 1.", "0.95 asks for 95% of demand to be met.");
            }
        }
        if (!(holdingRate >= 0 && holdingRate <= 10)) {
            throw ScanlineException.usage(
                    "--holding-rate " + holdingRate + " is not between 0 and 10.",
                    "0.25 says that a year's stock costs a quarter of its value.");
        }
    }

    public static SimulateOptions of(
            List<String> policies, List<Double> services, double holdingRate, Interval interval) {
        return new SimulateOptions(
                policies.stream().map(PolicyChoice::parse).distinct().toList(),
                services.stream().distinct().toList(),
                holdingRate,
                interval);
    }

    /** One policy with one target. */
    record Entry(PolicyChoice choice, double service) implements Serializable {}

    List<Entry> entries() {
        return policies.stream()
                .flatMap(policy -> services.stream().map(service -> new Entry(policy, service)))
                .toList();
    }

    boolean calibrates() {
        return policies.stream().anyMatch(PolicyChoice::calibrated);
    }
}
