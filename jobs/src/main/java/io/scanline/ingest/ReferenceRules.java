package io.scanline.ingest;

import io.scanline.table.EventFeedback;
import io.scanline.table.FxRates;
import io.scanline.table.Holidays;
import io.scanline.table.LocalEvents;
import io.scanline.table.OpenOrders;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.ProposalDecisions;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value of a reference table must be beyond its type: one rule a column, and the order of two columns. */
final class ReferenceRules {
    /** A rule of one column. */
    interface Rule extends Serializable {
        /** What is expected, in words, where the value is not it; null where it is. The value has the column's type. */
        String broken(Object value);
    }

    /** The first column must be below the second, where both are there; or not above it. */
    record Order(String lower, String upper, boolean equalAllowed) implements Serializable {}

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());
    private static final Set<String> WEEKDAYS = Set.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    private static final Set<Table> ALL_STORES = Set.of(SupplyTerms.TABLE, Promotions.TABLE, Prices.TABLE);

    private static final Map<String, List<Order>> ORDERS = Map.of(
            Stores.TABLE.name(), List.of(new Order(Stores.OPENED_ON, Stores.CLOSED_ON, false)),
            StoreClosures.TABLE.name(), List.of(new Order(StoreClosures.FROM, StoreClosures.TO, false)),
            Products.TABLE.name(), List.of(new Order(Products.INTRODUCED_ON, Products.DISCONTINUED_ON, false)),
            SupplyTerms.TABLE.name(), List.of(new Order(SupplyTerms.MIN_ORDER, SupplyTerms.MAX_ORDER, true)),
            LocalEvents.TABLE.name(), List.of(new Order(LocalEvents.FROM, LocalEvents.TO, false)),
            Promotions.TABLE.name(), List.of(new Order(Promotions.FROM, Promotions.TO, false)),
            Prices.TABLE.name(), List.of(new Order(Prices.FROM, Prices.TO, false)));

    private ReferenceRules() {}

    /** The rules of a table's columns, by column name. */
    static Map<String, Rule> of(Table table) {
        Map<String, Rule> rules = new HashMap<>();
        String store = ALL_STORES.contains(table) ? "\\*|[A-Za-z0-9_.-]{1,32}" : "[A-Za-z0-9_.-]{1,32}";
        rules.put(Stores.STORE_ID, matching(store, "a store id of 1 to 32 letters, digits, _ . -"));
        Stream.of(
                        Products.ITEM_ID,
                        SupplyTerms.SUPPLIER_ID,
                        Promotions.PROMOTION_ID,
                        LocalEvents.EVENT_ID,
                        LocalEvents.ENTITY)
                .forEach(id -> rules.put(id, matching("\\P{Cntrl}{1,128}", "an id of 1 to 128 printable characters")));
        rules.put(Stores.COUNTRY, oneOf(COUNTRIES, "an ISO 3166-1 country code such as GB"));
        Stream.of(Stores.CURRENCY, FxRates.FROM_CURRENCY, FxRates.TO_CURRENCY)
                .forEach(currency -> rules.put(currency, oneOf(CURRENCIES, "an ISO 4217 currency code such as EUR")));
        rules.put(Stores.TIME_ZONE, oneOf(ZoneId.getAvailableZoneIds(), "an IANA time zone such as Europe/London"));
        rules.put(Stores.DAY_START_HOUR, between(0, 23));
        rules.put(Products.UOM, oneOf(Set.of("EA", "KGM", "GRM", "LBR", "LTR", "MTR")));
        rules.put(LocalEvents.LEVEL, oneOf(Set.of("STORE", "REGION", "COUNTRY", "CHAIN")));
        rules.put(EventFeedback.VERDICT, oneOf(Set.of(EventFeedback.NORMAL, EventFeedback.REAL)));
        rules.put(SupplyTerms.ORDER_WEEKDAYS, ReferenceRules::weekdays);
        rules.put(SupplyTerms.SERVICE_TARGET, ReferenceRules::openShare);
        rules.put(SupplyTerms.LEAD_TIME_DAYS, between(0, 3650));
        Stream.of(
                        SupplyTerms.LEAD_TIME_SD_DAYS,
                        SupplyTerms.MIN_ORDER,
                        SupplyTerms.SHELF_CAPACITY,
                        SupplyTerms.PRESENTATION_MIN,
                        SupplyTerms.SUPPLIER_MIN_ORDER_VALUE,
                        Products.UNIT_COST,
                        Prices.PRICE,
                        OpenOrders.QUANTITY,
                        ProposalDecisions.ORDER_UNITS)
                .forEach(amount -> rules.put(amount, ReferenceRules::notNegative));
        Stream.of(Stores.AREA_M2, Products.SHELF_LIFE_DAYS, SupplyTerms.PACK_SIZE, SupplyTerms.MAX_ORDER, FxRates.RATE)
                .forEach(amount -> rules.put(amount, ReferenceRules::aboveZero));
        if (table.equals(Holidays.TABLE)) {
            rules.put(Holidays.CODE, matching("\\P{Cntrl}{1,128}", "a code of 1 to 128 printable characters"));
        }
        rules.keySet().retainAll(Set.of(table.rowSchema().fieldNames()));
        return rules;
    }

    static List<Order> ordersOf(Table table) {
        return ORDERS.getOrDefault(table.name(), List.of());
    }

    private static Rule matching(String pattern, String expected) {
        return value -> ((String) value).matches(pattern) ? null : expected;
    }

    private static Rule oneOf(Set<String> values, String expected) {
        return value -> values.contains(value) ? null : expected;
    }

    private static Rule oneOf(Set<String> values) {
        return oneOf(values, "one of " + String.join(", ", new TreeSet<>(values)));
    }

    private static Rule between(int least, int most) {
        return value ->
                (Integer) value >= least && (Integer) value <= most ? null : "a number from " + least + " to " + most;
    }

    private static String weekdays(Object value) {
        return WEEKDAYS.containsAll(List.of(((String) value).split(",", -1))) ? null : "weekdays such as MON,WED,FRI";
    }

    private static String openShare(Object value) {
        return (Double) value > 0 && (Double) value < 1 ? null : "a share between 0 and 1";
    }

    private static String notNegative(Object value) {
        return sign(value) >= 0 ? null : "0 or more";
    }

    private static String aboveZero(Object value) {
        return sign(value) > 0 ? null : "more than 0";
    }

    private static double sign(Object value) {
        return value instanceof BigDecimal exact ? exact.signum() : Math.signum(((Number) value).doubleValue());
    }
}
