package io.scanline.simulate;

import io.scanline.simulate.SimulateOptions.Entry;
import io.scanline.stats.Velocity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Replays all policies over the items of one store. An item's forecast is worked out anew for every pass, so that a store's
 * memory is that of its demand.
 */
final class StoreReplay {
    /** Safety is looked for between these; e^6 is a target of 0.95 moved to 0.9999. */
    private static final double MOST_SAFETY = 6;

    /** Halvings of the range: to a tenth of safety, far below what a replay can tell. */
    private static final int HALVINGS = 7;

    /** Demand on which a tuned safety is worth passing on: its fill rate of 0.95 is known to 0.007 then. */
    private static final long LEAST_DEMAND = 1_000 * (long) Supply.UNIT;

    private final StoreItems store;
    private final Span span;
    private final List<Entry> entries;
    private final double holdingRate;
    private final Map<String, WeekdayProfile> profiles;

    StoreReplay(StoreItems store, Span span, List<Entry> entries, double holdingRate) {
        this.store = store;
        this.span = span;
        this.entries = entries;
        this.holdingRate = holdingRate;
        this.profiles = store.departments(span.to());
    }

    /** Scores by department, velocity and entry. */
    StoreScores scores() {
        StoreScores scores = new StoreScores(entries, holdingRate);
        Map<Velocity, List<ItemSeries>> groups = new EnumMap<>(Velocity.class);
        for (ItemSeries item : store.items()) {
            int start = start(item, span.from());
            Velocity velocity = Velocity.of(item.meanDemand(start - Velocity.DAYS, start));
            groups.computeIfAbsent(velocity, each -> new ArrayList<>()).add(item);
        }
        groups.forEach((velocity, items) -> {
            Tuning tuning = tuned(items);
            scores.tuned(velocity, tuning.sound());
            for (ItemSeries item : items) {
                scores.add(item, velocity, replay(item, tuning.safety(), span.from(), span.to(), entry -> true));
            }
        });
        return scores;
    }

    /**
     * The safety of each entry with which a group of items met the target on the days before the scored ones.
     *
     * @param sound the same where other orders can go by it, else null: tuned, on enough demand, to a target within reach
     */
    private record Tuning(double[] safety, Double[] sound) {}

    private Tuning tuned(List<ItemSeries> items) {
        double[] low = new double[entries.size()];
        double[] high = new double[entries.size()];
        boolean tuned = span.tunedFrom() < span.from()
                && entries.stream().anyMatch(entry -> entry.choice().calibrated());
        if (!tuned) {
            return new Tuning(low, new Double[low.length]);
        }
        for (int e = 0; e < low.length; e++) {
            high[e] = entries.get(e).choice().calibrated() ? MOST_SAFETY : 0;
            low[e] = -high[e];
        }
        Tally[] sums = new Tally[0];
        for (int i = 0; i < HALVINGS; i++) {
            double[] middle = middle(low, high);
            sums = total(items, middle);
            for (int e = 0; e < low.length; e++) {
                boolean enough = sums[e].fillRate() >= entries.get(e).service();
                high[e] = enough ? middle[e] : high[e];
                low[e] = enough ? low[e] : middle[e];
            }
        }
        double[] safety = middle(low, high);
        Double[] sound = new Double[safety.length];
        for (int e = 0; e < safety.length; e++) {
            boolean withinReach = low[e] > -MOST_SAFETY && high[e] < MOST_SAFETY;
            sound[e] = withinReach && sums[e].wanted() >= LEAST_DEMAND ? Double.valueOf(safety[e]) : null;
            safety[e] = sums[e].wanted() == 0 ? 0 : safety[e];
        }
        return new Tuning(safety, sound);
    }

    private static double[] middle(double[] low, double[] high) {
        double[] middle = new double[low.length];
        Arrays.setAll(middle, e -> (low[e] + high[e]) / 2);
        return middle;
    }

    private Tally[] total(List<ItemSeries> items, double[] safety) {
        Tally[] sums = new Tally[entries.size()];
        Arrays.setAll(sums, e -> new Tally());
        for (ItemSeries item : items) {
            if (start(item, span.tunedFrom()) < Math.min(item.end(), span.from())) {
                Tally[] tallies = replay(item, safety, span.tunedFrom(), span.from(), entry -> entry.choice()
                        .calibrated());
                for (int e = 0; e < sums.length; e++) {
                    if (tallies[e] != null) {
                        sums[e].add(tallies[e]);
                    }
                }
            }
        }
        return sums;
    }

    /** What each entry made of the item; null for those that are not wanted. */
    private Tally[] replay(ItemSeries item, double[] safety, int from, int to, Predicate<Entry> wanted) {
        Replay replay = new Replay(item, new RollingForecast(item, profiles.get(item.department())));
        int start = start(item, from);
        Tally[] tallies = new Tally[entries.size()];
        Map<PolicyChoice, Tally> withoutTarget = new HashMap<>();
        for (int e = 0; e < tallies.length; e++) {
            Entry entry = entries.get(e);
            if (wanted.test(entry)) {
                PolicyKind.Setting setting = new PolicyKind.Setting(entry.service(), safety[e], holdingRate);
                Supplier<Tally> played = () -> replay.run(
                        entry.choice().kind().policy(setting, replay),
                        start,
                        Math.max(start, from),
                        Math.min(item.end(), to));
                tallies[e] =
                        entry.choice().calibrated() || entry.choice().kind().hasTarget()
                                ? played.get()
                                : withoutTarget.computeIfAbsent(entry.choice(), choice -> played.get());
            }
        }
        return tallies;
    }

    /** The first day that is played of an item: a few weeks before the scored ones, and not before it is known. */
    static int start(ItemSeries item, int from) {
        return Math.max(from - Span.WARM_UP, item.first() + Span.LEAST_HISTORY);
    }
}
