package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.spark.RowChanges;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.UnusualEvents;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds the hours that differ from what the past leads one to expect.
 *
 * <p>One shuffle by store gives what was expected of every hour; sums of that are scanned node by node, region and country too;
 * the few windows that pass the false-discovery control and the gates are explained and told. Cost follows the scored days and
 * the weeks of history before them. The events of a scored day are brought up to date, and those that are not found any more are
 * retracted; where all are the same, nothing is written. What analysts said of events ({@code event_feedback}) is noted on all.
 */
public final class DetectJob implements Job<DetectResult> {
    private final DetectOptions options;

    public DetectJob(DetectOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "detect";
    }

    @Override
    public Object options() {
        return new DetectOptions(
                Interval.unbounded(),
                options.backfillDays(),
                options.weeks(),
                options.falseDiscoveryRate(),
                options.minPercent(),
                options.minMoney());
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public DetectResult run(SparkSession spark, Lake lake) {
        lake.run().step("Looking for hours that changed");
        ScoredDays scored = ScoredDays.of(lake, options);
        Feedback feedback = Feedback.of(lake);
        if (scored.isEmpty()) {
            return feedback.isNew() ? onlyFeedback(lake, feedback) : DetectResult.nothingChanged(0);
        }
        Dataset<Row> members = Nodes.members(lake.read(Stores.TABLE));

        lake.run()
                .step(String.format(
                        "Working out what to expect of %,d days", scored.days().size()));
        Dataset<Row> expectations = StoreHistory.of(lake, scored.read(HourlySales.LOCAL_DATE), scored.blocks())
                .mapPartitions(new StoreExpectations(scored.period(), false), Encoders.row(HourSchema.SCHEMA));
        try (Held storeHours = Held.of(expectations)) {
            lake.run().linesIn(storeHours.rows().count());
            return test(lake, scored, feedback, storeHours.rows(), members);
        }
    }

    private DetectResult test(
            Lake lake, ScoredDays scored, Feedback feedback, Dataset<Row> storeHours, Dataset<Row> members) {
        lake.run().step("Testing stores, regions and countries for windows that stand out");
        Dataset<Row> nodes = Nodes.of(storeHours, members)
                .transform(NodeTests.byNode())
                .mapPartitions(new NodeTests(scored.epochDays()), Encoders.row(Finding.SCHEMA));
        try (Held tests = Held.of(nodes)) {
            long testCount = tests.rows().count();
            lake.run().step(String.format("Explaining what is left of %,d tests", testCount));
            try (Held events = Held.of(events(lake, tests.rows(), storeHours, members))) {
                return publish(lake, scored, feedback, testCount, events.rows(), storeHours, members);
            }
        }
    }

    /**
     * Events of the scored days that are not found any more stay as retracted ones. Those of days that are not scored change
     * only where analysts said something new.
     */
    private static DetectResult publish(
            Lake lake,
            ScoredDays scored,
            Feedback feedback,
            long testCount,
            Dataset<Row> found,
            Dataset<Row> storeHours,
            Dataset<Row> members) {
        Dataset<Row> all = rows(lake);
        Dataset<Row> onScoredDays = all.where(scored.holds(UnusualEvents.LOCAL_DATE));
        try (Held gone = Held.of(Retractions.gone(found, onScoredDays))) {
            long retracted = gone.rows().count();
            Dataset<Row> current =
                    retracted == 0 ? found : found.unionByName(Retractions.of(gone.rows(), found, storeHours, members));
            Dataset<Row> published = feedback.isNew() ? all : onScoredDays;
            Dataset<Row> told = feedback.isNew()
                    ? current.unionByName(RowChanges.gone(UnusualEvents.TABLE, current, published))
                    : current;
            DeltaIo.Commit commit = write(lake, feedback.applied(told), published);
            Row counts = found.agg(
                            count(lit(1)),
                            count(when(col(UnusualEvents.PARENT_EVENT_ID).isNull(), 1)))
                    .head();
            return new DetectResult(
                    scored.days().first(),
                    scored.days().last(),
                    scored.days().size(),
                    testCount,
                    counts.getLong(1),
                    counts.getLong(0),
                    retracted,
                    commit.rows());
        }
    }

    private Dataset<Row> events(Lake lake, Dataset<Row> tests, Dataset<Row> storeHours, Dataset<Row> members) {
        Dataset<Row> windows = tests.transform(Discoveries::withQValues)
                .transform(Discoveries.worthALook(options))
                .repartition(col(Nodes.LEVEL), col(Nodes.ENTITY), col(HourSchema.CURRENCY))
                .sortWithinPartitions(
                        MergedWindows.ORDER[0], Arrays.copyOfRange(MergedWindows.ORDER, 1, MergedWindows.ORDER.length))
                .mapPartitions(new MergedWindows(), Encoders.row(Finding.SCHEMA))
                .transform(Drivers::withIds);
        return windows.transform(findings -> Drivers.of(findings, storeHours, members))
                .transform(findings -> Context.of(findings, lake, members))
                .select(explainedColumns())
                .repartition(col(HourSchema.CURRENCY))
                .mapPartitions(new EventRows(), Encoders.row(EventRows.schema()));
    }

    /** Finding's columns first, in its order. */
    static Column[] explainedColumns() {
        return Stream.concat(
                        Stream.of(Finding.SCHEMA.fieldNames()),
                        Stream.of(
                                Drivers.ID,
                                Drivers.DRIVERS,
                                Drivers.PLACE_BREADTH,
                                Drivers.PLACES_MOVED,
                                Drivers.DEPARTMENT_BREADTH,
                                Drivers.DEPARTMENTS_MOVED,
                                Drivers.DEPARTMENTS,
                                Context.CONTEXT))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    private static DetectResult onlyFeedback(Lake lake, Feedback feedback) {
        lake.run().step("Noting what analysts said");
        Dataset<Row> published = rows(lake);
        return DetectResult.nothingChanged(
                write(lake, feedback.applied(published), published).rows());
    }

    private static Dataset<Row> rows(Lake lake) {
        return lake.read(UnusualEvents.TABLE).drop(Table.RUN_ID, Table.COMPUTED_AT);
    }

    /** No row is ever removed: what no longer stands says so. */
    private static DeltaIo.Commit write(Lake lake, Dataset<Row> events, Dataset<Row> published) {
        return DeltaIo.merge(
                lake,
                UnusualEvents.TABLE,
                RowChanges.changed(UnusualEvents.TABLE, events, published),
                published.limit(0),
                UnusualEvents.LOCAL_DATE);
    }
}
