package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

import io.scanline.config.Interval;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs history as if it came in hour by hour, late hours when they did ({@link LateArrivals}), and says what {@link DetectJob}
 * would have found when. Writes nothing.
 *
 * <p>What is usual on a day rests on the days before it, so it is worked out once a day; each series is then walked hour by hour
 * within its partition. The steps of all days go through one pass, as if each were a run of its own.
 */
public final class ReplayJob implements Job<ReplayResult> {
    private static final int HOUR = 3600;
    private static final String LAST = "last";

    private final ReplayOptions options;

    public ReplayJob(ReplayOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "detect --replay";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public Interval interval() {
        return options.detection().interval();
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public ReplayResult run(SparkSession spark, Lake lake) {
        if (options.labels() != null) {
            // before minutes of work that would be for nothing
            Labels.open(spark, options.labels());
        }
        ScoredDays scored = ScoredDays.of(lake, options.detection());
        if (scored.isEmpty()) {
            return ReplayResult.nothing();
        }
        Dataset<Row> members = Nodes.members(lake.read(Stores.TABLE));
        lake.run().step("Looking for hours that came late");
        try (Held late = Held.of(LateArrivals.of(lake, scored.read(SalesLines.BUSINESS_DATE)))) {
            long lateHours = late.rows().count();
            lake.run()
                    .step(String.format(
                            "Working out what to expect of %,d days",
                            scored.days().size()));
            Dataset<Row> expectations = StoreHistory.of(
                            lake, scored.read(HourlySales.LOCAL_DATE), scored.blocks(), late.rows())
                    .mapPartitions(new StoreExpectations(scored.period(), true), Encoders.row(HourSchema.REPLAYED));
            try (Held storeHours = Held.of(expectations)) {
                return replay(lake, scored, storeHours.rows(), members, lateHours);
            }
        }
    }

    private ReplayResult replay(
            Lake lake, ScoredDays scored, Dataset<Row> storeHours, Dataset<Row> members, long lateHours) {
        Map<Integer, long[]> steps = steps(storeHours, scored.epochDays());
        long stepCount = steps.values().stream().mapToLong(s -> s.length).sum();
        lake.run().step(String.format("Replaying %,d days in %,d steps", steps.size(), stepCount));
        List<Alert> alerts = alerts(lake, storeHours, members, steps);
        double storeWeeks = storeHours
                        .where(col(HourSchema.LOCAL_DATE).isin(scored.days().toArray()))
                        .select(HourSchema.STORE, HourSchema.LOCAL_DATE)
                        .distinct()
                        .count()
                / 7.0;
        List<Alert> stories = alerts.stream().filter(Alert::everStory).toList();
        return new ReplayResult(
                scored.days().first(),
                scored.days().last(),
                stepCount,
                lateHours,
                stories.size(),
                stories.stream().filter(alert -> !alert.stands()).count(),
                ReplayResult.per100(stories.size(), storeWeeks),
                options.labels() == null ? null : score(lake, scored, alerts, storeWeeks));
    }

    private ReplayResult.Score score(Lake lake, ScoredDays scored, List<Alert> alerts, double storeWeeks) {
        lake.run().step("Comparing with the labels");
        List<Label> labels = Labels.read(lake, options.detection(), options.labels()).stream()
                .filter(label -> isReplayed(label, scored))
                .toList();
        return ReplayResult.Score.of(ReplayScore.of(labels, alerts, storesOf(lake)), storeWeeks);
    }

    private static boolean isReplayed(Label label, ScoredDays scored) {
        LocalDate day = LocalDate.ofInstant(label.from(), ZoneOffset.UTC);
        return !day.isBefore(scored.days().first())
                && !day.isAfter(scored.days().last());
    }

    /** A day is looked at when each of its hours is over, in whichever store, and when late hours of it come. */
    private static Map<Integer, long[]> steps(Dataset<Row> storeHours, Set<Integer> days) {
        Map<Integer, long[]> steps = new HashMap<>();
        for (Row row : storeHours
                .groupBy(HourSchema.LOCAL_DATE)
                .agg(
                        min(col(HourSchema.HOUR)).cast("long"),
                        max(col(HourSchema.HOUR)).cast("long"),
                        collect_set(HourSchema.VALID_FROM))
                .collectAsList()) {
            int day = (int) row.getDate(0).toLocalDate().toEpochDay();
            if (days.contains(day)) {
                TreeSet<Long> moments = new TreeSet<>();
                for (long start = row.getLong(1); start <= row.getLong(2); start += HOUR) {
                    moments.add(start + HOUR);
                }
                row.<Long>getList(3).stream().filter(moment -> moment > 0).forEach(moments::add);
                steps.put(day, moments.stream().mapToLong(Long::longValue).toArray());
            }
        }
        return steps;
    }

    private List<Alert> alerts(Lake lake, Dataset<Row> storeHours, Dataset<Row> members, Map<Integer, long[]> steps) {
        String[] known = {HourSchema.VALID_FROM, HourSchema.VALID_TO};
        Dataset<Row> tests = Nodes.of(storeHours, members, known)
                .transform(NodeTests.byNode(known))
                .mapPartitions(
                        new NodeReplay(steps, options.detection().falseDiscoveryRate()),
                        Encoders.row(NodeReplay.SCHEMA));
        Dataset<Row> found = Discoveries.withQValues(tests, col(NodeReplay.TESTS), NodeReplay.AS_OF)
                .transform(Discoveries.worthALook(options.detection()))
                .transform(findings -> Drivers.withIds(findings, NodeReplay.AS_OF))
                .withColumn(ReplayedEvents.EVENT, col(Drivers.ID))
                // an event at a step, for whoever joins by it
                .withColumn(Drivers.ID, concat(col(Drivers.ID), lit("@"), col(NodeReplay.AS_OF)));
        try (Held findings = Held.of(found)) {
            Column inForce = col(HourSchema.VALID_FROM)
                    .leq(col(NodeReplay.AS_OF))
                    .and(col(HourSchema.VALID_TO).gt(col(NodeReplay.AS_OF)));
            Dataset<Row> driven = Drivers.of(findings.rows(), storeHours, members, inForce, NodeReplay.AS_OF);
            Dataset<Row> events = Context.of(driven, lake, members)
                    .select(columns())
                    .repartition(col(NodeReplay.AS_OF), col(Finding.DAY), col(HourSchema.CURRENCY))
                    .mapPartitions(new ReplayedEvents(), Encoders.row(ReplayedEvents.SCHEMA));
            return alertRows(events).collectAsList().stream()
                    .map(row -> alert(row, steps))
                    .toList();
        }
    }

    private static Column[] columns() {
        return Stream.concat(
                        Stream.of(DetectJob.explainedColumns()),
                        Stream.of(col(ReplayedEvents.EVENT), col(NodeReplay.AS_OF)))
                .toArray(Column[]::new);
    }

    /** One row an event: as many as a run of detect over the same days would write, and those that were taken back. */
    private static Dataset<Row> alertRows(Dataset<Row> events) {
        return events.groupBy(
                        ReplayedEvents.EVENT,
                        Nodes.LEVEL,
                        Nodes.ENTITY,
                        HourSchema.DEPARTMENT,
                        Finding.KIND,
                        Finding.DAY)
                .agg(
                        min(NodeReplay.AS_OF).as(NodeReplay.AS_OF),
                        min(ReplayedEvents.FROM).as(ReplayedEvents.FROM),
                        max(ReplayedEvents.TO).as(ReplayedEvents.TO),
                        max(ReplayedEvents.STORY).as("ever_story"),
                        max_by(col(ReplayedEvents.STORY), col(NodeReplay.AS_OF)).as(ReplayedEvents.STORY),
                        max(NodeReplay.AS_OF).as(LAST));
    }

    private static Alert alert(Row row, Map<Integer, long[]> steps) {
        long[] ofDay =
                steps.get((int) row.<Date>getAs(Finding.DAY).toLocalDate().toEpochDay());
        return new Alert(
                row.getAs(ReplayedEvents.EVENT),
                row.getAs(Nodes.LEVEL),
                row.getAs(Nodes.ENTITY),
                row.getAs(HourSchema.DEPARTMENT),
                Kind.valueOf(row.getAs(Finding.KIND)),
                instant(row, NodeReplay.AS_OF),
                instant(row, ReplayedEvents.FROM),
                instant(row, ReplayedEvents.TO),
                row.getAs("ever_story"),
                row.getAs(ReplayedEvents.STORY),
                row.<Long>getAs(LAST) == ofDay[ofDay.length - 1]);
    }

    private static Instant instant(Row row, String column) {
        return Instant.ofEpochSecond(row.<Long>getAs(column));
    }

    private static Map<String, Set<String>> storesOf(Lake lake) {
        Map<String, Set<String>> storesOf = new HashMap<>();
        for (Row store : lake.read(Stores.TABLE)
                .select(Stores.STORE_ID, Stores.REGION, Stores.COUNTRY)
                .collectAsList()) {
            for (String place : List.of(
                    HourlySales.STORE + " " + store.getString(0),
                    HourlySales.REGION + " " + store.getString(1),
                    HourlySales.COUNTRY + " " + store.getString(2),
                    HourlySales.CHAIN + " " + HourlySales.CHAIN_ENTITY)) {
                storesOf.computeIfAbsent(place, k -> new TreeSet<>()).add(store.getString(0));
            }
        }
        return storesOf;
    }
}
