package io.scanline.compare;

import static org.apache.spark.sql.functions.col;

import io.scanline.calendar.HolidayCalendar;
import io.scanline.table.Holidays;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The holidays of the countries that stores are in: those of the lake, or a country's public ones where it has none. */
final class HolidayReader {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2050, 1, 1);
    private static final String EVERY_REGION = "*";

    private HolidayReader() {}

    /** Country to its holidays, by what they are called. */
    static Map<String, HolidayMatches> of(Lake lake, Dataset<Row> stores) {
        Map<String, Map<LocalDate, List<String>>> known = new HashMap<>();
        // a few days a year and country
        for (Row holiday : lake.read(Holidays.TABLE)
                .where(col(Holidays.REGION).equalTo(EVERY_REGION))
                .select(Holidays.COUNTRY, Holidays.DATE, Holidays.CODE)
                .collectAsList()) {
            known.computeIfAbsent(holiday.getString(0), none -> new HashMap<>())
                    .computeIfAbsent(holiday.getDate(1).toLocalDate(), none -> new ArrayList<>())
                    .add(holiday.getString(2));
        }
        Map<String, HolidayMatches> matches = new HashMap<>();
        for (String country :
                stores.select(Stores.COUNTRY).distinct().as(Encoders.STRING()).collectAsList()) {
            matches.put(
                    country, new HolidayMatches(known.containsKey(country) ? known.get(country) : ofCalendar(country)));
        }
        return matches;
    }

    private static Map<LocalDate, ? extends Collection<String>> ofCalendar(String country) {
        return HolidayCalendar.isKnown(country) ? HolidayCalendar.of(country).between(FIRST, LAST) : Map.of();
    }
}
