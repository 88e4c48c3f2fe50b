package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The unusual events put into the sales, for scoring detection. They come after four weeks of ordinary trade, away from
 * holidays, openings and each other, and are large: nothing that a careful reader of the hourly sales would argue about. Where
 * a store has few customers an event is therefore longer or stronger; in chains of less than eight weeks, which are too short
 * to score detection on, it is not.
 */
final class InjectedEvents {
    private static final int ORDINARY_DAYS = 28;
    /** Fewer customers than that, and whether they stayed away can hardly be told from a quiet day. */
    private static final double ENOUGH_CUSTOMERS = 25;
    /** Standard deviations of a count's square root, which are a half, that a change of customers is to be seen from. */
    private static final double SEEN_FROM = 6;

    private static final Kind[] MIX = {
        Kind.SALES_SPIKE,
        Kind.SALES_DROP,
        Kind.RETURNS_SPIKE,
        Kind.SALES_SPIKE,
        Kind.SALES_DROP,
        Kind.DATA_LATE,
        Kind.SALES_SPIKE,
        Kind.SALES_DROP
    };

    private final List<Injected> all = new ArrayList<>();
    private final Map<Long, List<Injected>> byStoreDay = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();

    enum Kind {
        SALES_SPIKE,
        SALES_DROP,
        RETURNS_SPIKE,
        DATA_LATE
    }

    /**
     * @param stores indexes of the stores that it strikes
     * @param department first path segment, or * for all
     * @param fromHour hour on the clock of the business date at which it begins; {@code toHour} is past its end
     * @param factor on demand, or on returns; for DATA_LATE 1 where the lines come with a later day's file, 0 where they never do
     * @param deliveredDay for DATA_LATE, the day in whose file the lines come; -1: never
     */
    record Injected(
            String id,
            Kind kind,
            String level,
            String entity,
            Region region,
            List<Integer> stores,
            String department,
            int day,
            int fromHour,
            int toHour,
            double factor,
            int deliveredDay) {

        boolean covers(int hour) {
            return hour >= fromHour && hour < toHour;
        }

        /** Scales demand, rather than returns or the delivery of lines. */
        boolean movesDemand() {
            return kind == Kind.SALES_SPIKE || kind == Kind.SALES_DROP;
        }

        Instant start(LocalDate date) {
            return at(date, fromHour);
        }

        Instant end(LocalDate date) {
            return at(date, toHour);
        }

        private Instant at(LocalDate date, int hour) {
            return date.atTime(LocalTime.MIDNIGHT)
                    .plusHours(hour)
                    .atZone(region.zone())
                    .toInstant();
        }
    }

    static InjectedEvents plan(Chain chain) {
        InjectedEvents events = new InjectedEvents();
        Dice dice = Dice.of(chain.options.seed(), Purpose.EVENTS);
        int days = chain.options.days();
        int ordinary = Math.min(ORDINARY_DAYS, days / 2);
        long storeDays = (long) chain.stores.length * (days - ordinary);
        events.onTheLastDay(chain, dice);
        events.regional(chain, dice, ordinary, (int) Math.max(1, storeDays / 500));
        events.ofStores(chain, dice, ordinary, (int) Math.max(4, storeDays / 60));
        return events;
    }

    List<Injected> all() {
        return all;
    }

    List<Injected> on(int store, int day) {
        return byStoreDay.getOrDefault(key(store, day), List.of());
    }

    /** The newest day has news of each kind, so that a report of it is never empty. */
    private void onTheLastDay(Chain chain, Dice dice) {
        int day = chain.options.days() - 1;
        Kind[] kinds = {Kind.SALES_DROP, Kind.SALES_SPIKE, Kind.DATA_LATE};
        int done = 0;
        for (int store = 0; store < chain.stores.length && done < kinds.length; store++) {
            if (day >= ORDINARY_DAYS && quiet(chain, store, day) && store != chain.regions.size()) {
                addToStore(chain, dice, kinds[done++], store, day);
            }
        }
    }

    private void regional(Chain chain, Dice dice, int ordinary, int count) {
        int days = chain.options.days();
        for (int attempt = 0; attempt < count * 8 && count > 0; attempt++) {
            Region region = chain.regions.get(dice.below(chain.regions.size()));
            int day = ordinary + dice.below(days - ordinary);
            List<Integer> stores = trading(chain, region, day);
            if (stores.size() < 2 || !stores.stream().allMatch(s -> quiet(chain, s, day))) {
                continue;
            }
            boolean spike = count % 2 == 1;
            int from = 10 + dice.below(3);
            add(new Injected(
                    nextId(),
                    spike ? Kind.SALES_SPIKE : Kind.SALES_DROP,
                    "REGION",
                    region.id(),
                    region,
                    stores,
                    "*",
                    day,
                    from,
                    from + 5 + dice.below(4),
                    spike ? dice.between(1.9, 2.6) : dice.between(0.15, 0.4),
                    -1));
            count--;
        }
    }

    private void ofStores(Chain chain, Dice dice, int ordinary, int count) {
        int days = chain.options.days();
        for (int attempt = 0; attempt < count * 8 && count > 0; attempt++) {
            int store = dice.below(chain.stores.length);
            int day = ordinary + dice.below(days - ordinary);
            if (quiet(chain, store, day)) {
                Kind kind = MIX[count % MIX.length];
                addToStore(chain, dice, kind, store, day);
                count--;
            }
        }
    }

    private void addToStore(Chain chain, Dice dice, Kind kind, int store, int day) {
        StorePlan plan = chain.stores[store];
        int latest = Math.min(plan.closes(), 21);
        int from = Math.max(plan.kind().opens + 1, 9) + dice.below(3);
        int to = Math.min(latest, from + 5 + dice.below(6));
        boolean toBeScored = chain.options.days() >= 2 * ORDINARY_DAYS;
        boolean fewer = kind == Kind.SALES_DROP || kind == Kind.DATA_LATE;
        if (toBeScored && fewer && customers(chain, plan, day, from, to) < ENOUGH_CUSTOMERS) {
            from = plan.kind().opens + 1;
            to = latest;
        }
        boolean wholeStore = dice.chance(0.85) || !(kind == Kind.SALES_SPIKE || kind == Kind.SALES_DROP);
        double factor =
                switch (kind) {
                    case SALES_SPIKE -> wholeStore ? dice.between(2.4, 3.8) : dice.between(4, 6);
                    case SALES_DROP -> wholeStore ? dice.between(0.08, 0.3) : dice.between(0.02, 0.1);
                    case RETURNS_SPIKE -> dice.between(20, 35);
                    case DATA_LATE -> 0;
                };
        if (toBeScored && wholeStore) {
            factor = seen(kind, factor, customers(chain, plan, day, from, to));
        }
        int delivered = day + 2 + dice.below(2);
        boolean comes = kind == Kind.DATA_LATE && dice.chance(0.5) && delivered < chain.options.days();
        add(new Injected(
                nextId(),
                kind,
                "STORE",
                plan.id(),
                plan.region(),
                List.of(store),
                wholeStore ? "*" : dice.chance(0.5) ? "grocery" : "fresh",
                day,
                wholeStore ? from : Math.min(from, 10),
                wholeStore ? to : latest,
                comes ? 1 : factor,
                comes ? delivered : -1));
    }

    /** Customers that a store has in these hours of an ordinary day. */
    private static double customers(Chain chain, StorePlan plan, int day, int fromHour, int toHour) {
        HourProfile hours = new HourProfile();
        hours.set(plan, chain.date(day));
        double lines = chain.options.linesPerStoreDay() * plan.size() / chain.meanSize;
        return lines / Wishes.meanBasket(plan.kind()) * hours.between(fromHour, toHour);
    }

    /** The factor, or one further from 1 where so few customers would leave room for doubt whether anything happened. */
    private static double seen(Kind kind, double factor, double customers) {
        double least = SEEN_FROM / 2 / Math.sqrt(customers);
        return switch (kind) {
            case SALES_SPIKE -> Math.max(factor, Math.pow(1 + least, 2));
            case SALES_DROP -> Math.min(factor, Math.pow(Math.max(0.2, 1 - least), 2));
            case RETURNS_SPIKE, DATA_LATE -> factor;
        };
    }

    private void add(Injected event) {
        all.add(event);
        for (int store : event.stores()) {
            byStoreDay
                    .computeIfAbsent(key(store, event.day()), k -> new ArrayList<>())
                    .add(event);
            for (int near = -1; near <= 1; near++) {
                taken.add(key(store, event.day() + near));
            }
        }
    }

    private static List<Integer> trading(Chain chain, Region region, int day) {
        List<Integer> stores = new ArrayList<>();
        for (StorePlan store : chain.stores) {
            if (store.region().equals(region) && store.trades(chain.date(day))) {
                stores.add(store.index());
            }
        }
        return stores;
    }

    /** The store trades as it did for four weeks, no holiday is near, and nothing else is planned for it. */
    private boolean quiet(Chain chain, int store, int day) {
        StorePlan plan = chain.stores[store];
        LocalDate date = chain.date(day);
        return !taken.contains(key(store, day))
                && plan.trades(date)
                && !plan.opened().isAfter(date.minusDays(ORDINARY_DAYS))
                && !chain.holidays.near(plan.region().country(), date)
                && chain.localEvents.factor(plan.region().id(), date) == 1;
    }

    private String nextId() {
        return String.format(Locale.ROOT, "E%06d", all.size() + 1);
    }

    private static long key(int store, int day) {
        return (long) store * 1_000_000 + day;
    }
}
