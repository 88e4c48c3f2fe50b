package io.scanline.maintain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.CustomerKey;
import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.ingest.CorrectionRule;
import io.scanline.ingest.DateLimits;
import io.scanline.ingest.IngestOptions;
import io.scanline.ingest.IngestResult;
import io.scanline.ingest.SalesIngestJob;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Result;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Lease;
import io.scanline.storage.Location;
import io.scanline.summarize.SummarizeJob;
import io.scanline.summarize.SummarizeOptions;
import io.scanline.summarize.SummarizeResult;
import io.scanline.table.Corrections;
import io.scanline.table.HourlySales;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.Runs;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import io.scanline.verify.VerifyJob;
import io.scanline.verify.VerifyOptions;
import io.scanline.verify.VerifyResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

/** The story of one lake, from its first load to days that are let go; each test looks at a chapter. */
@ExtendWith(SparkExtension.class)
class MaintainJobTest {
    private static final String FIELDS =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,message_ts,customer_id,note\n";
    private static final Map<String, String> ENVIRONMENT = Map.of(CustomerKey.VARIABLE, "k".repeat(32));
    private static final String CUSTOMER = "C77";
    private static final String HASH =
            CustomerKey.in(ENVIRONMENT).orElseThrow().hasher().hash(CUSTOMER);

    @TempDir
    static Path folder;

    private static Path source;
    private static Map<String, Long> versions;
    private static Map<String, Long> versionsAfterDryRun;
    private static MaintainResult planned;
    private static MaintainResult compacted;
    private static List<String> lines;
    private static List<String> linesCompacted;
    private static List<String> oldLines;
    private static List<String> hours;
    private static long hashesBefore;
    private static ErasureResult wouldErase;
    private static ErasureResult erased;
    private static ErasureResult erasedAgain;
    private static long hashesAfter;
    private static List<String> linesErased;
    private static SummarizeResult afterCompactionAndErasure;
    private static List<String> hoursErased;
    private static MaintainResult letGo;
    private static MaintainResult letGoAgain;
    private static IngestResult late;
    private static List<String> hoursLate;
    private static VerifyResult verified;
    private static MaintainResult vacuumed;
    private static ByteArrayOutputStream printed;
    private static MaintainResult plannedToLetGo;
    private static ScanlineException refusal;
    private static SummarizeResult afterVacuum;

    @BeforeAll
    static void liveThroughIt(SparkSession spark) throws IOException {
        load(spark);
        compact(spark);
        erase(spark);
        letDaysGo(spark);
        vacuumBeforeAJobHasRead(spark);
    }

    private static void load(SparkSession spark) throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        Row store = RowFactory.create(
                "001", "One", "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(
                TestLake.in(lake(), spark),
                Stores.TABLE,
                spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()),
                0);
        String busy = IntStream.range(0, 12)
                .mapToObj(i -> String.format(
                        "001,B%d,1,2024-03-03T%02d:30:00,4711,1,1.00,,%s,%n",
                        i, 8 + i % 3, i % 4 == 0 ? CUSTOMER : "C78"))
                .collect(Collectors.joining());
        write(
                "first.csv",
                "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-01T10:00:00Z,C77,\n"
                        + "001,T1,2,2024-03-01T09:31:00,4712,1,3.00,2024-03-01T10:00:00Z,C78,card of C77\n"
                        + "001,T2,1,2024-03-01T10:00:00,4711,x,2.50,,C77,\n"
                        + "001,T2,2,\"4711,1,2.50,C77\n"
                        + "001,T3,1,2024-03-02T09:30:00,4711,1,4.00,2024-03-02T10:00:00Z,C77,\n"
                        + busy);
        write(
                "later.csv",
                "001,T3,1,2024-03-02T09:30:00,4711,1,5.00,2024-03-02T11:00:00Z,C77,\n"
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,7.50,2024-03-01T09:00:00Z,C77,\n");
        ingest(spark);
        summarize(spark);
        hours = hours(spark);
    }

    private static void compact(SparkSession spark) {
        scatter(spark);
        versions = versions(spark);
        lines = lines(spark, versions.get(SalesLines.TABLE.name()));
        planned = (MaintainResult) dryRun(spark, job(168, Map.of()));
        versionsAfterDryRun = versions(spark);
        compacted = maintain(spark, job(168, Map.of()));
        linesCompacted = lines(spark, latest(spark, SalesLines.TABLE));
        oldLines = lines(spark, versions.get(SalesLines.TABLE.name()));
    }

    private static void erase(SparkSession spark) throws IOException {
        // what a batch leaves behind that died after its last commit
        Path left = lake().resolve("_scanline/staging/batch-00000001/lines");
        spark.read()
                .format("delta")
                .load(lake().resolve("sales_lines").toString())
                .write()
                .parquet(left.toString());
        hashesBefore = hashes(spark);
        wouldErase = (ErasureResult) dryRun(spark, ErasureJob.of(CUSTOMER, ENVIRONMENT));
        erased = TestLake.run(lake(), spark, ErasureJob.of(" " + CUSTOMER + " ", ENVIRONMENT));
        hashesAfter = hashes(spark);
        linesErased = lines(spark, latest(spark, SalesLines.TABLE));
        afterCompactionAndErasure = summarize(spark);
        hoursErased = hours(spark);
        erasedAgain = TestLake.run(lake(), spark, ErasureJob.of(CUSTOMER, ENVIRONMENT));
    }

    private static void letDaysGo(SparkSession spark) throws IOException {
        letGo = maintain(spark, job(168, Map.of("sales_lines", 2)));
        letGoAgain = maintain(spark, job(168, Map.of("sales_lines", 2)));
        write(
                "late.csv",
                "001,T1,3,2024-03-01T09:40:00,4713,1,8.00,,,\n"
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-01T10:00:00Z,C77,\n"
                        + "001,T3,2,2024-03-02T09:40:00,4713,1,2.00,,,\n");
        late = ingest(spark);
        summarize(spark);
        hoursLate = hours(spark);
        verified =
                TestLake.run(lake(), spark, new VerifyJob(new VerifyOptions(Interval.unbounded(), Optional.empty())));
    }

    private static void vacuumBeforeAJobHasRead(SparkSession spark) throws IOException {
        write("day5.csv", "001,T5,1,2024-03-05T09:30:00,4711,1,7.00,,,\n");
        ingest(spark);
        plannedToLetGo = (MaintainResult) dryRun(spark, job(168, Map.of("sales_lines", 2)));
        write("day2.csv", "001,T5,1,2024-03-02T09:50:00,4711,1,7.00,,,\n");
        ingest(spark);
        refusal = refused(() -> maintain(spark, job(168, Map.of("sales_lines", 2))));
        scatter(spark);
        printed = new ByteArrayOutputStream();
        vacuumed = Console.withOut(printed, () -> maintain(spark, job(0, Map.of())));
        afterVacuum = summarize(spark);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndChangesNothing() {
        assertThat(versionsAfterDryRun).isEqualTo(versions);
        assertThat(care(planned, SalesLines.TABLE).filesAfter())
                .isEqualTo(care(compacted, SalesLines.TABLE).filesAfter());
        assertThat(planned.summary()).startsWith("Would maintain");
        assertThat(wouldErase.summary()).startsWith("Would erase the customer");
        assertThat(wouldErase.tables()).hasSize(3);
    }

    @Test
    void smallFilesOfADayBecomeOneWithTheSameRowsInOrder() {
        TableCare care = care(compacted, SalesLines.TABLE);

        assertThat(care.partitionsCompacted()).isEqualTo(1);
        assertThat(care.filesBefore()).isGreaterThanOrEqualTo(5 + care.filesAfter() - 1);
        assertThat(care.filesAfter()).isLessThan(care.filesBefore());
        assertThat(care.smallFilesAfter()).isEqualTo(care.filesAfter());
        assertThat(linesCompacted).isEqualTo(lines);
        assertThat(oldLines).as("the version before is kept for seven days").isEqualTo(lines);
        assertThat(care.filesRemoved()).isZero();
        assertThat(compacted.summary()).contains("sales_lines: ", "small) became ");
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        assertThat(letGoAgain.summary()).startsWith("Nothing to do in ");
        assertThat(letGoAgain.tables()).noneMatch(TableCare::changed);
        assertThat(care(letGoAgain, SalesLines.TABLE).firstDayKept()).isEqualTo("2024-03-02");
    }

    @Test
    void noJobComputesAgainWhatDidNotChange() {
        assertThat(afterCompactionAndErasure).isEqualTo(new SummarizeResult(0, 0, 0, null, null, 0));
    }

    @Test
    void aCustomerLeavesEveryFileOfEveryVersion(SparkSession spark) {
        assertThat(hashesBefore).isPositive();
        assertThat(hashesAfter).isZero();
        assertThat(List.of(erased.hashesLeft(), erased.idsLeft())).containsExactly(0L, 0L);
        assertThat(erased.isLeft()).isFalse();
        assertThat(erased.hashesFound()).isGreaterThan(hashesBefore);
        assertThat(erased.idsFound())
                .as("a note and a malformed line, at least")
                .isGreaterThanOrEqualTo(2);
        assertThat(erased.stagingRemoved()).isEqualTo(1);
        assertThat(erased.tables().stream().map(ErasureJob.ErasedTable::table))
                .containsExactly("sales_lines", "quarantined_lines", "corrections");
        assertThat(erased.tables()).allMatch(table -> table.filesRemoved() >= table.filesRewritten());
        assertThat(erasedAgain.summary()).startsWith("The customer is nowhere in the ");
        assertThat(erased.summary() + erased + messages(spark)).doesNotContain(CUSTOMER, HASH);
    }

    @Test
    void anErasureChangesNoOtherValue(SparkSession spark) {
        assertThat(linesErased)
                .isEqualTo(lines.stream()
                        .map(line -> line.replace(HASH, "null").replace("card of C77", "card of (erased)"))
                        .toList());
        assertThat(hoursErased).isEqualTo(hours);
        List<Row> corrections = spark.read()
                .format("delta")
                .load(lake().resolve("corrections").toString())
                .collectAsList();
        assertThat(corrections).hasSize(1);
        assertThat(corrections.get(0).<String>getAs(Corrections.REPLACED))
                .contains("\"net_amount\":4.0000")
                .doesNotContain("customer_id");
        assertThat(TestLake.in(lake(), spark)
                        .read(QuarantinedLines.TABLE)
                        .where(col(QuarantinedLines.RAW).startsWith("001,T2,2,\"4711,1,2.50,(erased)"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void daysThatNoJobMissesAreLetGoAndCounted() {
        assertThat(care(plannedToLetGo, SalesLines.TABLE).daysLetGo())
                .as("the day that summarize has not read yet stays")
                .isEqualTo(2);
        assertThat(refusal.code()).isEqualTo(ScanlineException.Code.USAGE);
        assertThat(refusal.getMessage())
                .contains("Days of sales_lines have changed since summarize last read it", "Run scanline summarize");
        TableCare care = care(letGo, SalesLines.TABLE);
        assertThat(List.of(care.daysLetGo(), care.rowsLetGo())).containsExactly(1L, 2L);
        assertThat(care.firstDayKept()).isEqualTo(LocalDate.of(2024, 3, 2));
        assertThat(letGo.summary()).contains("1 days with 2 rows let go, kept since 2024-03-02");
    }

    @Test
    void linesThatComeForDaysThatWereLetGoAreRefusedAndNoSumChanges(SparkSession spark) {
        assertThat(late.reasons()).isEqualTo(Map.of("OUT_OF_RANGE", 2L));
        assertThat(late.accepted()).isEqualTo(1);
        assertThat(TestLake.in(lake(), spark)
                        .read(QuarantinedLines.TABLE)
                        .where(col(QuarantinedLines.MESSAGE)
                                .contains("was let go: the lake keeps lines since 2024-03-02"))
                        .count())
                .isEqualTo(2);
        assertThat(onDay(hoursLate, "2024-03-01")).isEqualTo(onDay(hours, "2024-03-01"));
        assertThat(onDay(hoursLate, "2024-03-02")).isNotEqualTo(onDay(hours, "2024-03-02"));
    }

    @Test
    void aRecountMissesNoLineThatWasLetGo() {
        assertThat(verified.first()).isNull();
        assertThat(verified.letGo()).isEqualTo(2);
        assertThat(verified.summary()).contains("2 let go, 0 nowhere");
    }

    @Test
    void aJobWhoseChangesWereVacuumedComputesFromWhatIsThere(SparkSession spark) {
        assertThat(care(vacuumed, SalesLines.TABLE).filesRemoved()).isPositive();
        assertThat(afterVacuum.rowsChanged()).isPositive();
        assertThat(onDay(hours(spark), "2024-03-05")).hasSize(8).allMatch(row -> row.contains("7.0000"));
        assertThat(onDay(hours(spark), "2024-03-01")).isEqualTo(onDay(hours, "2024-03-01"));
    }

    @Test
    void whatDeltaSaysOfAVacuumIsNoneOfOurOutput() {
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void waitsForTheLeaseOfTheLake(SparkSession spark) {
        try (Lease held = Lease.take(Location.of(lake()), spark.sparkContext().hadoopConfiguration(), "another run")) {
            ScanlineException busy = refused(() -> maintain(spark, job(168, Map.of())));
            assertThat(busy.code()).isEqualTo(ScanlineException.Code.BUSY);
            assertThat(busy.getMessage()).contains("another run");
            held.confirm();
        }
    }

    private static ScanlineException refused(Runnable run) {
        return assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(run::run)
                .actual();
    }

    private static MaintainJob job(long vacuumHours, Map<String, Integer> keep) {
        return new MaintainJob(new MaintainOptions(
                128 * MaintainOptions.MEGABYTE, Duration.ofHours(vacuumHours), vacuumHours < 168, keep));
    }

    private static MaintainResult maintain(SparkSession spark, MaintainJob job) {
        return (MaintainResult) TestLake.run(lake(), spark, job);
    }

    private static Result dryRun(SparkSession spark, Job<? extends Result> job) {
        return new JobRunner(spark, Location.of(lake()), true, (run, step) -> {}).run(job);
    }

    private static SummarizeResult summarize(SparkSession spark) {
        return TestLake.run(lake(), spark, new SummarizeJob(SummarizeOptions.defaults()));
    }

    private static IngestResult ingest(SparkSession spark) {
        IngestOptions options = new IngestOptions(
                source.toString(), Optional.empty(), 1, false, Duration.ZERO, CorrectionRule.NEWER, DateLimits.DEFAULT);
        return (IngestResult) TestLake.run(lake(), spark, new SalesIngestJob(options, ENVIRONMENT));
    }

    /** Puts the lines into many small files, as many small loads would. */
    private static void scatter(SparkSession spark) {
        String table = lake().resolve("sales_lines").toString();
        spark.read()
                .format("delta")
                .load(table)
                .repartition(12)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("dataChange", "false")
                .save(table);
    }

    private static List<String> lines(SparkSession spark, long version) {
        return TestLake.in(lake(), spark).read(SalesLines.TABLE, version).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private static List<String> hours(SparkSession spark) {
        return TestLake.in(lake(), spark)
                .read(HourlySales.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT, HourlySales.STATUS)
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private static List<String> onDay(List<String> hours, String day) {
        List<String> found =
                hours.stream().filter(row -> row.contains("," + day + ",")).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    /** Read by Spark from the bare files of sales_lines, whatever its log says of them. */
    private static long hashes(SparkSession spark) {
        return spark.read()
                .schema(SalesLines.TABLE.schema())
                .option("recursiveFileLookup", "true")
                .parquet(lake().resolve("sales_lines").toString())
                .where(col(SalesLines.CUSTOMER_ID).equalTo(HASH))
                .count();
    }

    private static String messages(SparkSession spark) {
        return TestLake.in(lake(), spark).read(Runs.TABLE).collectAsList().toString();
    }

    private static Map<String, Long> versions(SparkSession spark) {
        Map<String, Long> versions = new TreeMap<>();
        Tables.all().forEach(table -> versions.put(table.name(), latest(spark, table)));
        return versions;
    }

    private static long latest(SparkSession spark, Table table) {
        return TestLake.in(lake(), spark).latestVersion(table);
    }

    private static TableCare care(MaintainResult result, Table table) {
        return result.tables().stream()
                .filter(care -> care.table().equals(table.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Path lake() {
        return folder.resolve("lake");
    }

    private static void write(String name, String lines) throws IOException {
        Files.writeString(source.resolve(name), FIELDS + lines, UTF_8);
    }
}
