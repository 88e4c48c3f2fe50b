package io.scanline.forecast;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that is known of one store: its items' series and its calendar. Days are counted from 0 = the first day of history. */
final class StoreSeries {
    private final String storeId;
    private final LocalDate first;
    private final int days;
    private final boolean withMoney;
    private String region = "";
    private final Map<String, ItemSeries> items = new TreeMap<>();
    private final Map<String, BitSet> holidays = new TreeMap<>();
    private final Map<String, BitSet> events = new TreeMap<>();
    private final BitSet closed = new BitSet();

    /** @param days of history; {@code withMoney} keeps what was paid by day as well */
    StoreSeries(String storeId, LocalDate first, int days, boolean withMoney) {
        this.withMoney = withMoney;
        this.storeId = storeId;
        this.first = first;
        this.days = days;
    }

    ItemSeries item(String itemId) {
        return items.computeIfAbsent(itemId, id -> new ItemSeries(id, days, withMoney));
    }

    void region(String id) {
        region = id;
    }

    void holiday(String code, int day) {
        on(holidays, code, day, day + 1);
    }

    void event(String name, int from, int to) {
        on(events, name, from, to);
    }

    /** Without trade from a day until the day before another. */
    void closed(int from, int to) {
        closed.set(Math.max(0, from), Math.max(0, to));
    }

    private static void on(Map<String, BitSet> dates, String name, int from, int to) {
        BitSet days = dates.computeIfAbsent(name, n -> new BitSet());
        if (to > 0) {
            days.set(Math.max(0, from), to);
        }
    }

    /** To be called when all is known: nothing is known of demand on closed days. */
    void complete() {
        closed.stream().forEach(day -> items.values().forEach(item -> item.closed(day)));
    }

    TradingCalendar calendar(int history, int horizon) {
        return new TradingCalendar(first, history, horizon, holidays, events, closed);
    }

    /** Items by department, both in order. */
    Map<String, List<ItemSeries>> departments() {
        return items.values().stream()
                .collect(Collectors.groupingBy(ItemSeries::department, TreeMap::new, Collectors.toList()));
    }

    Collection<ItemSeries> items() {
        return items.values();
    }

    String storeId() {
        return storeId;
    }

    String region() {
        return region;
    }

    int days() {
        return days;
    }
}
