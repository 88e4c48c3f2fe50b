package io.scanline.forecast;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Streams the facts of a partition, sorted by store, as one {@link StoreSeries} after the other; one store is held at a time. */
final class StoreReader implements Iterator<StoreSeries> {
    private final Iterator<Row> facts;
    private final LocalDate first;
    private final int days;
    private final boolean withMoney;
    private Row next;

    /** @param first day of history, {@code days} their number; {@code withMoney} keeps what was paid by day as well */
    StoreReader(Iterator<Row> facts, LocalDate first, int days, boolean withMoney) {
        this.facts = facts;
        this.first = first;
        this.days = days;
        this.withMoney = withMoney;
        this.next = facts.hasNext() ? facts.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public StoreSeries next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String storeId = next.getString(0);
        StoreSeries store = new StoreSeries(storeId, first, days, withMoney);
        while (next != null && next.getString(0).equals(storeId)) {
            add(store, next);
            next = facts.hasNext() ? facts.next() : null;
        }
        store.complete();
        return store;
    }

    private void add(StoreSeries store, Row fact) {
        int zero = (int) first.toEpochDay();
        int from = fact.getInt(4) - zero;
        int until = fact.getInt(5) - zero;
        String name = fact.isNullAt(3) ? "" : fact.getString(3);
        double price = number(fact, 8);
        boolean flag = fact.getBoolean(9);
        switch (Facts.Kind.of(fact.getInt(1))) {
            case STORE -> {
                store.region(name);
                store.closed(Integer.MIN_VALUE, from);
                store.closed(until, Math.max(until, days + ForecastOptions.LONGEST_HORIZON));
            }
            case HOLIDAY -> store.holiday(name, from);
            case EVENT -> store.event(name, from, until);
            case CLOSURE -> store.closed(from, until);
            case PRODUCT -> store.item(fact.getString(2)).product(name, until, flag);
            case PROMOTION -> store.item(fact.getString(2)).promotion(from, until);
            case LISTED -> store.item(fact.getString(2)).listed(from, until, price);
            case PRICE -> store.item(fact.getString(2)).listPrice(from, until, price, flag);
            case BOOSTED -> store.item(fact.getString(2)).boosted(until, from - until, number(fact, 6));
            case DEMAND -> store.item(fact.getString(2)).day(from, number(fact, 6), number(fact, 7), price, flag);
        }
    }

    private static double number(Row fact, int column) {
        return fact.isNullAt(column) ? Double.NaN : fact.getDouble(column);
    }
}
