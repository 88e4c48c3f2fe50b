package io.scanline.simulate;

import io.scanline.simulate.SimulateOptions.Entry;
import io.scanline.stats.Velocity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Replays all policies over the items of one store. The forecasts of items that are ordered together are worked out anew for every
 * pass, so that a store's memory is that of its demand and of one supplier's forecasts.
 */
final class StoreReplay {
    private final Span span;
    private final List<Entry> entries;
    private final double holdingRate;
    private final Map<String, WeekdayProfile> profiles;
    private final List<SupplierOrder> orders;
    private final Map<ItemSeries, Velocity> velocities = new IdentityHashMap<>();

    StoreReplay(StoreItems store, Span span, List<Entry> entries, double holdingRate) {
        this.span = span;
        this.entries = entries;
        this.holdingRate = holdingRate;
        this.profiles = store.departments(span.to());
        this.orders = store.orders();
        for (ItemSeries item : store.items()) {
            int start = start(item, span.from());
            velocities.put(item, Velocity.of(item.meanDemand(start - Velocity.DAYS, start)));
        }
    }

    /** Scores by department, velocity and entry. */
    StoreScores scores() {
        StoreScores scores = new StoreScores(entries, holdingRate);
        Map<Velocity, double[]> safety = new EnumMap<>(Velocity.class);
        tuned().forEach((velocity, search) -> {
            scores.tuned(velocity, search.sound());
            safety.put(velocity, search.found());
        });
        for (SupplierOrder order : orders) {
            Tally[][] tallies = replay(order.items(), safety, span.from(), span.to(), entry -> true);
            for (int i = 0; i < tallies.length; i++) {
                ItemSeries item = order.items().get(i);
                scores.add(item, velocities.get(item), tallies[i]);
            }
        }
        return scores;
    }

    /** The safety with which the items of each velocity met the target on the days before the scored ones. */
    private Map<Velocity, SafetySearch> tuned() {
        boolean calibrates = span.tunedFrom() < span.from()
                && entries.stream().anyMatch(entry -> entry.choice().calibrated());
        Map<Velocity, SafetySearch> searches = new EnumMap<>(Velocity.class);
        for (Velocity velocity : velocities.values()) {
            searches.computeIfAbsent(velocity, each -> new SafetySearch(entries, calibrates));
        }
        for (int i = 0; calibrates && i < SafetySearch.HALVINGS; i++) {
            Map<Velocity, Tally[]> played = playedBefore(searches);
            searches.forEach((velocity, search) -> search.narrow(played.get(velocity)));
        }
        return searches;
    }

    private Map<Velocity, Tally[]> playedBefore(Map<Velocity, SafetySearch> searches) {
        Map<Velocity, double[]> safety = new EnumMap<>(Velocity.class);
        Map<Velocity, Tally[]> sums = new EnumMap<>(Velocity.class);
        searches.forEach((velocity, search) -> {
            safety.put(velocity, search.middle());
            sums.put(velocity, SafetySearch.tallies(entries.size()));
        });
        for (SupplierOrder order : orders) {
            List<ItemSeries> known = order.items().stream()
                    .filter(item -> isScored(item, span.tunedFrom(), span.from()))
                    .toList();
            Tally[][] tallies = replay(known, safety, span.tunedFrom(), span.from(), entry -> entry.choice()
                    .calibrated());
            for (int i = 0; i < tallies.length; i++) {
                add(tallies[i], sums.get(velocities.get(known.get(i))));
            }
        }
        return sums;
    }

    private static void add(Tally[] tallies, Tally[] sums) {
        for (int e = 0; e < sums.length; e++) {
            if (tallies[e] != null) {
                sums[e].add(tallies[e]);
            }
        }
    }

    /** What each entry made of each item; null for entries that are not wanted. */
    private Tally[][] replay(
            List<ItemSeries> items, Map<Velocity, double[]> safety, int from, int to, Predicate<Entry> wanted) {
        List<Replay> replays = items.stream()
                .map(item -> new Replay(item, new RollingForecast(item, profiles.get(item.department()))))
                .toList();
        Tally[][] tallies = new Tally[items.size()][entries.size()];
        Map<PolicyChoice, Integer> withoutTarget = new HashMap<>();
        for (int e = 0; e < entries.size(); e++) {
            PolicyChoice choice = entries.get(e).choice();
            if (wanted.test(entries.get(e))) {
                boolean sameForAll = !choice.calibrated() && !choice.kind().hasTarget();
                Integer before = sameForAll ? withoutTarget.putIfAbsent(choice, e) : null;
                if (before == null) {
                    play(replays, e, safety, from, to, tallies);
                } else {
                    for (Tally[] item : tallies) {
                        item[e] = item[before];
                    }
                }
            }
        }
        return tallies;
    }

    private void play(
            List<Replay> replays, int entry, Map<Velocity, double[]> safety, int from, int to, Tally[][] tallies) {
        PolicyKind kind = entries.get(entry).choice().kind();
        double service = entries.get(entry).service();
        List<Course> courses = replays.stream()
                .map(replay -> {
                    ItemSeries item = replay.series();
                    PolicyKind.Setting setting =
                            new PolicyKind.Setting(service, safety.get(velocities.get(item))[entry], holdingRate);
                    return replay.course(
                            kind.policy(setting, replay),
                            start(item, from),
                            scoredFrom(item, from),
                            Math.min(item.end(), to));
                })
                .toList();
        SupplierOrder.play(courses, holdingRate);
        for (int i = 0; i < tallies.length; i++) {
            tallies[i][entry] = courses.get(i).tally();
        }
    }

    /** Whether an item has a day to score: what was only sold in the weeks before has none. */
    static boolean isScored(ItemSeries item, int from, int to) {
        return scoredFrom(item, from) < Math.min(item.end(), to);
    }

    private static int scoredFrom(ItemSeries item, int from) {
        return Math.max(start(item, from), from);
    }

    /** The first day that is played of an item: a few weeks before the scored ones, and not before it is known. */
    private static int start(ItemSeries item, int from) {
        return Math.max(from - Span.WARM_UP, item.first() + Span.LEAST_HISTORY);
    }
}
