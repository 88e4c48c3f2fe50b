package io.scanline.generate;

import java.time.ZoneId;
import java.util.List;

/**
 * Where a store can stand.
 *
 * @param id ISO 3166-2
 * @param priceLevel local price of what costs one euro
 * @param foodTax share of tax on food, a fraction added to the untaxed price
 * @param southern the seasons are turned round
 * @param closedOnSundays by law
 */
record Region(
        String id,
        String country,
        String name,
        ZoneId zone,
        String currency,
        double priceLevel,
        double foodTax,
        double otherTax,
        boolean southern,
        boolean closedOnSundays) {

    /** In the order in which the chain enters them: its first regions already cover half-hour zones and both kinds of summer time. */
    static final List<Region> ALL = List.of(
            region("GB-ENG", "GB", "England", "Europe/London", "GBP", 0.86, 0, 0.2, false, false),
            region("US-CA", "US", "California", "America/Los_Angeles", "USD", 1.2, 0, 0.0725, false, false),
            region("DE-BE", "DE", "Berlin", "Europe/Berlin", "EUR", 1, 0.07, 0.19, false, true),
            region("IN-MH", "IN", "Maharashtra", "Asia/Kolkata", "INR", 45, 0.05, 0.18, false, false),
            region("AU-SA", "AU", "South Australia", "Australia/Adelaide", "AUD", 1.7, 0, 0.1, true, false),
            region("US-TX", "US", "Texas", "America/Chicago", "USD", 1.1, 0, 0.0625, false, false),
            region("GB-SCT", "GB", "Scotland", "Europe/London", "GBP", 0.85, 0, 0.2, false, false),
            region("DE-BY", "DE", "Bavaria", "Europe/Berlin", "EUR", 1.03, 0.07, 0.19, false, true),
            region("IN-KA", "IN", "Karnataka", "Asia/Kolkata", "INR", 44, 0.05, 0.18, false, false),
            region("AU-NSW", "AU", "New South Wales", "Australia/Sydney", "AUD", 1.75, 0, 0.1, true, false),
            region("US-NY", "US", "New York", "America/New_York", "USD", 1.3, 0, 0.04, false, false),
            region("FR-IDF", "FR", "Ile-de-France", "Europe/Paris", "EUR", 1.05, 0.055, 0.2, false, false));

    /** The regions of a chain of so many stores: at least two stores each where that can be. */
    static List<Region> ofChain(int stores) {
        return ALL.subList(0, Math.max(1, Math.min(ALL.size(), stores / 2)));
    }

    private static Region region(
            String id,
            String country,
            String name,
            String zone,
            String currency,
            double priceLevel,
            double foodTax,
            double otherTax,
            boolean southern,
            boolean closedOnSundays) {
        return new Region(
                id, country, name, ZoneId.of(zone), currency, priceLevel, foodTax, otherTax, southern, closedOnSundays);
    }
}
