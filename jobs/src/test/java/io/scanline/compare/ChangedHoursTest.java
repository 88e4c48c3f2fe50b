package io.scanline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.Interval;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.TrendComparisons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes of a few hours, of stores whose days begin at other times and whose hours begin half an hour apart, while clocks change: what
 * is compared again is what comparing everything anew gives.
 */
@ExtendWith(SparkExtension.class)
class ChangedHoursTest {
    /** By store, in an order that is the same in every run. */
    private static final Map<String, String> ZONES = new TreeMap<>(
            Map.of("athens", "Europe/Athens", "boston", "America/New_York", "gander", "America/St_Johns"));

    /** On 31 March clocks change in Europe. */
    private static final List<LocalDate> DAYS = Stream.of("2024-03-26", "2024-03-27", "2024-03-28", "2024-04-02")
            .map(LocalDate::parse)
            .toList();

    private static final Instant NOW = Instant.parse("2024-04-02T14:00:00Z");

    /** Hours of the UTC day: night, noon and evening here or there. */
    private static final List<Integer> TRADING = List.of(2, 3, 8, 9, 14, 21);

    @TempDir
    Path folder;

    private final Random random = new Random(5);

    @Test
    void comparesWhatTheyBearOnAsIfEverythingWereComparedAnew(SparkSession spark) throws IOException {
        Path lake = folder.resolve("lake");
        open(lake, spark);
        HourRows history = new HourRows();
        for (LocalDate day : DAYS) {
            for (int hour : TRADING) {
                Instant at = day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
                for (String store : ZONES.keySet()) {
                    if (!at.isAfter(NOW) && random.nextInt(3) > 0) {
                        sells(history, store, at);
                    }
                }
            }
        }
        history.into(TestLake.in(lake, spark));
        compare(lake, 300, spark);
        List<List<String>> changes = List.of(
                // the next hour, by one store
                List.of("athens 2024-04-02T15:00:00Z"),
                // late, of an hour that was a base across the change of clocks, and of one about midnight; two hours
                // later
                List.of("athens 2024-03-26T09:00:00Z", "boston 2024-03-28T03:00:00Z", "gander 2024-04-02T17:00:00Z"),
                // the next day, after a night without sales
                List.of("athens 2024-04-03T08:00:00Z", "gander 2024-04-03T12:00:00Z"));
        for (List<String> change : changes) {
            HourRows rows = new HourRows(2 + changes.indexOf(change));
            change.forEach(hour -> sells(rows, hour.split(" ")[0], Instant.parse(hour.split(" ")[1])));
            rows.into(TestLake.in(lake, spark));
            compare(lake, 300, spark);
        }
        Path anew = folder.resolve("anew");
        FileUtils.copyDirectory(lake.toFile(), anew.toFile());
        // other options have the whole table written
        compare(anew, 301, spark);
        Set<String> found = numbers(lake, spark);
        Set<String> expected = numbers(anew, spark);
        assertThat(without(found, expected)).as("too much").isEmpty();
        assertThat(without(expected, found)).as("missing").isEmpty();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private void sells(HourRows rows, String store, Instant at) {
        ZoneId zone = ZoneId.of(ZONES.get(store));
        // hours start when the store's clock says so
        Instant start = store.equals("gander") ? at.plus(Duration.ofMinutes(30)) : at;
        rows.sells(store, zone.getId(), start, "" + (1 + random.nextInt(100)), 1 + random.nextInt(9));
    }

    private static void compare(Path lake, int days, SparkSession spark) {
        TestLake.run(lake, spark, new CompareJob(new CompareOptions(Interval.unbounded(), days, 300, 0, "")));
    }

    private static Set<String> numbers(Path lake, SparkSession spark) {
        return TestLake.in(lake, spark)
                .read(TrendComparisons.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .collectAsList()
                .stream()
                .map(Row::toString)
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private static void open(Path lake, SparkSession spark) {
        Map<String, Object>[] stores = ZONES.entrySet().stream()
                .map(store -> Map.of(
                        Stores.STORE_ID,
                        store.getKey(),
                        Stores.REGION,
                        store.getKey().substring(0, 1),
                        Stores.COUNTRY,
                        "DE",
                        Stores.TIME_ZONE,
                        store.getValue(),
                        Stores.CURRENCY,
                        "EUR",
                        Stores.OPENED_ON,
                        "2020-01-01"))
                .toArray(Map[]::new);
        TableRows.fill(TestLake.in(lake, spark), Stores.TABLE, stores);
    }
}
