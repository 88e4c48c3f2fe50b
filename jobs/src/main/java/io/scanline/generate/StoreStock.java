package io.scanline.generate;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * One store's stock of its carried items, in thousandths of a uom, with the orders of a buyer who is not perfect: they go by
 * an average of past sales, plan too little for promotions, and some suppliers deliver late or short. So shelves run empty.
 */
final class StoreStock {
    private static final double SMOOTHING = 0.06;

    private final StoreDemand demand;
    private final ItemPlan[] items;
    private final long[] onHand;
    private final long[] onOrder;
    private final double[] usual;
    private final List<Delivery> coming = new ArrayList<>();
    private long arrived;

    /** An order underway; {@code promised} is what the supplier said, {@code day} when it comes, {@code quantity} what comes. */
    record Delivery(int k, int promised, int day, long ordered, long quantity) {}

    StoreStock(StoreDemand demand) {
        this.demand = demand;
        int n = demand.items();
        this.items = new ItemPlan[n];
        this.onHand = new long[n];
        this.onOrder = new long[n];
        this.usual = new double[n];
        for (int k = 0; k < n; k++) {
            items[k] = demand.item(k);
            usual[k] = demand.usualUnits(k);
        }
    }

    long onHand(int k) {
        return onHand[k];
    }

    /** Everything put on the shelves so far, the opening stock included. */
    long arrived() {
        return arrived;
    }

    /** Fills the shelf for the first time. */
    void open(int k) {
        onHand[k] = packs(k, target(k) + usual[k] * items[k].supplier().leadDays());
        arrived += onHand[k];
    }

    /** Takes what is there up to the amount wanted, and tells how much that was. */
    long take(int k, long wanted) {
        long taken = Math.min(wanted, onHand[k]);
        onHand[k] -= taken;
        return taken;
    }

    /** Puts the day's deliveries on the shelves; {@code refilled} hears of items that were out of stock before. */
    void receive(int day, IntConsumer refilled) {
        for (int i = coming.size() - 1; i >= 0; i--) {
            Delivery delivery = coming.get(i);
            if (delivery.day() > day) {
                continue;
            }
            int k = delivery.k();
            boolean wasOut = onHand[k] == 0;
            onHand[k] += delivery.quantity();
            onOrder[k] -= delivery.ordered();
            arrived += delivery.quantity();
            if (wasOut && delivery.quantity() > 0) {
                refilled.accept(k);
            }
            coming.set(i, coming.get(coming.size() - 1));
            coming.remove(coming.size() - 1);
        }
    }

    /** Learns from a trading day: sales of an item that was in stock for some share of it. */
    void learn(int k, long sold, double inStockShare) {
        if (inStockShare > 0.3) {
            usual[k] += SMOOTHING * (sold / 1000.0 / inStockShare - usual[k]);
        }
    }

    /** Orders what runs low from the suppliers that take orders on this weekday. */
    void order(int day, DayOfWeek weekday, Dice dice) {
        for (int k = 0; k < items.length; k++) {
            ItemPlan item = items[k];
            if (!item.onSale(day) || !item.supplier().orderDays().contains(weekday)) {
                continue;
            }
            double position = (onHand[k] + onOrder[k]) / 1000.0;
            double target = target(k);
            if (position < target) {
                long room = capacity(k) - onHand[k] - onOrder[k];
                long wanted = Math.min(packs(k, target - position), room / item.packMilli() * item.packMilli());
                if (wanted > 0) {
                    place(k, day, Math.min(wanted, maxOrder(k)), dice);
                }
            }
        }
    }

    private void place(int k, int day, long quantity, Dice dice) {
        ItemPlan.Supplier supplier = items[k].supplier();
        int promised = day + supplier.leadDays();
        int late = (int) Math.max(0, Math.round(supplier.leadSdDays() * dice.normal()));
        long delivered = quantity;
        if (!supplier.reliable() && dice.chance(0.12)) {
            late += 2 + dice.below(3);
        } else if (dice.chance(supplier.reliable() ? 0.02 : 0.08)) {
            delivered = quantity / 2 / items[k].packMilli() * items[k].packMilli();
        }
        onOrder[k] += quantity;
        coming.add(new Delivery(k, promised, promised + late, quantity, delivered));
    }

    /** Order-up-to level of this buyer in units: demand until the next order arrives, a margin, what must stand on the shelf. */
    private double target(int k) {
        ItemPlan item = items[k];
        double days = item.supplier().leadDays() + item.supplier().reviewDays() + 0.3;
        // a third of the lift that a promotion will bring: buyers trust their averages
        double lift = 1 + 0.35 * (demand.plannedLift(k) - 1);
        double mean = usual[k] * days * lift;
        double carefulness = -1.0 + (item.index() * 13 % 10) / 6.0;
        double target =
                mean + carefulness * Math.sqrt(mean * StoreDemand.unitsPerLine(item) * 1.6) + presentation(k) / 1000.0;
        int life = item.shelf().shelfLifeDays();
        return life == 0 ? target : Math.min(target, Math.max(1, usual[k] * lift * life));
    }

    /** What must always stand on the shelf. */
    long presentation(int k) {
        return items[k].weighed() ? 0 : items[k].packMilli() >= 12_000 ? 3000 : 2000;
    }

    /** What the shelf holds: a multiple of the pack. */
    long capacity(int k) {
        ItemPlan item = items[k];
        double days = item.supplier().leadDays() + item.supplier().reviewDays();
        return Math.max(2 * item.packMilli(), packs(k, demand.usualUnits(k) * days * 5));
    }

    long maxOrder(int k) {
        return Math.max(20 * items[k].packMilli(), capacity(k));
    }

    private long packs(int k, double units) {
        return (long) Math.ceil(units * 1000 / items[k].packMilli()) * items[k].packMilli();
    }

    /** Orders underway at the end, by the day on which they are due: as the supplier promised, or {@code tomorrow} where they are late. */
    void tellOpenOrders(int tomorrow, TruthSink sink) {
        Map<Integer, Map<Integer, Long>> underway = new TreeMap<>();
        coming.stream().filter(d -> d.day() >= tomorrow).forEach(d -> underway.computeIfAbsent(
                        d.k(), k -> new TreeMap<>())
                .merge(Math.max(tomorrow, d.promised()), d.ordered(), Long::sum));
        underway.forEach((k, byDay) -> byDay.forEach((day, ordered) -> sink.openOrder(items[k], day, ordered)));
    }
}
