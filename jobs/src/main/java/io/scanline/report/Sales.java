package io.scanline.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The latest complete day's net sales, and the weeks that lead to it.
 *
 * @param day the day that the page is about, ISO: the latest one that is complete enough, {@link DayTotals#day()}
 * @param lastDay the latest day with any sales, ISO
 * @param dayNote why the two differ; null where they do not
 * @param completeness share of the day's expected data that is there, 0..1
 * @param storesTrading stores with sales on the day
 * @param storesExpected stores open on the day by opening, closing and closure dates
 * @param transactions of the day, all currencies
 * @param transactionsLastYear 364 days before; null where there were no sales
 * @param currencies where all can be told in one currency that comes first, then each for itself, the largest first
 * @param days completeness of the last four weeks, day by day; null where a day has no sales
 * @param silentStores expected stores without sales on the day, with their last day of sales
 * @param places countries, each followed by its regions
 * @param placesLeftOut places beyond {@link Places#LIMIT}
 * @param regions the largest regions day by day, at most {@link Regions#LIMIT}
 */
record Sales(
        String day,
        String lastDay,
        String dayNote,
        Double completeness,
        long storesTrading,
        long storesExpected,
        Long transactions,
        Long transactionsLastYear,
        List<Currency> currencies,
        List<Completeness> days,
        List<Map<String, Object>> silentStores,
        long silentStoreCount,
        List<Map<String, Object>> places,
        long placesLeftOut,
        List<Map<String, Object>> regions) {

    /** One currency's view of the chain; {@code reporting} where all currencies are converted into this one. */
    record Currency(
            String currency,
            boolean reporting,
            Day day,
            List<Trend> trend,
            List<Hour> hours,
            List<HoursOfDay> week,
            int usualWeeks) {}

    /** Net sales of the day, of 364 and of 7 days before, and the basket; null where there were none. */
    record Day(
            BigDecimal netSales,
            BigDecimal lastYear,
            BigDecimal lastWeek,
            BigDecimal basketValue,
            BigDecimal basketValueLastYear) {}

    record Trend(String date, BigDecimal netSales, BigDecimal lastYear, Double completeness) {}

    /** Net sales of a local hour and its usual: the median of the same weekday's four weeks before, as far as there are. */
    record Hour(int hour, BigDecimal netSales, BigDecimal usual) {}

    record HoursOfDay(String date, List<Hour> hours) {}

    record Completeness(String date, Double completeness) {}
}
