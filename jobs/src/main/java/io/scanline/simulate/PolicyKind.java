package io.scanline.simulate;

import io.scanline.stats.Newsvendor;
import io.scanline.stats.Odds;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies that can be replayed. Each has one dial, its safety: 0 is the policy as it is, more keeps more stock. A target is
 * moved by it in odds, {@code p / (1 - p) * e^safety}, days of cover by {@code e^safety}.
 */
enum PolicyKind {
    /** Order-up-to by fill rate, exact under lost sales. */
    FILL_RATE {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new FillRateLevel(setting.target(), false);
        }
    },
    /** As fill-rate, with what whole packs add counted in: (s, nQ). */
    S_NQ {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new FillRateLevel(setting.target(), true);
        }
    },
    /** Order-up-to by the chance of meeting all demand until the next delivery, as {@code reorder} does. */
    CYCLE_SERVICE {
        @Override
        Policy policy(Setting setting, Replay replay) {
            Newsvendor costs = Newsvendor.ofServiceTarget(setting.target());
            return new NewsvendorLevel(now -> costs);
        }
    },
    /** Order-up-to by holding cost against lost margin; aims at the service only where the item's costs are not known. */
    NEWSVENDOR {
        @Override
        Policy policy(Setting setting, Replay replay) {
            Newsvendor fallback = Newsvendor.ofServiceTarget(setting.target());
            return new NewsvendorLevel(now ->
                    ItemCosts.newsvendor(now, setting.holdingRate(), fallback).withUnderageTimes(setting.factor()));
        }
    },
    /** As fill-rate, and perishables by age: expected waste against what a lost sale costs. */
    AGE_AWARE {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new AgeAwareLevel(setting.target());
        }
    },
    /** Baseline: the 13-week average and a week of cover; has no target. */
    AVERAGE_COVER {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new Baselines.AverageCover(COVER_DAYS * setting.factor());
        }
    },
    /** Baseline: z times sigma times the square root of time. */
    Z_SIGMA {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new Baselines.SafetyStock(setting.target());
        }
    },
    /** Baseline: minimum and maximum; has no target. */
    MIN_MAX {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new Baselines.MinMax(MINIMUM_COVER_DAYS * setting.factor());
        }
    },
    /** What could be had if all were known beforehand; has no target and nothing to tune. */
    FORESIGHT {
        @Override
        Policy policy(Setting setting, Replay replay) {
            return new Foresight(replay);
        }
    };

    private static final double COVER_DAYS = 7;
    private static final double MINIMUM_COVER_DAYS = 3;

    abstract Policy policy(Setting setting, Replay replay);

    boolean canBeTuned() {
        return this != FORESIGHT;
    }

    /** Whether it aims at a service; others do the same whatever is asked for. */
    boolean hasTarget() {
        return this != AVERAGE_COVER && this != MIN_MAX && this != FORESIGHT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String words() {
        return Stream.of(values()).map(PolicyKind::word).collect(Collectors.joining(", "));
    }

    /**
     * @param aim the service that was asked for
     * @param safety the dial
     * @param holdingRate cost of a year's stock as a share of its value
     */
    record Setting(double aim, double safety, double holdingRate) {
        private static final double MOST = 1 - 1e-6;

        /** The target that the dial makes of the aim. */
        double target() {
            return Math.min(MOST, Odds.times(aim, factor()));
        }

        double factor() {
            return Math.exp(safety);
        }
    }
}
