package io.scanline.detect;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;

/**
 * Hourly sales of a chain whose customers come at random: three departments, 9 to 21 o'clock, more on Fridays and Saturdays, shut
 * on Sundays, days that go better or worse by 4%.
 */
final class SimulatedChain {
    static final LocalDate START = LocalDate.of(2024, 1, 1);
    static final List<String> DEPARTMENTS = List.of("dairy", "fresh", "grocery");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int OPENS = 9;
    private static final int CLOSES = 21;
    private static final double[] WEEKDAY = {0.9, 0.85, 0.9, 1, 1.25, 1.4, 0};
    private static final double[] DEPARTMENT = {0.2, 0.3, 0.5};

    private final List<String> stores = new ArrayList<>();
    private final Map<String, Integer> opened = new HashMap<>();
    private final List<Shock> shocks = new ArrayList<>();
    private final Random random;
    private final int days;
    private double quietness = 1;
    private int arrivedUntil = CLOSES;

    /** What happens to a store on a day from one hour to another: factors on customers, and on returns; missing where 0. */
    record Shock(
            String store,
            int day,
            int from,
            int to,
            String department,
            double customers,
            double returns,
            boolean missing) {}

    SimulatedChain(int stores, int days, long seed) {
        this.days = days;
        this.random = new Random(seed);
        for (int i = 0; i < stores; i++) {
            this.stores.add(String.format("S%02d", i));
        }
    }

    static String region(String store) {
        return "R" + Integer.parseInt(store.substring(1)) / 4;
    }

    SimulatedChain opening(String store, int day) {
        opened.put(store, day);
        return this;
    }

    /** Stores with so many times fewer customers. */
    SimulatedChain quieterBy(double times) {
        quietness = times;
        return this;
    }

    /** Of the last day only the first store's hours before this one are there: the rest is still to come. */
    SimulatedChain lastDayArrivedUntil(int hour) {
        arrivedUntil = hour;
        return this;
    }

    List<Shock> shocks() {
        return shocks;
    }

    SimulatedChain with(Shock shock) {
        shocks.add(shock);
        return this;
    }

    SimulatedChain sales(String store, int day, int from, int to, double customers) {
        return with(new Shock(store, day, from, to, "*", customers, 1, false));
    }

    void fill(Lake lake) {
        write(lake, Stores.TABLE, stores.stream().map(this::storeRow).toList());
        List<Map<String, Object>> hours = new ArrayList<>();
        for (String store : stores) {
            double size = (25 + 10 * random.nextInt(4)) / quietness;
            for (int day = opened.getOrDefault(store, 0); day < days; day++) {
                double mood = 1 + 0.04 * random.nextGaussian();
                boolean arriving = arrivedUntil < CLOSES && day == days - 1;
                int until = !arriving ? CLOSES : store.equals(stores.get(0)) ? arrivedUntil : OPENS;
                for (int hour = OPENS; hour < until; hour++) {
                    addHour(store, day, hour, size * mood, hours);
                }
            }
        }
        write(lake, HourlySales.TABLE, hours);
    }

    private void addHour(String store, int day, int hour, double size, List<Map<String, Object>> into) {
        LocalDate date = START.plusDays(day);
        double customers =
                size * WEEKDAY[date.getDayOfWeek().getValue() - 1] * (1 + 0.5 * Math.sin((hour - OPENS) / 4.0));
        double[] all = new double[4];
        for (int d = 0; d < DEPARTMENTS.size(); d++) {
            double[] of = new double[4];
            String department = DEPARTMENTS.get(d);
            double factor = 1;
            double returns = 1;
            boolean missing = false;
            for (Shock shock : shocks) {
                if (shock.store().equals(store)
                        && shock.day() == day
                        && hour >= shock.from()
                        && hour < shock.to()
                        && (shock.department().equals("*") || shock.department().equals(department))) {
                    factor *= shock.customers();
                    returns *= shock.returns();
                    missing |= shock.missing();
                }
            }
            int baskets = poisson(customers * DEPARTMENT[d] * factor);
            for (int i = 0; i < baskets; i++) {
                of[0] += 5 - 8 * Math.log(1 - random.nextDouble());
            }
            of[1] = baskets;
            for (int i = poisson(customers * DEPARTMENT[d] * 0.01 * returns); i > 0; i--) {
                of[2] += 5 - 8 * Math.log(1 - random.nextDouble());
                of[3]++;
            }
            if (baskets > 0 && !missing) {
                into.add(hourRow(store, date, hour, department, of));
                for (int i = 0; i < all.length; i++) {
                    all[i] += of[i];
                }
            }
        }
        if (all[1] > 0) {
            into.add(hourRow(store, date, hour, "*", all));
        }
    }

    private int poisson(double mean) {
        double limit = Math.exp(-Math.min(mean, 600));
        double product = random.nextDouble();
        int n = 0;
        while (product > limit) {
            product *= random.nextDouble();
            n++;
        }
        return n;
    }

    private Map<String, Object> storeRow(String store) {
        Map<String, Object> row = new HashMap<>();
        row.put(Stores.STORE_ID, store);
        row.put(Stores.REGION, region(store));
        row.put(Stores.COUNTRY, "DE");
        row.put(Stores.TIME_ZONE, ZONE.getId());
        row.put(Stores.CURRENCY, "EUR");
        return row;
    }

    private static Map<String, Object> hourRow(String store, LocalDate date, int hour, String department, double[] of) {
        Map<String, Object> row = new HashMap<>();
        for (StructField field : HourlySales.TABLE.rowSchema().fields()) {
            if (!field.nullable()) {
                String type = field.dataType().typeName();
                row.put(
                        field.name(),
                        type.startsWith("decimal") ? BigDecimal.ZERO : type.equals("long") ? (Object) 0L : 1);
            }
        }
        row.put(HourlySales.LEVEL, HourlySales.STORE);
        row.put(HourlySales.ENTITY, store);
        row.put(
                HourlySales.HOUR_START_UTC,
                Timestamp.from(date.atTime(hour, 0).atZone(ZONE).toInstant()));
        row.put(HourlySales.DEPARTMENT, department);
        row.put(HourlySales.CURRENCY, "EUR");
        row.put(HourlySales.NET_SALES, money(of[0] - of[2]));
        row.put(HourlySales.RETURNS_AMOUNT, money(of[2]));
        row.put(HourlySales.UNITS_RETURNED, money(of[3]));
        row.put(HourlySales.TRANSACTIONS, Math.round(of[1]));
        row.put(HourlySales.COMPLETENESS, 1.0);
        row.put(HourlySales.LOCAL_DATE, Date.valueOf(date));
        row.put(HourlySales.LOCAL_HOUR, hour);
        row.put(HourlySales.STATUS, "FINAL");
        return row;
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(4, RoundingMode.HALF_EVEN);
    }

    static void write(Lake lake, Table table, List<Map<String, Object>> rows) {
        List<Row> values = rows.stream()
                .map(row -> RowFactory.create(
                        Stream.of(table.rowSchema().fieldNames()).map(row::get).toArray()))
                .toList();
        Dataset<Row> dataset = lake.spark().createDataFrame(values, table.rowSchema());
        DeltaIo.replace(lake, table, dataset, Scope.everything());
    }
}
