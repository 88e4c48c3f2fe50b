package io.scanline.cli;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.scanline.spark.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Detection on the last 120 days of M5, in the folder that {@code scanline.m5} names, with sixty changes put in, by each of the seeds
 * of {@code scanline.m5.events}. Days, items and prices are real; a day's units are dealt to hours by a made-up profile and to baskets
 * of five. A change takes away or doubles whole baskets, or, of one category, units: 15 to 100%, 2 to 48 trading hours, longer where
 * fewer customers would leave room for doubt, at a store or a state, after four weeks, away from M5's own events and each other. What
 * really happened in those days and nobody labelled counts against precision. It prints the score, and is no part of a build.
 */
@EnabledIfSystemProperty(named = "scanline.m5.events", matches = ".+")
class M5EventsBenchmark {
    private static final String M5 = System.getProperty("scanline.m5", "");
    private static final LocalDate FIRST = LocalDate.of(2016, 1, 24);
    private static final int DAYS = 120;
    private static final int ORDINARY_DAYS = 28;
    private static final int EVENTS = 60;
    private static final int OPENS = 8;
    private static final int BASKET_UNITS = 5;

    /** Shares of the day's sales, hour by hour from {@link #OPENS}. */
    private static final double[] HOURS = {.04, .06, .07, .08, .09, .08, .08, .08, .09, .11, .10, .07, .05};

    private static final Map<String, String> ZONES =
            Map.of("CA", "America/Los_Angeles", "TX", "America/Chicago", "WI", "America/Chicago");
    /** Standard deviations of a count that a change of customers is to be seen from, as of the chains that generate makes up. */
    private static final double SEEN_FROM = 6;

    private static final StructType CHANGES = new StructType()
            .add("event_id", DataTypes.StringType)
            .add("level", DataTypes.StringType)
            .add("place", DataTypes.StringType)
            .add("of_department", DataTypes.StringType)
            .add("from_hour", DataTypes.LongType)
            .add("to_hour", DataTypes.LongType)
            .add("factor", DataTypes.DoubleType);

    @TempDir
    Path folder;

    private record Change(
            String id,
            String level,
            String place,
            String department,
            LocalDateTime from,
            LocalDateTime to,
            double factor) {
        Row row() {
            return RowFactory.create(id, level, place, department, hour(from), hour(to), factor);
        }

        private static long hour(LocalDateTime time) {
            return time.toLocalDate().toEpochDay() * 24 + time.getHour();
        }

        /** A line of the labels that detect reads. */
        String label(double money) {
            ZoneId zone = ZoneId.of(ZONES.get(place.substring(0, 2)));
            return String.join(
                    ",",
                    id,
                    level,
                    place,
                    department,
                    from.atZone(zone).toInstant().toString(),
                    to.atZone(zone).toInstant().toString(),
                    factor > 1 ? "SALES_SPIKE" : "SALES_DROP",
                    String.format(Locale.ROOT, "%.3f", factor),
                    String.format(Locale.ROOT, "%.2f", money));
        }
    }

    static Stream<Integer> seeds() {
        return Stream.of(System.getProperty("scanline.m5.events", "").split(","))
                .map(Integer::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void score(int seed) throws IOException {
        Path lake = folder.resolve("lake");
        Path labels = folder.resolve("events.csv");
        writeStores();
        try (SparkSession spark = Session.open("m5-events")) {
            writeSales(spark, seed, labels);
        }
        run("ingest", "--dataset=stores", "--source=" + folder.resolve("stores.csv"), "--lake=" + lake);
        run("ingest", "--source=" + folder.resolve("sales"), "--lake=" + lake);
        run("summarize", "--lake=" + lake);
        System.out.println("seed " + seed);
        System.out.println(run("detect", "--replay", "--labels=" + labels, "--lake=" + lake));
    }

    private static String run(String... words) {
        return Commands.run(Map.of(), words).succeeded().out();
    }

    private void writeStores() throws IOException {
        List<String> lines = new ArrayList<>(List.of("store_id,region,country,time_zone,currency,opened_on"));
        for (String store : stores()) {
            String state = store.substring(0, 2);
            lines.add(String.join(",", store, state, "US", ZONES.get(state), "USD", "2010-01-01"));
        }
        Files.write(folder.resolve("stores.csv"), lines);
    }

    private static List<String> stores() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(M5, "stores.csv"))) {
            return lines.skip(1).map(line -> line.split(",")[0]).toList();
        }
    }

    private void writeSales(SparkSession spark, int seed, Path labels) throws IOException {
        Dataset<Row> daily = spark.read()
                .parquet(M5 + "/daily_sales.parquet")
                .where(col("date")
                        .between(FIRST.toString(), FIRST.plusDays(DAYS - 1).toString()));
        Dataset<Row> categories = spark.read().option("header", true).csv(M5 + "/items.csv");
        Dataset<Row> storeDays =
                daily.groupBy("store_id", "date").agg(sum("units").as("day_units"));
        List<Change> changes = changes(seed, stores());
        Dataset<Row> units = dealt(daily, seed)
                .join(broadcast(categories.selectExpr("item_id", "cat_id department")), "item_id")
                .join(broadcast(storeDays), new String[] {"store_id", "date"})
                .withColumn(
                        "baskets",
                        expr("greatest(1, round(day_units * element_at(array(%s), hour - %d) / %d))"
                                .formatted(numbers(HOURS), OPENS - 1, BASKET_UNITS)))
                .withColumn("basket", expr("pmod(xxhash64(dice, 'basket'), cast(baskets as bigint))"));
        Dataset<Row> changed = changed(units, spark, changes).persist();
        changed.where("copies > 0")
                .withColumn("copy", expr("explode(sequence(1, copies))"))
                // a second customer comes with a basket of their own
                .withColumn("basket", expr("basket + if(coalesce(of_department, '') = '*', 100000 * (copy - 1), 0)"))
                .groupBy("store_id", "date", "hour", "basket", "item_id", "department", "price")
                .agg(count(lit(1)).as("quantity"))
                .selectExpr(
                        "store_id",
                        "'1' register_id",
                        "concat(hour, '-', basket) transaction_id",
                        "concat(date, 'T', lpad(hour, 2, '0'), ':', lpad(pmod(basket, 60), 2, '0'), ':00') sold_at",
                        "item_id",
                        "department",
                        "quantity",
                        "0 discount_amount",
                        "cast(quantity * price as decimal(10,2)) net_amount",
                        "date business_date")
                .repartition(col("business_date"))
                .write()
                .option("header", true)
                .partitionBy("business_date")
                .csv(folder.resolve("sales").toString());
        Map<String, Double> money = new HashMap<>();
        changed.where("event_id is not null")
                .groupBy("event_id")
                .agg(expr("cast(sum((copies - 1) * price) as double)"))
                .collectAsList()
                .forEach(row -> money.put(row.getString(0), row.getDouble(1)));
        changed.unpersist();
        List<String> lines =
                new ArrayList<>(List.of("event_id,level,entity,department,start_utc,end_utc,kind,factor,impact_money"));
        changes.forEach(change -> lines.add(change.label(money.getOrDefault(change.id(), 0.0))));
        Files.write(labels, lines);
    }

    /** A row a unit, with its hour and a number of its own. */
    private static Dataset<Row> dealt(Dataset<Row> daily, int seed) {
        double[] until = HOURS.clone();
        for (int i = 1; i < until.length; i++) {
            until[i] += until[i - 1];
        }
        return daily.where("units > 0")
                .withColumn("unit", expr("explode(sequence(1, cast(units as int)))"))
                .withColumn("dice", expr("xxhash64(store_id, item_id, date, unit, %d)".formatted(seed)))
                .withColumn(
                        "hour",
                        expr("%d + least(%d, size(filter(array(%s), share -> share <= pmod(dice, 1000000) / 1e6)))"
                                .formatted(OPENS, HOURS.length - 1, numbers(until))));
    }

    private static String numbers(double[] values) {
        return String.join(
                ", ", Arrays.stream(values).mapToObj(value -> value + "d").toList());
    }

    /** How many times each unit is sold: 0 or 1 under a drop, 1 or 2 under a spike. */
    private static Dataset<Row> changed(Dataset<Row> units, SparkSession spark, List<Change> changes) {
        Dataset<Row> planned =
                spark.createDataFrame(changes.stream().map(Change::row).toList(), CHANGES);
        Dataset<Row> struck = units.withColumn("at_hour", expr("cast(unix_date(date) as bigint) * 24 + hour"))
                .join(
                        broadcast(planned),
                        expr(
                                "place = if(level = 'STORE', store_id, left(store_id, 2))"
                                        + " and of_department in ('*', department) and at_hour >= from_hour and at_hour < to_hour"),
                        "left")
                .withColumn(
                        "drawn",
                        expr(
                                "pmod(if(of_department = '*', xxhash64(store_id, date, hour, basket, 7), xxhash64(dice, 7)), 1000000) / 1e6"));
        return struck.withColumn(
                "copies",
                expr("case when event_id is null then 1 when factor < 1 then if(drawn < factor, 1, 0)"
                        + " else 1 + if(drawn < factor - 1, 1, 0) end"));
    }

    private static List<Change> changes(int seed, List<String> stores) throws IOException {
        Random dice = new Random(seed);
        Set<LocalDate> loud = new HashSet<>();
        try (Stream<String> days = Files.lines(Path.of(M5, "calendar.csv"))) {
            days.skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(line -> !line[7].isEmpty())
                    .forEach(line -> IntStream.rangeClosed(-1, 1)
                            .forEach(near -> loud.add(LocalDate.parse(line[0]).plusDays(near))));
        }
        List<Change> changes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        while (changes.size() < EVENTS) {
            boolean region = changes.size() % 5 == 4;
            String store = stores.get(dice.nextInt(stores.size()));
            String place = region ? store.substring(0, 2) : store;
            boolean category = changes.size() % 4 == 3;
            double size = 0.15 + 0.85 * dice.nextDouble();
            double factor = changes.size() % 2 == 0 ? 1 - size : 1 + size;
            int hours = Math.max((int) (2 * Math.pow(24, dice.nextDouble())), hoursSeen(factor, region, category));
            int from = hours < HOURS.length ? OPENS + dice.nextInt(HOURS.length - hours + 1) : OPENS;
            LocalDate day = FIRST.plusDays(ORDINARY_DAYS + dice.nextInt(DAYS - ORDINARY_DAYS - 4));
            LocalDateTime start = day.atTime(from, 0);
            LocalDateTime end = hours < HOURS.length ? start.plusHours(hours) : start.plusHours(Math.min(48, hours));
            List<String> struck =
                    stores.stream().filter(one -> one.startsWith(place)).toList();
            boolean quiet = day.minusDays(1)
                    .datesUntil(end.toLocalDate().plusDays(2))
                    .noneMatch(
                            near -> loud.contains(near) || struck.stream().anyMatch(one -> taken.contains(one + near)));
            if (quiet) {
                day.datesUntil(end.toLocalDate().plusDays(1)).forEach(on -> struck.forEach(one -> taken.add(one + on)));
                String department = List.of("FOODS", "HOUSEHOLD", "HOBBIES").get(category ? dice.nextInt(2) : 2);
                changes.add(new Change(
                        String.format(Locale.ROOT, "E%03d", changes.size() + 1),
                        region ? "REGION" : "STORE",
                        place,
                        category ? department : "*",
                        start,
                        end,
                        factor));
            }
        }
        return changes;
    }

    /** Hours until so many customers were to come that their number tells the change from chance; a store has some 70 an hour. */
    private static int hoursSeen(double factor, boolean region, boolean category) {
        double customers = Math.pow(SEEN_FROM / 2 / Math.abs(1 - Math.sqrt(factor)), 2);
        double anHour = 70.0 * (region ? 3 : 1) / (category ? 4 : 1);
        return (int) Math.min(48, Math.ceil(customers / anHour));
    }
}
