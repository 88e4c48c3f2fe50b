package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.Interval;
import io.scanline.table.DemandHistory;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import io.scanline.table.StoreClosures;
import io.scanline.table.Table;
import io.scanline.table.Types;
import io.scanline.table.UnusualEvents;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class DeltaIoTest {
    @TempDir
    Path folder;

    @Test
    void replacesOnlyTheDaysItNames(SparkSession spark) {
        DeltaIo.replace(
                TestLake.in(folder, spark),
                DemandHistory.TABLE,
                TestLake.demand(spark, "2024-03-01", "2024-03-02"),
                Scope.everything());
        String before = runOf(spark, "2024-03-01");

        DeltaIo.Commit commit = DeltaIo.replace(
                TestLake.in(folder, spark),
                DemandHistory.TABLE,
                TestLake.demand(spark, "2024-03-02"),
                Scope.dates(DemandHistory.DATE, List.of(LocalDate.parse("2024-03-02"))));

        assertThat(commit.rows()).isEqualTo(1);
        assertThat(runOf(spark, "2024-03-01")).isEqualTo(before);
        assertThat(runOf(spark, "2024-03-02")).isNotEqualTo(before);
        assertThat(TestLake.in(folder, spark).read(DemandHistory.TABLE).count()).isEqualTo(2);
    }

    @Test
    void aTableOfAnOlderVersionIsReadAndGetsTheNewColumnsWhenItIsWritten(SparkSession spark) {
        Table older = Table.named("notes")
                .required("id", Types.STRING, "note")
                .key("id")
                .build();
        Table newer = Table.named("notes")
                .required("id", Types.STRING, "note")
                .optional("text", Types.STRING, "what it says; null where the writer did not know texts")
                .key("id")
                .build();
        DeltaIo.append(TestLake.in(folder, spark), older, spark.sql("SELECT 'a' AS id"), 1);
        assertThat(notes(spark, newer)).containsExactly(RowFactory.create("a", null));

        DeltaIo.append(TestLake.in(folder, spark), newer, spark.sql("SELECT 'b' AS id, 'B' AS text"), 2);
        assertThat(notes(spark, newer)).containsExactly(RowFactory.create("a", null), RowFactory.create("b", "B"));

        DeltaIo.upsert(TestLake.in(folder, spark), newer, spark.sql("SELECT 'a' AS id, 'A' AS text"));
        assertThat(notes(spark, newer)).containsExactly(RowFactory.create("a", "A"), RowFactory.create("b", "B"));
        assertThat(TestLake.in(folder, spark).latestVersion(newer))
                .as("three writes, and once the new column")
                .isEqualTo(3);
    }

    private List<Row> notes(SparkSession spark, Table table) {
        return TestLake.in(folder, spark)
                .read(table)
                .select("id", "text")
                .orderBy("id")
                .collectAsList();
    }

    @Test
    void refusesRowsOutsideTheScope(SparkSession spark) {
        assertThatThrownBy(() -> DeltaIo.replace(
                        TestLake.in(folder, spark),
                        DemandHistory.TABLE,
                        TestLake.demand(spark, "2024-03-05"),
                        Scope.dates(DemandHistory.DATE, List.of(LocalDate.parse("2024-03-02")))))
                .hasMessageContaining("2024-03-02");
    }

    @Test
    void skipsAnAppendThatTheTableHasSeen(SparkSession spark) {
        DeltaIo.append(TestLake.in(folder, spark), DemandHistory.TABLE, TestLake.demand(spark, "2024-03-01"), 7);
        DeltaIo.Commit again = DeltaIo.append(
                TestLake.in(folder, spark), DemandHistory.TABLE, TestLake.demand(spark, "2024-03-01"), 7);

        assertThat(again.skipped()).isTrue();
        assertThat(TestLake.in(folder, spark).read(DemandHistory.TABLE).count()).isEqualTo(1);
    }

    @Test
    void whatIsComputedAnewIsUpdatedAddedAndRemovedInOneCommit(SparkSession spark) {
        Table notes = Table.named("notes")
                .required("id", Types.STRING, "note")
                .required("day", Types.DATE, "of the note")
                .optional("text", Types.STRING, "what it says")
                .key("id")
                .build();
        String before = "SELECT * FROM VALUES ('same', DATE'2024-03-01', NULL), ('other', DATE'2024-03-01', NULL), "
                + "('gone', DATE'2024-03-02', 'g') AS notes(id, day, text)";
        String now = "SELECT * FROM VALUES ('same', DATE'2024-03-01', NULL), ('other', DATE'2024-03-01', 'o'), "
                + "('new', DATE'2024-03-03', NULL) AS notes(id, day, text)";
        DeltaIo.append(TestLake.in(folder, spark), notes, spark.sql(before), 1);
        String run = TestLake.in(folder, spark).read(notes).head().getAs(Table.RUN_ID);

        DeltaIo.Commit commit = merge(spark, notes, now);

        assertThat(commit.rows()).isEqualTo(3);
        Lake lake = TestLake.in(folder, spark);
        assertThat(lake.latestVersion(notes)).isEqualTo(1);
        assertThat(notes(spark, notes))
                .containsExactly(
                        RowFactory.create("new", null),
                        RowFactory.create("other", "o"),
                        RowFactory.create("same", null));
        assertThat(lake.read(notes)
                        .where(col(Table.RUN_ID).equalTo(run))
                        .select("id")
                        .collectAsList())
                .as("rows that a later run left as they were")
                .containsExactly(RowFactory.create("same"));
        assertThat(merge(spark, notes, now).skipped()).isTrue();
    }

    private DeltaIo.Commit merge(SparkSession spark, Table table, String rows) {
        Lake lake = TestLake.in(folder, spark);
        return DeltaIo.merge(lake, table, RowChanges.between(table, spark.sql(rows), lake.read(table)), "day");
    }

    @Test
    void upsertLeavesRowsThatSayNothingNew(SparkSession spark) {
        DeltaIo.upsert(TestLake.in(folder, spark), StoreClosures.TABLE, closure(spark, "stocktaking"));
        DeltaIo.Commit same =
                DeltaIo.upsert(TestLake.in(folder, spark), StoreClosures.TABLE, closure(spark, "stocktaking"));
        DeltaIo.Commit news = DeltaIo.upsert(TestLake.in(folder, spark), StoreClosures.TABLE, closure(spark, "flood"));

        assertThat(same.skipped()).isTrue();
        assertThat(news.rows()).isEqualTo(1);
        assertThat(TestLake.in(folder, spark)
                        .read(StoreClosures.TABLE)
                        .select(StoreClosures.REASON)
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactly("flood");
    }

    @Test
    void namesEveryColumnThatDoesNotFit(SparkSession spark) {
        Dataset<Row> rows = TestLake.demand(spark, "2024-03-01")
                .drop(DemandHistory.CENSORED)
                .withColumn(DemandHistory.DEMAND, lit("many"))
                .withColumn("weather", lit("rain"));

        assertThatThrownBy(() -> DeltaIo.append(TestLake.in(folder, spark), DemandHistory.TABLE, rows, 1))
                .hasMessageContaining("censored is missing")
                .hasMessageContaining("demand is string, not double")
                .hasMessageContaining("weather is not in the table");
    }

    @Test
    void dryRunCountsAndChangesNothing(SparkSession spark) {
        Lake dry = Lake.open(
                spark, io.scanline.storage.Location.of(folder), Run.start("test", "", spark, (run, step) -> {}), true);

        assertThat(DeltaIo.append(dry, DemandHistory.TABLE, TestLake.demand(spark, "2024-03-01"), 1)
                        .rows())
                .isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void storesEveryTableWithItsCommentsAndNestedTypes(SparkSession spark) {
        for (Table table : List.of(UnusualEvents.TABLE, HourlySales.TABLE)) {
            DeltaIo.append(TestLake.in(folder, spark), table, spark.createDataFrame(List.of(), table.rowSchema()), 1);

            assertThat(Stream.of(TestLake.in(folder, spark).read(table).schema().fields())
                            .map(field ->
                                    field.name() + ": " + field.getComment().get()))
                    .containsExactlyElementsOf(Stream.of(table.schema().fields())
                            .map(field ->
                                    field.name() + ": " + field.getComment().get())
                            .toList());
        }
    }

    @Test
    void changesSinceAVersionAreTheRowsThatCameLater(SparkSession spark) {
        DeltaIo.append(
                TestLake.in(folder, spark),
                HourlySales.TABLE,
                spark.createDataFrame(List.of(), HourlySales.TABLE.rowSchema()),
                1);
        Lake lake = TestLake.in(folder, spark);
        long version = lake.version(HourlySales.TABLE);

        assertThat(lake.changes(HourlySales.TABLE, version).count()).isZero();
        assertThat(lake.changes(HourlySales.TABLE, -1).columns()).contains("_change_type");
    }

    @Test
    void aFinishedRunTellsTheNextOneWhatItRead(SparkSession spark) {
        assertThat(TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-01")))
                        .readBefore())
                .isEqualTo(-1);
        assertThat(TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-02")))
                        .readBefore())
                .isEqualTo(-1);
        assertThat(TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-03")))
                        .readBefore())
                .isZero();

        Row run = TestLake.in(folder, spark)
                .read(Runs.TABLE)
                .orderBy(col(Runs.STARTED_AT).desc())
                .head();
        assertThat(run.<String>getAs(Runs.STATUS)).isEqualTo("DONE");
        assertThat(run.<Long>getAs(Runs.LINES_OUT)).isEqualTo(1);
        assertThat(run.getMap(run.fieldIndex(Runs.OUTPUT_VERSIONS))
                        .get("demand_history")
                        .get())
                .isEqualTo(2L);
    }

    /** What the run with other options left in the tables is not what these options make. */
    @Test
    void aRunAfterOneWithOtherOptionsStartsAnew(SparkSession spark) {
        TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-01"), "usual"));
        TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-02"), "other"));

        assertThat(TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-03"), "usual"))
                        .readBefore())
                .isEqualTo(-1);
        assertThat(TestLake.run(folder, spark, new ReadsDemand(TestLake.demand(spark, "2024-03-04"), "usual"))
                        .readBefore())
                .isEqualTo(1);
    }

    record Seen(long readBefore) implements Result {
        @Override
        public String summary() {
            return "read " + readBefore + " before";
        }
    }

    /** Looks at demand_history, then adds to it. */
    record ReadsDemand(Dataset<Row> more, String options) implements Job<Seen> {
        ReadsDemand(Dataset<Row> more) {
            this(more, "the same");
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Seen run(SparkSession spark, Lake lake) {
            long readBefore = lake.lastRead(DemandHistory.TABLE).orElse(-1);
            lake.version(DemandHistory.TABLE);
            DeltaIo.append(
                    lake, DemandHistory.TABLE, more, lake.run().startedAt().toEpochMilli());
            return new Seen(readBefore);
        }

        @Override
        public Interval interval() {
            return Interval.unbounded();
        }
    }

    private static Dataset<Row> closure(SparkSession spark, String reason) {
        Row row = RowFactory.create("001", Date.valueOf("2024-03-01"), Date.valueOf("2024-03-02"), reason);
        return spark.createDataFrame(List.of(row), StoreClosures.TABLE.rowSchema());
    }

    private String runOf(SparkSession spark, String day) {
        return TestLake.in(folder, spark)
                .read(DemandHistory.TABLE)
                .where(col(DemandHistory.DATE).equalTo(Date.valueOf(day)))
                .select(Table.RUN_ID)
                .head()
                .getString(0);
    }
}
