package io.scanline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SalesIngestJobTest {
    private static final String HEADER =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,message_ts\n";

    @TempDir
    Path folder;

    private Path lake;
    private Path source;

    @BeforeEach
    void makeFolders() throws IOException {
        lake = folder.resolve("lake");
        source = Files.createDirectory(folder.resolve("source"));
    }

    @Test
    void accountsForEveryLineAndLoadsNothingTwice(SparkSession spark) throws IOException {
        withStore(spark);
        write(
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

        IngestResult result = load(spark, 1);

        assertThat(result.lines()).isEqualTo(10);
        assertThat(List.of(
                        result.header(),
                        result.blank(),
                        result.accepted(),
                        result.duplicate(),
                        result.corrected(),
                        result.quarantined()))
                .containsExactly(1L, 1L, 2L, 1L, 0L, 5L);
        assertThat(result.reasons())
                .isEqualTo(Map.of("BAD_TYPE", 1L, "MALFORMED", 2L, "UNKNOWN_STORE", 1L, "BAD_TIMESTAMP", 1L));
        assertThat(result.netAmount())
                .as("2 x 2.50 - 3 - 3, and of refused lines 2.50 and 4.00")
                .isEqualByComparingTo("5.50");
        assertThat(sales(spark))
                .containsExactly("T1/1 4711 2.0000 5.0000 SALE line 2", "T1/2 4712 -1.0000 -3.0000 RETURN line 4");
        List<Row> refused = TestLake.in(lake, spark)
                .read(QuarantinedLines.TABLE)
                .orderBy(QuarantinedLines.SOURCE_LINE)
                .collectAsList();
        assertThat(refused)
                .extracting(row -> row.<Long>getAs(QuarantinedLines.SOURCE_LINE))
                .containsExactly(6L, 7L, 8L, 9L, 10L);
        assertThat(refused.get(0).<String>getAs(QuarantinedLines.MESSAGE)).startsWith("quantity: 'x' is no decimal");
        assertThat(refused.get(4).<String>getAs(QuarantinedLines.RAW)).endsWith("paid with ************1111");

        Map<String, Long> versions = versions(spark);
        IngestResult again = load(spark, 1);
        assertThat(again.filesUnchanged()).isEqualTo(1);
        assertThat(again.lines()).isZero();
        assertThat(versions(spark)).isEqualTo(versions);

        Files.copy(source.resolve("day1.csv"), source.resolve("copy.csv"));
        IngestResult renamed = load(spark, 1);
        assertThat(List.of(renamed.filesDuplicate(), renamed.duplicate(), renamed.accepted()))
                .containsExactly(1L, 8L, 0L);
        assertThat(sales(spark)).hasSize(2);
    }

    @Test
    void settlesLinesWhoseKeyIsKnown(SparkSession spark) throws IOException {
        withStore(spark);
        write(
                "day1.csv",
                HEADER
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-01T10:00:00Z\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,1,3.00,2024-03-01T10:00:00Z\n"
                        + "001,T1,3,2024-03-01T09:30:00,4713,1,1.00,2024-03-01T10:00:00Z\n");
        load(spark, 0);
        write(
                "day2.csv",
                HEADER
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-02T10:00:00Z\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,1,3.50,2024-03-02T10:00:00Z\n"
                        + "001,T1,3,2024-03-01T09:30:00,4713,1,9.00,2024-03-01T09:00:00Z\n"
                        + "001,T9,1,2024-03-01T09:40:00,4711,1,2.50,2024-03-02T10:00:00Z\n"
                        + "001,T9,1,2024-03-01T09:40:00,4711,1,2.60,2024-03-02T11:00:00Z\n");

        IngestResult result = load(spark, 1);

        assertThat(List.of(result.accepted(), result.duplicate(), result.corrected(), result.quarantined()))
                .containsExactly(1L, 1L, 2L, 1L);
        assertThat(result.reasons()).isEqualTo(Map.of("KEY_COLLISION", 1L));
        assertThat(sales(spark))
                .containsExactly(
                        "T1/1 4711 2.0000 5.0000 SALE line 2",
                        "T1/2 4712 1.0000 3.5000 SALE line 3",
                        "T1/3 4713 1.0000 1.0000 SALE line 4",
                        "T9/1 4711 1.0000 2.6000 SALE line 6");
        assertThat(TestLake.in(lake, spark)
                        .read(Corrections.TABLE)
                        .orderBy(Corrections.TRANSACTION_ID)
                        .collectAsList())
                .extracting(row -> row.getAs(Corrections.REPLACED_NET_AMOUNT) + " -> "
                        + row.getAs(Corrections.REPLACEMENT_NET_AMOUNT))
                .containsExactly("3.0000 -> 3.5000", "2.5000 -> 2.6000");
    }

    @Test
    void twoEqualLinesWithoutNumbersAreTwoSales(SparkSession spark) throws IOException {
        withStore(spark);
        String line = "001,T1,2024-03-01T09:30:00,4711,1,2.50\n";
        write("day1.csv", "store_id,transaction_id,sold_at,item_id,quantity,unit_price\n" + line + line);
        load(spark, 0);
        write("day1-again.csv", "store_id,transaction_id,sold_at,item_id,quantity,unit_price\r\n" + line + line);

        IngestResult again = load(spark, 0);

        assertThat(again.duplicate()).isEqualTo(2);
        assertThat(sales(spark))
                .containsExactly("T1/1 4711 1.0000 2.5000 SALE line 2", "T1/2 4711 1.0000 2.5000 SALE line 3");
    }

    @Test
    void readsTheSameLinesFromEveryFormat(SparkSession spark) throws IOException {
        withStore(spark);
        String csv = HEADER + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n001,T1,2,2024-03-01T09:30:00,4712,1,3.00,\n";
        Files.write(source.resolve("a.csv.gz"), gzip(csv));
        assertThat(load(spark, 0).accepted()).isEqualTo(2);

        write(
                "b.jsonl",
                "{\"store_id\":\"001\",\"transaction_id\":\"T1\",\"line_number\":1,\"sold_at\":\"2024-03-01T09:30:00\",\"item_id\":\"4711\",\"quantity\":2,\"unit_price\":2.50}\n"
                        + "{\"store_id\":\"001\",\"transaction_id\":\"T1\",\"line_number\":2,\"sold_at\":\"2024-03-01T09:30:00\",\"item_id\":\"4712\",\"quantity\":1,\"unit_price\":3}\n");
        assertThat(load(spark, 0).duplicate()).isEqualTo(2);

        try (OutputStream out =
                new com.github.luben.zstd.ZstdOutputStream(Files.newOutputStream(source.resolve("c.csv.zst")))) {
            out.write(csv.getBytes(UTF_8));
        }
        assertThat(load(spark, 0).duplicate()).isEqualTo(2);

        spark.read()
                .option("header", "true")
                .csv(source.resolve("a.csv.gz").toString())
                .coalesce(1)
                .write()
                .parquet(folder.resolve("typed").toString());
        IngestResult parquet = run(spark, folder.resolve("typed").toString(), Optional.empty(), 0);
        assertThat(List.of(parquet.lines(), parquet.duplicate())).containsExactly(2L, 2L);
    }

    @Test
    void registersStoresAndProductsThatTheProfileDescribes(SparkSession spark) throws IOException {
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
                auto-register:
                  stores: {region: "'North'", country: "'GB'", time_zone: "'Europe/London'", currency: "'GBP'"}
                  products: {name: title}
                reject-when:
                  POSTAGE: "item = 'POST'"
                """);
        write(
                "log.csv",
                "shop,receipt,item,at,pieces,price,title,mood\n"
                        + "1,R1,4711,01.07.2024 09:30,2,2.50,Beans,good\n"
                        + "1,R1,POST,01.07.2024 09:30,1,4.00,Post,\n"
                        + "2,R2,4711,2024-07-01,1,2.50,,\n"
                        + "2,R2,4712,01.07.2024 10:00,1,2.50,Peas,\n");

        IngestResult result = run(spark, source.toString(), Optional.of(profile.toString()), 0.5);

        assertThat(result.reasons()).isEqualTo(Map.of("POSTAGE", 1L, "BAD_TIMESTAMP", 1L));
        assertThat(List.of(result.storesRegistered(), result.productsRegistered()))
                .containsExactly(2L, 2L);
        Row first = TestLake.in(lake, spark)
                .read(SalesLines.TABLE)
                .where(col(SalesLines.STORE_ID).equalTo("S-1"))
                .head();
        assertThat(first.getAs(SalesLines.SOLD_AT).toString())
                .as("half past nine in summer time, shown in the tests' zone")
                .isEqualTo(java.sql.Timestamp.from(java.time.Instant.parse("2024-07-01T08:30:00Z"))
                        .toString());
        assertThat(first.<String>getAs(SalesLines.CURRENCY)).isEqualTo("GBP");
        assertThat(first.getJavaMap(first.fieldIndex(SalesLines.EXTRAS)).toString())
                .isEqualTo("{mood=good}");
    }

    @Test
    void finishesABatchThatBrokeOffBeforeItMakesANewOne(SparkSession spark) throws IOException {
        withStore(spark);
        write("day1.csv", HEADER + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n");
        load(spark, 0);
        // as if the run had ended after the sales were written and before the ledger was
        Lake before = TestLake.in(lake, spark);
        spark.sql("DELETE FROM delta.`" + before.location(IngestFiles.TABLE) + "`");
        write("day2.csv", HEADER + "001,T2,1,2024-03-01T09:35:00,4711,1,2.50,\n");
        planAgain(spark);

        IngestResult result = load(spark, 0);

        assertThat(result.batches()).containsExactly(2L);
        assertThat(sales(spark))
                .containsExactly("T1/1 4711 2.0000 5.0000 SALE line 2", "T2/1 4711 1.0000 2.5000 SALE line 2");
    }

    @Test
    void leavesTheLakeAsItWasWhereTheInputIsBad(SparkSession spark) throws IOException {
        withStore(spark);
        List<String> before = files();
        String good = HEADER + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,\n";

        refused(spark, "nowhere", ScanlineException.Code.USAGE, "There is nothing at");
        refused(spark, write("empty.csv", ""), ScanlineException.Code.DATA_REFUSED, "is empty");
        byte[] zipped = gzip(good.repeat(200));
        Files.write(source.resolve("cut.csv.gz"), Arrays.copyOf(zipped, zipped.length / 2));
        refused(
                spark,
                source.resolve("cut.csv.gz").toString(),
                ScanlineException.Code.DATA_REFUSED,
                "cannot be decompressed to its end");
        refused(spark, write("book.csv", "PK\u0003\u0004 and so on"), ScanlineException.Code.DATA_REFUSED, "Excel");
        refused(spark, write("not.parquet", good), ScanlineException.Code.DATA_REFUSED, "is not parquet");
        refused(
                spark,
                write("notes.txt", good),
                ScanlineException.Code.DATA_REFUSED,
                "no ending that tells its format");
        refused(
                spark,
                write("other.csv", "a,b\n1,2\n"),
                ScanlineException.Code.USAGE,
                "The source has these columns: a, b");
        refused(
                spark,
                write("foreign.csv", good.replace("001,", "999,")),
                ScanlineException.Code.DATA_REFUSED,
                "UNKNOWN_STORE 1");
        Path profile = folder.resolve("wrong.yaml");
        Files.writeString(
                profile,
                "format: csv\ncolumns: {store_id: shop, transaction_id: transaction_id, sold_at: sold_at, item_id: item_id, quantity: quantity, unit_price: unit_price}\n");
        String path = write("good.csv", good);
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> run(spark, path, Optional.of(profile.toString()), 0.2))
                .withMessageContaining("shop")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE));

        assertThat(files()).isEqualTo(before);
    }

    private void refused(SparkSession spark, String path, ScanlineException.Code code, String message) {
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> run(spark, path, Optional.empty(), 0.2))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private void planAgain(SparkSession spark) throws IOException {
        assertThat(Batches.planned(TestLake.in(lake, spark)))
                .as("plans stay as a log")
                .containsExactly(1L);
    }

    private IngestResult load(SparkSession spark, double maxRejected) {
        return run(spark, source.toString(), Optional.empty(), maxRejected);
    }

    private IngestResult run(SparkSession spark, String from, Optional<String> profile, double maxRejected) {
        return (IngestResult) TestLake.run(
                lake, spark, new SalesIngestJob(new IngestOptions(from, profile, maxRejected, false), Map.of()));
    }

    private void withStore(SparkSession spark) {
        Row store = RowFactory.create(
                "001", "One", "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(
                TestLake.in(lake, spark),
                Stores.TABLE,
                spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()),
                0);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(source.resolve(name), text, UTF_8).toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private List<String> sales(SparkSession spark) {
        Dataset<Row> lines = TestLake.in(lake, spark).read(SalesLines.TABLE);
        return lines.orderBy(SalesLines.TRANSACTION_ID, SalesLines.LINE_NUMBER).collectAsList().stream()
                .map(row -> row.getAs(SalesLines.TRANSACTION_ID) + "/" + row.getAs(SalesLines.LINE_NUMBER) + " "
                        + row.getAs(SalesLines.ITEM_ID) + " "
                        + row.getAs(SalesLines.QUANTITY) + " " + row.getAs(SalesLines.NET_AMOUNT) + " "
                        + row.getAs(SalesLines.LINE_KIND) + " line "
                        + row.getAs(SalesLines.SOURCE_LINE))
                .toList();
    }

    private Map<String, Long> versions(SparkSession spark) {
        Lake now = TestLake.in(lake, spark);
        return Stream.of(SalesLines.TABLE, QuarantinedLines.TABLE, Corrections.TABLE, IngestFiles.TABLE, Stores.TABLE)
                .collect(java.util.stream.Collectors.toMap(Table::name, now::latestVersion));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(lake)) {
            return all.map(Path::toString)
                    .filter(name -> !name.contains("_scanline"))
                    .sorted()
                    .toList();
        }
    }
}
