package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import io.scanline.generate.StorePlan.Closure;
import io.scanline.generate.StorePlan.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The chain as planned: stores, range, calendar, promotions, events. It follows from the options alone and takes memory in
 * the number of stores and items, not of days or lines, so every task makes its own.
 */
final class Chain {
    /** How far plans reach behind the last day of sales: holidays, closures and promotions that a forecast must know. */
    static final int PLANNED_AHEAD_DAYS = 60;

    private static final String[] TOWNS = {
        "Ashford",
        "Bridgeton",
        "Castle Hill",
        "Dunmore",
        "Eastgate",
        "Ferndale",
        "Glenview",
        "Harbour",
        "Ivybank",
        "Junction",
        "Kingsway",
        "Lakeside",
        "Market Place",
        "Newtown",
        "Oakfield",
        "Parkside",
        "Queensgate",
        "Riverside",
        "Southend",
        "Townhead"
    };

    final GenerateOptions options;
    final HolidayCalendar holidays;
    final PromotionPlan promotions;
    final LocalEventPlan localEvents;
    final InjectedEvents events;
    final List<Region> regions;
    final ItemPlan[] items;
    final StorePlan[] stores;
    final double meanSize;

    Chain(GenerateOptions options) {
        this.options = options;
        this.holidays =
                new HolidayCalendar(options.start().minusDays(40), options.end().plusYears(1));
        this.regions = Region.ofChain(options.stores());
        this.items = Range.of(options);
        this.promotions = new PromotionPlan(options);
        this.localEvents = new LocalEventPlan(options, regions);
        this.stores = new StorePlan[options.stores()];
        double sizes = 0;
        for (int i = 0; i < stores.length; i++) {
            stores[i] = store(i);
            sizes += stores[i].size();
        }
        this.meanSize = sizes / stores.length;
        this.events = InjectedEvents.plan(this);
    }

    LocalDate date(int day) {
        return options.start().plusDays(day);
    }

    private StorePlan store(int i) {
        Dice dice = Dice.of(options.seed(), Purpose.STORES, i);
        Region region = regions.get(i % regions.size());
        Kind kind = i % 7 == 3 ? Kind.HYPERMARKET : i % 3 == 2 ? Kind.EXPRESS : Kind.SUPERMARKET;
        double size = kind.size * Math.exp(0.2 * dice.normal());
        LocalDate opened = opening(i, dice);
        LocalDate closed = i % 40 == 9 && options.days() >= 30 ? date(options.days() * 4 / 5) : null;
        String id = String.format(Locale.ROOT, options.stores() < 10_000 ? "S%04d" : "S%06d", i + 1);
        String name = TOWNS[i / regions.size() % TOWNS.length] + " " + region.name() + " " + (i + 1);
        boolean late = kind == Kind.EXPRESS && dice.chance(0.5);
        int registers = Math.max(2, (int) Math.round(size * options.linesPerStoreDay() / 400.0) + 1);
        return new StorePlan(
                i,
                id,
                name,
                region,
                kind,
                size,
                opened,
                closed,
                late ? 4 : 0,
                i % 9 != 4,
                Math.min(registers, 24),
                closures(region, dice));
    }

    /** The last sixth of the stores opens during the period, evenly spread; the others did so one to ten years before. */
    private LocalDate opening(int i, Dice dice) {
        int opening = options.stores() / 6;
        int rank = i - (options.stores() - opening);
        if (rank < 0) {
            return options.start().minusDays(500 + dice.below(3200));
        }
        return date((int) (options.days() * (0.15 + 0.65 * rank / opening)));
    }

    private List<Closure> closures(Region region, Dice dice) {
        List<Closure> closures = new ArrayList<>();
        LocalDate until = options.end().plusDays(PLANNED_AHEAD_DAYS);
        for (HolidayCalendar.Holiday holiday : holidays.within(region.country(), options.start(), until)) {
            if (holiday.shut()) {
                closures.add(new Closure(holiday.date(), holiday.date().plusDays(1), holiday.name()));
            }
        }
        if (dice.chance(Math.min(0.8, options.days() / 500.0))) {
            LocalDate from = date(dice.below(options.days()));
            LocalDate to = from.plusDays(2 + dice.below(5));
            boolean free = closures.stream().noneMatch(c -> c.from().isBefore(to) && from.isBefore(c.to()));
            if (free && to.isBefore(options.end().minusDays(3))) {
                closures.add(new Closure(from, to, dice.chance(0.5) ? "Refit" : "Flooded sales floor"));
            }
        }
        return closures;
    }
}
