package io.scanline.simulate;

import java.util.function.IntToLongFunction;

/**
 * What could be had if every sale and every delivery were known beforehand: each order is what would be lost between its own
 * delivery and the next one. Only packs and limits keep it from meeting all demand without stock; of goods that perish the last
 * pack is left out where it would waste more than it earns.
 */
record Foresight(Replay replay) implements Policy {
    @Override
    public double need(Morning now) {
        ItemSeries series = now.series();
        int nextOrderDay = series.calendar().orderDayAfter(now.today());
        int delivery = series.actualDelivery(now.today());
        int next = nextOrderDay < 0 ? now.nextDelivery() : series.actualDelivery(nextOrderDay);
        if (next <= delivery) {
            return 0;
        }
        long need = projected(now, delivery, next, 0).lost();
        long pack = now.supply().pack();
        long fewer = need / pack * pack;
        boolean partOfAPackIsWorthIt =
                now.supply().shelfLifeDays() == 0 || fewer == need || earns(now, delivery, need, fewer);
        return Supply.units(partOfAPackIsWorthIt ? need : fewer);
    }

    /** Whether the pack that the need begins saves more margin than it wastes at cost. */
    private boolean earns(Morning now, int delivery, long need, long fewer) {
        int old = now.supply().lastDayOnSale(delivery) + 1;
        long more = fewer + now.supply().pack();
        long wasted = projected(now, delivery, old, more).wasted()
                - projected(now, delivery, old, fewer).wasted();
        return ItemCosts.margin(now.series()) * (need - fewer) >= ItemCosts.unitCost(now.series()) * wasted;
    }

    /** The shelf as it will be with so much more delivered. */
    private Projection projected(Morning now, int delivery, int to, long order) {
        IntToLongFunction coming = day -> now.orders().comingOn(day) + (day == delivery ? order : 0);
        return Projection.of(now, delivery, to, replay::wantedOn, coming);
    }
}
