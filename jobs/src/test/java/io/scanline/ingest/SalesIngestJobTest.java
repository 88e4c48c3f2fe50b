package io.scanline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Packed;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SalesIngestJobTest {
    private static final String HEADER =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,message_ts\n";

    @TempDir
    static Path loads;

    private static IngestResult first;
    private static IngestResult unchanged;
    private static IngestResult second;
    private static Map<String, Long> versionsAfterFirst;
    private static Map<String, Long> versionsAfterUnchanged;
    private static Map<String, Row> ledger;

    @TempDir
    Path folder;

    /** Two loads of several files each, with one between them that finds nothing new; every file minds its own transactions. */
    @BeforeAll
    static void load(SparkSession spark) throws IOException {
        Path source = Files.createDirectory(loads.resolve("source"));
        withStore(spark, lake());
        write(
                source,
                "day1.csv",
                HEADER
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n"
                        + "\r\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,-1,3.00,\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,-1,3.00,\n"
                        + "001,T2,1,2024-03-01T10:00:00,4711,x,2.50,\n"
                        + "001,T2,2,2024-03-01T10:00:00,\"4711,2,2.50,\n"
                        + "001,T2,3\n"
                        + "002,T2,4,2024-03-01T10:00:00,4711,1,2.50,\n"
                        + "001,T3,1,2024-03-01T10:00:00,4711,1,4.00,paid with 4111111111111111");
        write(
                source,
                "keys.csv",
                HEADER
                        + "001,K1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-01T10:00:00Z\n"
                        + "001,K1,2,2024-03-01T09:30:00,4712,1,3.00,2024-03-01T10:00:00Z\n"
                        + "001,K1,3,2024-03-01T09:30:00,4713,1,1.00,2024-03-01T10:00:00Z\n");
        String twin = "001,W1,2024-03-01T09:30:00,4711,1,2.50\n";
        String unnumbered = "store_id,transaction_id,sold_at,item_id,quantity,unit_price";
        write(source, "twins.csv", unnumbered + "\n" + twin + twin);
        String csv = HEADER + "001,F1,1,2024-03-01T09:30:00,4711,2,2.50,\n001,F1,2,2024-03-01T09:30:00,4712,1,3.00,\n";
        Files.write(source.resolve("a.csv.gz"), Packed.gzip(csv.getBytes(UTF_8)));
        first = run(spark, lake(), source.toString(), Optional.empty(), 1);
        versionsAfterFirst = versions(spark);

        unchanged = run(spark, lake(), source.toString(), Optional.empty(), 1);
        versionsAfterUnchanged = versions(spark);

        Files.copy(source.resolve("day1.csv"), source.resolve("copy.csv"));
        write(
                source,
                "later-keys.csv",
                HEADER
                        + "001,K1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-02T10:00:00Z\n"
                        + "001,K1,2,2024-03-01T09:30:00,4712,1,3.50,2024-03-02T10:00:00Z\n"
                        + "001,K1,3,2024-03-01T09:30:00,4713,1,9.00,2024-03-01T09:00:00Z\n"
                        + "001,K9,1,2024-03-01T09:40:00,4711,1,2.50,2024-03-02T10:00:00Z\n"
                        + "001,K9,1,2024-03-01T09:40:00,4711,1,2.60,2024-03-02T11:00:00Z\n");
        write(source, "twins-again.csv", unnumbered + "\r\n" + twin + twin);
        write(
                source,
                "b.jsonl",
                "{\"store_id\":\"001\",\"transaction_id\":\"F1\",\"line_number\":1,\"sold_at\":\"2024-03-01T09:30:00\",\"item_id\":\"4711\",\"quantity\":2,\"unit_price\":2.50}\n"
                        + "{\"store_id\":\"001\",\"transaction_id\":\"F1\",\"line_number\":2,\"sold_at\":\"2024-03-01T09:30:00\",\"item_id\":\"4712\",\"quantity\":1,\"unit_price\":3}\n");
        try (OutputStream out =
                new com.github.luben.zstd.ZstdOutputStream(Files.newOutputStream(source.resolve("c.csv.zst")))) {
            out.write(csv.getBytes(UTF_8));
        }
        spark.read()
                .option("header", "true")
                .csv(source.resolve("a.csv.gz").toString())
                .coalesce(1)
                .write()
                .parquet(loads.resolve("typed").toString());
        try (Stream<Path> parts = Files.list(loads.resolve("typed"))) {
            Path part = parts.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(part, source.resolve("d.parquet"));
        }
        second = run(spark, lake(), source.toString(), Optional.empty(), 1);
        ledger = TestLake.in(lake(), spark).read(IngestFiles.TABLE).collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.<String>getAs(IngestFiles.URI).replaceAll(".*/", ""), row -> row));
    }

    @Test
    void accountsForEveryLine(SparkSession spark) {
        assertThat(counts("day1.csv")).isEqualTo("LOADED 10 = 1 + 1 + 2 + 1 + 0 + 5");
        assertThat(ledger.get("day1.csv").<BigDecimal>getAs(IngestFiles.NET_AMOUNT))
                .as("2 x 2.50 - 3 - 3, and of refused lines 2.50 and 4.00")
                .isEqualByComparingTo("5.50");
        assertThat(sales(spark, "T"))
                .containsExactly("T1/1 4711 2.0000 5.0000 SALE line 2", "T1/2 4712 -1.0000 -3.0000 RETURN line 4");
        List<Row> refused = TestLake.in(lake(), spark)
                .read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.INGEST_BATCH).equalTo(1))
                .orderBy(QuarantinedLines.SOURCE_LINE)
                .collectAsList();
        assertThat(refused)
                .extracting(row -> row.<Long>getAs(QuarantinedLines.SOURCE_LINE))
                .containsExactly(6L, 7L, 8L, 9L, 10L);
        assertThat(refused.get(0).<String>getAs(QuarantinedLines.MESSAGE)).startsWith("quantity: 'x' is no decimal");
        assertThat(refused.get(4).<String>getAs(QuarantinedLines.RAW)).endsWith("paid with ************1111");
    }

    @Test
    void addsUpTheFilesOfALoad() {
        assertThat(List.of(
                        first.lines(),
                        first.header(),
                        first.blank(),
                        first.accepted(),
                        first.duplicate(),
                        first.corrected(),
                        first.quarantined()))
                .containsExactly(20L, 4L, 1L, 9L, 1L, 0L, 5L);
        assertThat(first.reasons())
                .isEqualTo(Map.of("BAD_TYPE", 1L, "MALFORMED", 2L, "UNKNOWN_STORE", 1L, "BAD_TIMESTAMP", 1L));
        assertThat(first.netAmount()).isEqualByComparingTo("27.50");
        assertThat(List.of(second.accepted(), second.duplicate(), second.corrected(), second.quarantined()))
                .containsExactly(1L, 17L, 2L, 1L);
        assertThat(second.reasons()).isEqualTo(Map.of("KEY_COLLISION", 1L));
    }

    @Test
    void loadsNoFileTwice() {
        assertThat(unchanged.filesUnchanged()).isEqualTo(4);
        assertThat(unchanged.lines()).isZero();
        assertThat(versionsAfterUnchanged).isEqualTo(versionsAfterFirst);
        assertThat(second.filesUnchanged()).isEqualTo(4);
        assertThat(counts("copy.csv")).as("another name").isEqualTo("DUPLICATE 10 = 1 + 1 + 0 + 8 + 0 + 0");
    }

    @Test
    void settlesLinesWhoseKeyIsKnown(SparkSession spark) {
        assertThat(counts("keys.csv")).isEqualTo("LOADED 4 = 1 + 0 + 3 + 0 + 0 + 0");
        assertThat(counts("later-keys.csv")).isEqualTo("LOADED 6 = 1 + 0 + 1 + 1 + 2 + 1");
        assertThat(sales(spark, "K"))
                .containsExactly(
                        "K1/1 4711 2.0000 5.0000 SALE line 2",
                        "K1/2 4712 1.0000 3.5000 SALE line 3",
                        "K1/3 4713 1.0000 1.0000 SALE line 4",
                        "K9/1 4711 1.0000 2.6000 SALE line 6");
        assertThat(TestLake.in(lake(), spark)
                        .read(Corrections.TABLE)
                        .orderBy(Corrections.TRANSACTION_ID)
                        .collectAsList())
                .extracting(row ->
                        row.<String>getAs(Corrections.REPLACED_SOURCE_FILE).replaceFirst(".*/", "") + " "
                                + row.getAs(Corrections.REPLACED_NET_AMOUNT) + " -> "
                                + row.getAs(Corrections.REPLACEMENT_NET_AMOUNT))
                .containsExactly("keys.csv 3.0000 -> 3.5000", "later-keys.csv 2.5000 -> 2.6000");
    }

    @Test
    void twoEqualLinesWithoutNumbersAreTwoSales(SparkSession spark) {
        assertThat(counts("twins-again.csv")).isEqualTo("LOADED 3 = 1 + 0 + 0 + 2 + 0 + 0");
        assertThat(sales(spark, "W"))
                .containsExactly("W1/1 4711 1.0000 2.5000 SALE line 2", "W1/2 4711 1.0000 2.5000 SALE line 3");
    }

    @Test
    void readsTheSameLinesFromEveryFormat() {
        assertThat(counts("a.csv.gz")).isEqualTo("LOADED 3 = 1 + 0 + 2 + 0 + 0 + 0");
        assertThat(counts("b.jsonl")).isEqualTo("LOADED 2 = 0 + 0 + 0 + 2 + 0 + 0");
        assertThat(counts("c.csv.zst")).isEqualTo("LOADED 3 = 1 + 0 + 0 + 2 + 0 + 0");
        assertThat(counts("d.parquet")).isEqualTo("LOADED 2 = 0 + 0 + 0 + 2 + 0 + 0");
    }

    /** Writers of JSON leave out what is null, so that a field may first come after the lines that tell the columns. */
    @Test
    void aFieldThatComesLateInAJsonFileIsThatField(SparkSession spark) throws IOException {
        Path own = folder.resolve("lake");
        withStore(spark, own);
        String line = "{\"store_id\":\"001\",\"transaction_id\":\"J%d\",\"sold_at\":\"2024-03-01T09:30:00\","
                + "\"item_id\":\"4711\",\"quantity\":1,\"unit_price\":2.50%s}%n";
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            lines.append(String.format(line, i, ""));
        }
        lines.append(String.format(line, 1000, ",\"status\":\"CANCELLED\",\"customer_id\":\"C1\",\"till\":\"new\""));
        write(folder, "late.jsonl", lines.toString());

        run(spark, own, folder.resolve("late.jsonl").toString(), Optional.empty(), 1);

        Row late = TestLake.in(own, spark)
                .read(SalesLines.TABLE)
                .where(col(SalesLines.TRANSACTION_ID).equalTo("J1000"))
                .head();
        assertThat(late.<String>getAs(SalesLines.STATUS)).isEqualTo("CANCELLED");
        assertThat(late.getJavaMap(late.fieldIndex(SalesLines.EXTRAS))).isEqualTo(Map.of("till", "new"));
    }

    @Test
    void typedColumnsBecomeTextAsInJsonLines(SparkSession spark) throws IOException {
        Path own = folder.resolve("lake");
        withStore(spark, own);
        Path log = folder.resolve("typed");
        spark.range(0, 1, 1, 2)
                .selectExpr(
                        "binary('001') AS store_id",
                        "'N1' AS transaction_id",
                        "timestamp'2024-03-01 09:30:00' AS sold_at",
                        "'4711' AS item_id",
                        "1 AS quantity",
                        "2.50D AS unit_price",
                        "named_struct('size', 3, 'bag', true) AS basket",
                        "array('a', 'b') AS tags",
                        "binary('blue') AS colour")
                .write()
                .parquet(log.toString());

        run(spark, own, log + "/*.parquet", Optional.empty(), 0);

        Row sale = TestLake.in(own, spark).read(SalesLines.TABLE).head();
        assertThat(sale.<String, String>getJavaMap(sale.fieldIndex(SalesLines.EXTRAS)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("basket", "{\"size\":3,\"bag\":true}", "tags", "[\"a\",\"b\"]", "colour", "blue"));
        assertThat(TestLake.in(own, spark).read(IngestFiles.TABLE).collectAsList())
                .as("Spark writes a file without rows for the first of the two tasks")
                .extracting(row -> row.<Long>getAs(IngestFiles.LINES_TOTAL))
                .containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void registersStoresAndProductsThatTheProfileDescribes(SparkSession spark) throws IOException {
        Path own = folder.resolve("lake");
        Path profile = folder.resolve("shop.yaml");
        Files.writeString(profile, """
                format: csv
                time-zone: Europe/London
                columns:
                  store_id: "concat('S-', shop)"
                  transaction_id: receipt
                  item_id: item
                  sold_at: to_timestamp(at, 'dd.MM.yyyy HH:mm')
                  quantity: pieces
                  unit_price: price
                  customer_id: lower(loyalty)
                auto-register:
                  stores: {region: "'North'", country: "'GB'", time_zone: "'Europe/London'", currency: "'GBP'"}
                  products: {name: title, department: "'food'"}
                reject-when:
                  POSTAGE: "item = 'POST'"
                """);
        String log = write(
                folder,
                "log.csv",
                "shop,receipt,item,at,pieces,price,title,loyalty,mood\n"
                        + "1,R1,4711,01.07.2024 09:30,2,2.50,Beans,,good\n"
                        + "1,R1,POST,01.07.2024 09:30,1,4.00,Post,,\n"
                        + "2,R2,4711,2024-07-01,1,2.50,,C77,\n"
                        + "2,R2,4712,01.07.2024 10:00,1,2.50,Peas,C77,\n");

        IngestResult result = run(spark, own, log, Optional.of(profile.toString()), 0.5);

        assertThat(result.reasons()).isEqualTo(Map.of("POSTAGE", 1L, "BAD_TIMESTAMP", 1L));
        assertThat(List.of(result.storesRegistered(), result.productsRegistered()))
                .containsExactly(2L, 2L);
        assertThat(result.customersDropped()).isEqualTo(2);
        assertThat(TestLake.in(own, spark)
                        .read(QuarantinedLines.TABLE)
                        .orderBy(QuarantinedLines.SOURCE_LINE)
                        .collectAsList())
                .extracting(row -> row.<String>getAs(QuarantinedLines.RAW))
                .as("no customer stays in clear")
                .containsExactly("1,R1,POST,01.07.2024 09:30,1,4.00,Post,,", "2,R2,4711,2024-07-01,1,2.50,,,");
        Row line = TestLake.in(own, spark)
                .read(SalesLines.TABLE)
                .where(col(SalesLines.STORE_ID).equalTo("S-1"))
                .head();
        assertThat(line.getAs(SalesLines.SOLD_AT).toString())
                .as("half past nine in summer time, shown in the tests' zone")
                .isEqualTo(java.sql.Timestamp.from(java.time.Instant.parse("2024-07-01T08:30:00Z"))
                        .toString());
        assertThat(line.<String>getAs(SalesLines.CURRENCY)).isEqualTo("GBP");
        assertThat(line.<String>getAs(SalesLines.DEPARTMENT)).isEqualTo("food");
        assertThat(line.getJavaMap(line.fieldIndex(SalesLines.EXTRAS)).toString())
                .isEqualTo("{mood=good}");
    }

    @Test
    void aFileThatComesAgainReplacesWhatItGaveBefore(SparkSession spark) throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Path own = folder.resolve("lake");
        withStore(spark, own);
        write(
                source,
                "a.csv",
                HEADER
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,1,3.00,\n"
                        + "001,T1,3,2024-03-01T09:30:00,4713,1,1.00,\n"
                        + "001,T1,4,2024-03-01T09:30:00,4713,x,1.00,\n"
                        + "001,T4,1,2024-03-02T09:30:00,4711,1,2.50,\n");
        write(source, "corrected.csv", HEADER + "001,T7,1,2024-03-02T09:30:00,4711,1,2.50,2024-03-02T10:00:00Z\n");
        write(source, "correcting.csv", HEADER + "001,T7,1,2024-03-02T09:30:00,4711,1,7.50,2024-03-02T11:00:00Z\n");
        write(
                source,
                "leans.csv",
                HEADER
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,1,9.00,\n"
                        + "001,T5,1,2024-03-01T09:30:00,4712,1,9.00,\n");
        Files.copy(source.resolve("a.csv"), source.resolve("z-copy.csv"));
        run(spark, own, source.toString(), Optional.empty(), 1);

        write(
                source,
                "a.csv",
                HEADER + "001,T1,3,2024-03-01T09:30:00,4713,1,1.20,\n" + "001,T6,1,2024-03-03T09:30:00,4713,1,1.00,\n");
        write(source, "correcting.csv", HEADER + "001,T8,1,2024-03-02T09:30:00,4711,1,2.50,\n");
        IngestResult again = run(spark, own, source.toString(), Optional.empty(), 1);

        assertThat(again.batches()).as("the copy is read once it is none").containsExactly(2L, 3L);
        assertThat(List.of(again.filesLoaded(), again.filesReplaced(), again.filesOutOfReach()))
                .containsExactly(5L, 4L, 0L);
        Path anew = folder.resolve("anew");
        withStore(spark, anew);
        run(spark, anew, source.toString(), Optional.empty(), 1);
        assertThat(sales(spark, own, "T"))
                .isEqualTo(sales(spark, anew, "T"))
                .containsExactly(
                        "T1/1 4711 2.0000 5.0000 SALE line 2",
                        "T1/2 4712 1.0000 9.0000 SALE line 3",
                        "T1/3 4713 1.0000 1.2000 SALE line 2",
                        "T4/1 4711 1.0000 2.5000 SALE line 6",
                        "T5/1 4712 1.0000 9.0000 SALE line 4",
                        "T6/1 4713 1.0000 1.0000 SALE line 3",
                        "T7/1 4711 1.0000 2.5000 SALE line 2",
                        "T8/1 4711 1.0000 2.5000 SALE line 2");
        assertThat(open(spark, own)).isEqualTo(open(spark, anew)).hasSize(3);
        assertThat(run(spark, own, source.toString(), Optional.empty(), 1).batches())
                .isEmpty();
    }

    /** Refused lines that wait to be mended. */
    private static List<String> open(SparkSession spark, Path lake) {
        return TestLake.in(lake, spark)
                .read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.STATUS).equalTo(QuarantinedLines.OPEN))
                .select(QuarantinedLines.SOURCE_FILE, QuarantinedLines.SOURCE_LINE, QuarantinedLines.FIELD)
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void leavesFilesThatMayStillBeWrittenToTheNextRun(SparkSession spark) throws IOException {
        Path lake = folder.resolve("lake");
        Path source = Files.createDirectory(folder.resolve("source"));
        withStore(spark, lake);
        write(source, "written.csv", HEADER + "001,S1,1,2024-03-01T09:30:00,4711,2,2.50,\n");
        write(source, "growing.csv", HEADER + "001,S2,1,2024-03-01T09:30:00,4711,2,2.5");
        Files.setLastModifiedTime(
                source.resolve("written.csv"), FileTime.from(Instant.now().minusSeconds(90)));
        IngestOptions options = new IngestOptions(
                source.toString(),
                Optional.empty(),
                0,
                false,
                Duration.ofMinutes(1),
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);
        IngestResult loaded = (IngestResult) TestLake.run(lake, spark, new SalesIngestJob(options, Map.of()));
        assertThat(List.of(loaded.filesLoaded(), loaded.filesSettling(), loaded.accepted()))
                .containsExactly(1L, 1L, 1L);
        assertThat(loaded.summary())
                .contains("1 file changed too shortly before this run and may still be written: left to the next.");
    }

    @Test
    void leavesTheLakeAsItWasWhereTheInputIsBad(SparkSession spark) throws IOException {
        Path own = folder.resolve("lake");
        withStore(spark, own);
        List<String> before = files(own);
        String good = HEADER + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n";

        refused(spark, "nowhere", ScanlineException.Code.USAGE, "There is nothing at");
        refused(spark, write(folder, "empty.csv", ""), ScanlineException.Code.DATA_REFUSED, "is empty");
        byte[] zipped = Packed.gzip(good.repeat(200).getBytes(UTF_8));
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(zipped, zipped.length / 2));
        refused(
                spark,
                folder.resolve("cut.csv.gz").toString(),
                ScanlineException.Code.DATA_REFUSED,
                "cannot be decompressed to its end");
        refused(
                spark,
                write(folder, "book.csv", "PK\u0003\u0004 and so on"),
                ScanlineException.Code.DATA_REFUSED,
                "Excel");
        refused(spark, write(folder, "not.parquet", good), ScanlineException.Code.DATA_REFUSED, "is not parquet");
        refused(
                spark,
                write(folder, "notes.txt", good),
                ScanlineException.Code.DATA_REFUSED,
                "no ending that tells its format");
        refused(
                spark,
                write(folder, "other.csv", "a,b\n1,2\n"),
                ScanlineException.Code.USAGE,
                "The source has these columns: a, b");
        String foreign = "999,T1,%d,2024-03-01T09:30:00,4711,2,2.50,\n";
        String path = write(
                folder,
                "foreign.csv",
                good.replace("2.50", "\"2,50\"") + String.format(foreign, 1) + String.format(foreign, 2));
        refused(
                spark,
                path,
                ScanlineException.Code.DATA_REFUSED,
                "UNKNOWN_STORE 2, BAD_TYPE 1",
                "foreign.csv line 3: store_id: 999 is not in stores",
                "foreign.csv line 2: unit_price: '2,50' is no decimal",
                "replace(COLUMN, ',', '.')");
        Path profile = folder.resolve("wrong.yaml");
        Files.writeString(
                profile,
                "format: csv\ncolumns: {store_id: shop, transaction_id: transaction_id, sold_at: sold_at, item_id: item_id, quantity: quantity, unit_price: unit_price}\n");
        String sound = write(folder, "good.csv", good);
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> run(spark, own, sound, Optional.of(profile.toString()), 0.2))
                .withMessageContaining("shop")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE));

        assertThat(files(own)).isEqualTo(before);
    }

    @Test
    void aRateOfOneLetsEveryLineBeQuarantined(SparkSession spark) throws IOException {
        Path own = folder.resolve("lake");
        withStore(spark, own);
        String foreign = write(folder, "foreign.csv", HEADER + "999,T1,1,2024-03-01T09:30:00,4711,1,2.50,\n");

        IngestResult result = run(spark, own, foreign, Optional.empty(), 1);

        assertThat(List.of(result.accepted(), result.quarantined())).containsExactly(0L, 1L);
    }

    private void refused(SparkSession spark, String path, ScanlineException.Code code, String... parts) {
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> run(spark, folder.resolve("lake"), path, Optional.empty(), 0.2))
                .withMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Path lake() {
        return loads.resolve("lake");
    }

    private static IngestResult run(
            SparkSession spark, Path lake, String from, Optional<String> profile, double maxRejected) {
        return (IngestResult) TestLake.run(
                lake,
                spark,
                new SalesIngestJob(
                        new IngestOptions(
                                from,
                                profile,
                                maxRejected,
                                false,
                                Duration.ZERO,
                                CorrectionRule.NEWER,
                                DateLimits.DEFAULT),
                        Map.of()));
    }

    private static void withStore(SparkSession spark, Path lake) {
        Row store = RowFactory.create(
                "001", "One", "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(
                TestLake.in(lake, spark),
                Stores.TABLE,
                spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()),
                0);
    }

    private static String write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, UTF_8).toString();
    }

    /** State, then lines = header + blank + accepted + duplicate + corrected + quarantined. */
    private static String counts(String file) {
        Row row = ledger.get(file);
        return row.getAs(IngestFiles.STATE) + " " + row.getAs(IngestFiles.LINES_TOTAL) + " = "
                + Stream.of(
                                IngestFiles.LINES_HEADER,
                                IngestFiles.LINES_BLANK,
                                IngestFiles.LINES_ACCEPTED,
                                IngestFiles.LINES_DUPLICATE,
                                IngestFiles.LINES_CORRECTED,
                                IngestFiles.LINES_QUARANTINED)
                        .map(column -> row.getAs(column).toString())
                        .collect(Collectors.joining(" + "));
    }

    private static List<String> sales(SparkSession spark, String transactions) {
        return sales(spark, lake(), transactions);
    }

    private static List<String> sales(SparkSession spark, Path lake, String transactions) {
        Dataset<Row> lines = TestLake.in(lake, spark)
                .read(SalesLines.TABLE)
                .where(col(SalesLines.TRANSACTION_ID).startsWith(transactions));
        return lines.orderBy(SalesLines.TRANSACTION_ID, SalesLines.LINE_NUMBER).collectAsList().stream()
                .map(row -> row.getAs(SalesLines.TRANSACTION_ID) + "/" + row.getAs(SalesLines.LINE_NUMBER) + " "
                        + row.getAs(SalesLines.ITEM_ID) + " "
                        + row.getAs(SalesLines.QUANTITY) + " " + row.getAs(SalesLines.NET_AMOUNT) + " "
                        + row.getAs(SalesLines.LINE_KIND) + " line "
                        + row.getAs(SalesLines.SOURCE_LINE))
                .toList();
    }

    private static Map<String, Long> versions(SparkSession spark) {
        Lake now = TestLake.in(lake(), spark);
        return Stream.of(SalesLines.TABLE, QuarantinedLines.TABLE, Corrections.TABLE, IngestFiles.TABLE, Stores.TABLE)
                .collect(Collectors.toMap(Table::name, now::latestVersion));
    }

    private static List<String> files(Path lake) throws IOException {
        try (Stream<Path> all = Files.walk(lake)) {
            return all.map(Path::toString)
                    .filter(name -> !name.contains("_scanline"))
                    .sorted()
                    .toList();
        }
    }
}
