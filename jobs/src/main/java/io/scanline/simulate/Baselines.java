package io.scanline.simulate;

import io.scanline.stats.Normal;

/** Rules that chains order by today, to compare with: none of them knows a distribution, a weekday or an age. */
final class Baselines {
    /** Days between two looks at the levels of min/max. */
    private static final int REVIEW_DAYS = 28;

    private static final int WEEK = 7;

    private Baselines() {}

    /** The thirteen-week average until the next delivery and for some days of cover. */
    record AverageCover(double coverDays) implements Policy {
        @Override
        public double need(Morning now) {
            return now.average() * (now.daysToNextDelivery() + coverDays) - now.position();
        }
    }

    /**
     * The average over the time until the next delivery and z standard deviations of it, from a day's by the square root of time.
     *
     * @param service chance of meeting all demand that z stands for
     */
    record SafetyStock(double service) implements Policy {
        @Override
        public double need(Morning now) {
            double days = now.daysToNextDelivery();
            double safety = Normal.quantile(service) * now.deviation() * Math.sqrt(days);
            return now.average() * days + safety - now.position();
        }
    }

    /** At or below a minimum, up to a maximum of a week more; both set every four weeks from the thirteen-week average. */
    record MinMax(double coverDays) implements Policy {
        @Override
        public double need(Morning now) {
            int set = now.today() - now.today() % REVIEW_DAYS;
            double average = now.series().meanDemand(set - Morning.THIRTEEN_WEEKS, set);
            double minimum = average * (now.daysToNextDelivery() + coverDays);
            return now.position() <= minimum ? minimum + WEEK * average - now.position() : 0;
        }
    }
}
