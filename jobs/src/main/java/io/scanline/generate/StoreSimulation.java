package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import io.scanline.generate.InjectedEvents.Injected;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * One store, played day by day: customers come by the hour, take what is there, and the store orders in the evening. The days
 * must be played in order, from the first; the same options give the same lines. Memory: a few numbers per carried item.
 */
final class StoreSimulation {
    private final Chain chain;
    private final StorePlan store;
    private final StoreDemand demand;
    private final StoreStock stock;
    private final TillDay till;
    private final TruthSink sink;
    private final StoreClock clock = new StoreClock();
    private final HourProfile hours = new HourProfile();
    private final Wishes wishes = new Wishes();
    private final long[] wanted;
    private final long[] sold;
    private final int[] outAt;

    /** Marks an item that has been in stock so far today. */
    private static final int IN_STOCK = Integer.MAX_VALUE;

    StoreSimulation(Chain chain, StorePlan store, TruthSink sink) {
        this.chain = chain;
        this.store = store;
        this.sink = sink;
        this.demand = new StoreDemand(chain, store);
        this.stock = new StoreStock(demand);
        this.till = new TillDay(store, demand, clock, sink);
        this.wanted = new long[demand.items()];
        this.sold = new long[demand.items()];
        this.outAt = new int[demand.items()];
    }

    void play(int day) {
        LocalDate date = chain.date(day);
        boolean alive = !date.isBefore(store.opened()) && (store.closed() == null || date.isBefore(store.closed()));
        if (!alive) {
            return;
        }
        Dice dice = Dice.of(chain.options.seed(), Purpose.DAY, store.index(), day);
        demand.set(day, dice, sink);
        clock.set(store, date);
        hours.set(store, date);
        openShelves(day, date);
        if (store.trades(date)) {
            stock.receive(day, this::tellRefilled);
            trade(day, date, dice);
            stock.order(day, date.getDayOfWeek(), Dice.of(chain.options.seed(), Purpose.SUPPLY, store.index(), day));
        }
    }

    /** Tells what stands at the end of the last day: stock, open orders, prices. */
    void close() {
        int days = chain.options.days();
        LocalDate last = chain.date(days - 1);
        if (store.closed() != null) {
            demand.tellPrices((int) ChronoUnit.DAYS.between(chain.options.start(), store.closed()), sink);
            return;
        }
        demand.tellPrices(-1, sink);
        demand.tellPromotionsAhead(sink);
        clock.set(store, last);
        long evening = clock.epochSecond((24 + store.dayStartHour()) * 3600 - 1);
        for (int k = 0; k < demand.items(); k++) {
            if (demand.item(k).onSale(days - 1)) {
                sink.position(demand.item(k), evening, stock.onHand(k));
            }
        }
        stock.tellOpenOrders(days, sink);
    }

    StoreStock stock() {
        return stock;
    }

    StoreDemand demand() {
        return demand;
    }

    private void openShelves(int day, LocalDate date) {
        boolean opening = day == 0 || date.equals(store.opened());
        for (int k = 0; k < demand.items(); k++) {
            int introduced = demand.item(k).introduced();
            if (introduced == day || (opening && introduced < day)) {
                stock.open(k);
                sink.position(demand.item(k), clock.epochSecond(5 * 3600), stock.onHand(k));
            }
        }
    }

    private void tellRefilled(int k) {
        sink.position(demand.item(k), clock.epochSecond(5 * 3600), stock.onHand(k));
    }

    private void trade(int day, LocalDate date, Dice dice) {
        List<Injected> events = chain.events.on(store.index(), day);
        Arrays.fill(wanted, 0);
        Arrays.fill(sold, 0);
        for (int k = 0; k < outAt.length; k++) {
            outAt[k] = stock.onHand(k) == 0 ? 0 : IN_STOCK;
        }
        till.open(day, date, dice, hours, events);
        wish(day, dice, events);
        wishes.shopInTimeOrder(dice, (second, from, to) -> {
            till.basket(second);
            for (int w = from; w < to; w++) {
                scan(wishes.item(w), wishes.quantity(w), second);
            }
            till.pay();
        });
        till.returns();
        settle(day);
    }

    /** Draws what the day's customers want; an event scales its hours and, for one department, only that department's items. */
    private void wish(int day, Dice dice, List<Injected> events) {
        HourProfile[] profileOfShelf = new HourProfile[Shelf.ALL.size()];
        Arrays.fill(profileOfShelf, hours);
        for (Injected event : events) {
            HourProfile disturbed = event.movesDemand() ? hours.disturbed(event) : hours;
            for (int s = 0; s < profileOfShelf.length && event.movesDemand(); s++) {
                if (event.department().equals("*")
                        || event.department().equals(Shelf.ALL.get(s).department())) {
                    profileOfShelf[s] = disturbed;
                }
            }
        }
        wishes.clear(store.kind());
        double[] expectedMoney = new double[profileOfShelf.length];
        for (int k = 0; k < demand.items(); k++) {
            ItemPlan item = demand.item(k);
            if (item.onSale(day)) {
                int shelf = item.index() % profileOfShelf.length;
                HourProfile profile = profileOfShelf[shelf];
                double lines = demand.lines(k);
                int n = dice.poisson(lines * profile.total());
                for (int i = 0; i < n; i++) {
                    wishes.add(profile, k, item.weighed() ? grams(item, dice) : units(dice));
                }
                if (!events.isEmpty()) {
                    expectedMoney[shelf] += lines * StoreDemand.unitsPerLine(item) * demand.pricePaid(k);
                }
            }
        }
        for (Injected event : events) {
            tellImpact(event, expectedMoney);
        }
    }

    private void tellImpact(Injected event, double[] expectedMoney) {
        double money = 0;
        for (int s = 0; s < expectedMoney.length; s++) {
            if (event.department().equals("*")
                    || event.department().equals(Shelf.ALL.get(s).department())) {
                money += expectedMoney[s];
            }
        }
        double inWindow = money * hours.between(event.fromHour(), event.toHour());
        double share =
                switch (event.kind()) {
                    case RETURNS_SPIKE -> -TillDay.RETURN_RATE * (event.factor() - 1);
                    case SALES_SPIKE, SALES_DROP, DATA_LATE -> event.factor() - 1;
                };
        sink.impact(event, Math.round(inWindow * share));
    }

    private static long units(Dice dice) {
        double draw = dice.unit();
        return draw < 0.75 ? 1000 : draw < 0.92 ? 2000 : draw < 0.97 ? 3000 : draw < 0.99 ? 4000 : 6000;
    }

    private static long grams(ItemPlan item, Dice dice) {
        return Math.max(40, Math.round(item.shelf().meanGrams() * 0.93 * Math.exp(0.38 * dice.normal())));
    }

    private void scan(int k, long quantity, int second) {
        wanted[k] += quantity;
        long taken = stock.take(k, quantity);
        if (taken == 0) {
            return;
        }
        sold[k] += taken;
        till.scan(k, taken);
        if (stock.onHand(k) == 0) {
            outAt[k] = second;
            sink.position(demand.item(k), clock.epochSecond(second), 0);
        }
    }

    private void settle(int day) {
        int onSale = 0;
        for (int k = 0; k < wanted.length; k++) {
            ItemPlan item = demand.item(k);
            if (!item.onSale(day)) {
                continue;
            }
            onSale++;
            double share = outAt[k] == IN_STOCK ? 1 : hours.before(outAt[k]);
            if (wanted[k] > 0 || share < 1) {
                sink.demand(item, day, wanted[k], sold[k], share);
            }
            stock.learn(k, sold[k], share);
        }
        sink.traded(onSale);
    }
}
