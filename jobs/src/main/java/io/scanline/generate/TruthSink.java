package io.scanline.generate;

import java.time.LocalDate;

/** Where one store's simulation leaves everything that it produces, in the order in which it happens. */
interface TruthSink {
    /** A line of the log; the object is filled anew for the next one. {@code fileDay} is the day whose file it belongs to, -1: none. */
    void line(SalesLine line, int fileDay);

    /** An item's day: what was wanted, what was sold, thousandths of a uom, and the share of the day's demand that met stock. */
    void demand(ItemPlan item, int day, long wanted, long sold, double inStockShare);

    /** A store's day of trade is over: so many items were on sale. */
    void traded(int itemsOnSale);

    /** Stock at a moment, thousandths. */
    void position(ItemPlan item, long epochSecond, long onHand);

    /** Delivery still to come, thousandths. */
    void openOrder(ItemPlan item, int dueDay, long quantity);

    /** A price in hundredths from a day to a day (half-open); -1: it still holds. */
    void price(ItemPlan item, int fromDay, int toDay, long price);

    /** An item on promotion from a day to a day (half-open) at a price in hundredths. */
    void promotion(ItemPlan item, String id, LocalDate from, LocalDate to, long price, String kind);

    /** What an injected event is worth in this store: expected net sales added or lost, hundredths. */
    void impact(InjectedEvents.Injected event, long money);
}
