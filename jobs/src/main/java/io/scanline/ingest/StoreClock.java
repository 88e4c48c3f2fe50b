package io.scanline.ingest;

import io.scanline.table.Stores;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What a sales line needs to know of its store. */
record StoreClock(ZoneId zone, String currency, int dayStartHour) implements Serializable {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    /** The known stores by id; a chain has thousands of them at most. */
    static HashMap<String, StoreClock> byStore(Iterable<Row> stores) {
        HashMap<String, StoreClock> known = new HashMap<>();
        for (Row store : stores) {
            Integer dayStart = store.getAs(Stores.DAY_START_HOUR);
            known.put(
                    store.getAs(Stores.STORE_ID),
                    new StoreClock(
                            ZoneId.of(store.getAs(Stores.TIME_ZONE)),
                            store.getAs(Stores.CURRENCY),
                            dayStart == null ? 0 : dayStart));
        }
        return known;
    }

    /**
     * What is wrong with the columns of a store to be registered; null where nothing is.
     *
     * @param store column of stores to value
     */
    static String problem(Map<String, String> store) {
        String country = store.get(Stores.COUNTRY);
        String currency = store.get(Stores.CURRENCY);
        if (store.get(Stores.REGION) == null) {
            return "has no region";
        }
        if (country == null || !(COUNTRIES.contains(country) || country.equals(UNASSIGNED_COUNTRY))) {
            return "has the country " + country + ", which is no ISO 3166-1 code";
        }
        if (currency == null || !isCurrency(currency)) {
            return "has the currency " + currency + ", which is no ISO 4217 code";
        }
        try {
            ZoneId.of(String.valueOf(store.get(Stores.TIME_ZONE)));
            return null;
        } catch (DateTimeException e) {
            return "has the time zone " + store.get(Stores.TIME_ZONE) + ", which is no IANA zone";
        }
    }

    /** ISO 3166-1 keeps this code free for users: a store that was registered without a country. */
    static final String UNASSIGNED_COUNTRY = "ZZ";

    static StoreClock of(Map<String, String> store) {
        String dayStart = store.get(Stores.DAY_START_HOUR);
        Integer hour = dayStart == null ? null : StrictText.integer(dayStart);
        return new StoreClock(
                ZoneId.of(store.get(Stores.TIME_ZONE)), store.get(Stores.CURRENCY), hour == null ? 0 : hour);
    }
}
