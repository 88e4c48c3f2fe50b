package io.scanline.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Packed;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of input that is wrong, odd or meant to do harm, one file a case. All files that can be taken in are loaded
 * together, so that each case also shows that it leaves the others alone.
 */
@ExtendWith(SparkExtension.class)
class HostileInputTest {
    private static final Map<String, String> SALE = Map.of(
            "store_id", "001",
            "transaction_id", "@",
            "line_number", "1",
            "sold_at", "2024-03-01T09:30:00",
            "item_id", "4711",
            "quantity", "2",
            "unit_price", "2.50");
    private static final List<String> COLUMNS =
            List.of("store_id", "transaction_id", "line_number", "sold_at", "item_id", "quantity", "unit_price");
    private static final String HEADER = String.join(",", COLUMNS) + "\n";
    private static final String GOOD = "001,@,2,2024-03-01T09:30:00,4711,2,2.50\n";
    private static final String JSON =
            "{\"store_id\":\"001\",\"transaction_id\":\"@\",\"line_number\":%d,\"sold_at\":\"2024-03-01T09:30:00\",\"item_id\":\"4711\",\"quantity\":%s,\"unit_price\":2.50%s}\n";
    private static final String CARD = "4111 1111 1111 1111";

    @TempDir
    static Path folder;

    private static final Map<String, Row> LEDGER = new TreeMap<>();
    private static final Map<String, List<Row>> SALES = new TreeMap<>();
    private static final Map<String, List<Row>> QUARANTINE = new TreeMap<>();
    private static final Map<String, String> REFUSALS = new TreeMap<>();
    private static List<Long> versionsBefore;
    private static List<Long> versionsAfter;
    private static IngestResult again;

    /**
     * A file that is loaded.
     *
     * @param text content; {@code @} stands for a transaction of its own
     * @param shown column of sales_lines that an accepted line is told by
     * @param counts lines = header + blank + accepted + duplicate + corrected + quarantined
     * @param verdicts line number and verdict: ACCEPTED with the shown value, or the reasons and the field
     */
    private record Loaded(String name, String ending, byte[] text, String shown, String counts, List<String> verdicts) {
        String file() {
            return name.replaceAll("[^A-Za-z0-9]+", "-") + ending;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A file that is refused, and the batch with it. */
    private record Refused(String name, String ending, byte[] bytes, String problem) {
        String file() {
            return name.replaceAll("[^A-Za-z0-9]+", "-") + ending;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Loaded> loaded() {
        return Stream.of(fields(), csvLayouts(), jsonLines(), typed()).flatMap(cases -> cases);
    }

    /** A sale with one field changed on line 2, and the sale as it is on line 3. */
    private static Stream<Loaded> fields() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Stream.of(
                field("exponent beyond doubles", "quantity", "1e400", "BAD_TYPE quantity"),
                field("not a number", "quantity", "NaN", "BAD_TYPE quantity"),
                field("infinity", "unit_price", "Infinity", "BAD_TYPE unit_price"),
                field("minus nothing", "quantity", "-0.00", "ACCEPTED 0.0000"),
                field("decimal comma", "unit_price", "\"12,50\"", "BAD_TYPE unit_price"),
                field("half a cent", "unit_price", "12.505", "ACCEPTED 25.0100"),
                field("five decimals", "unit_price", "12.50505", "BAD_TYPE unit_price"),
                field("thirty digits", "unit_price", "123456789012345678901234567890", "BAD_TYPE unit_price"),
                field("hexadecimal", "quantity", "0x10", "BAD_TYPE quantity"),
                field("digits of another script", "quantity", "\u0662", "BAD_TYPE quantity"),
                field("a million and one", "quantity", "1000001", "OUT_OF_RANGE quantity"),
                field("price below nothing", "unit_price", "-2.50", "OUT_OF_RANGE unit_price"),
                field("line number beyond int", "line_number", "99999999999", "BAD_TYPE line_number"),
                field("line number below nothing", "line_number", "-1", "OUT_OF_RANGE line_number"),
                field("29 February of a common year", "sold_at", "2023-02-29T09:30:00", "BAD_TIMESTAMP sold_at"),
                field("offset of 25 hours", "sold_at", "2024-03-01T09:30:00+25:00", "BAD_TIMESTAMP sold_at"),
                field("second 60", "sold_at", "2024-03-01T09:30:60", "BAD_TIMESTAMP sold_at"),
                field("year 1", "sold_at", "0001-01-01T00:00:00", "OUT_OF_RANGE sold_at"),
                field("year 9999", "sold_at", "9999-12-31T23:59:59", "OUT_OF_RANGE sold_at"),
                field("year 10000", "sold_at", "10000-01-01T00:00:00", "BAD_TIMESTAMP sold_at"),
                field(
                        "clock ten days ahead",
                        "sold_at",
                        now.plus(10, ChronoUnit.DAYS).toString(),
                        "OUT_OF_RANGE sold_at"),
                field(
                        "day ten days ahead",
                        "business_date",
                        now.plus(10, ChronoUnit.DAYS).toString().substring(0, 10),
                        "OUT_OF_RANGE business_date"),
                field(
                        "clock an hour ahead",
                        "sold_at",
                        now.plus(1, ChronoUnit.HOURS).toString(),
                        "ts_quality",
                        "ACCEPTED SUSPECT",
                        "STORE_TZ"),
                field(
                        "hour that the clocks leave out",
                        "sold_at",
                        "2024-03-31T01:30:00",
                        "ts_quality",
                        "ACCEPTED GAP",
                        "STORE_TZ"),
                field(
                        "hour that the clocks repeat",
                        "sold_at",
                        "2024-10-27T01:30:00",
                        "ts_quality",
                        "ACCEPTED AMBIGUOUS",
                        "STORE_TZ"),
                field("no transaction", "transaction_id", " ", "MISSING_FIELD transaction_id"),
                field("store with a slash", "store_id", "../001", "UNKNOWN_STORE store_id"),
                field("store that nobody knows", "store_id", "999", "UNKNOWN_STORE store_id"),
                field("spaces around", "store_id", " 001 ", "ACCEPTED 5.0000"),
                field("currency that is none", "currency", "XQX", "BAD_CURRENCY currency"),
                field("lower-case status", "status", "completed", "status", "ACCEPTED COMPLETED", "COMPLETED"),
                field("lower-case kind", "line_kind", "gift_card", "line_kind", "ACCEPTED GIFT_CARD", "SALE"),
                field("status that is none", "status", "DONE", "BAD_TYPE status"),
                field(
                        "formula",
                        "note",
                        "\"=HYPERLINK(\"\"http://x\"\",1)\"",
                        "extras",
                        "ACCEPTED {note==HYPERLINK(\"http://x\",1)}",
                        "null"),
                field(
                        "script",
                        "department",
                        "<script>alert(1)</script>",
                        "department",
                        "ACCEPTED <script>alert(1)</script>",
                        "null"),
                field(
                        "statement",
                        "promotion_id",
                        "'; drop table sales_lines; --",
                        "promotion_id",
                        "ACCEPTED '; drop table sales_lines; --",
                        "null"),
                field("card as payment", "payment_type", CARD, "payment_type", "ACCEPTED **** **** **** 1111", "null"),
                field(
                        "card in a note",
                        "note",
                        "paid by " + CARD,
                        "extras",
                        "ACCEPTED {note=paid by **** **** **** 1111}",
                        "null"),
                field(
                        "item that is a bar code",
                        "item_id",
                        "4006381333931",
                        "item_id",
                        "ACCEPTED 4006381333931",
                        "4711"));
    }

    private static Stream<Loaded> csvLayouts() {
        String all =
                "store_id,transaction_id,line_number,sold_at,item_id,quantity,gross_amount,discount_amount,net_amount\n";
        String sale = GOOD.replace(",2,2024", ",1,2024");
        return Stream.of(
                csv(
                        "amounts that disagree",
                        all + "001,@,1,2024-03-01T09:30:00,4711,1,5,1,3\n",
                        "2 = 1 + 0 + 0 + 0 + 0 + 1",
                        "2 AMOUNTS_DISAGREE net_amount"),
                csv(
                        "unbalanced quote",
                        HEADER + sale.replace("4711", "\"4711") + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 MALFORMED null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "quote in the middle",
                        HEADER + sale.replace("4711", "47\"11") + GOOD.replace("4711", "a \"b\" c"),
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 MALFORMED null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "text behind a closing quote",
                        HEADER + sale.replace("4711", "\"47\"11") + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 MALFORMED null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "column missing",
                        HEADER + sale.replace(",2.50", "") + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 MALFORMED null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "column too many",
                        HEADER + sale.replace("\n", ",x\n") + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 MALFORMED null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "blank lines",
                        "\n" + HEADER + "\n" + sale + " \t \n   \n" + GOOD + "\n",
                        "8 = 1 + 5 + 2 + 0 + 0 + 0",
                        "4 ACCEPTED 5.0000",
                        "7 ACCEPTED 5.0000"),
                csv("byte order mark", "\uFEFF" + HEADER + GOOD, "2 = 1 + 0 + 1 + 0 + 0 + 0", "2 ACCEPTED 5.0000"),
                csv(
                        "carriage returns alone",
                        (HEADER + sale + GOOD).replace("\n", "\r"),
                        "3 = 1 + 0 + 2 + 0 + 0 + 0",
                        "2 ACCEPTED 5.0000",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "carriage returns and line feeds",
                        (HEADER + sale + GOOD).replace("\n", "\r\n"),
                        "3 = 1 + 0 + 2 + 0 + 0 + 0",
                        "2 ACCEPTED 5.0000",
                        "3 ACCEPTED 5.0000"),
                csv("no last line feed", HEADER + GOOD.strip(), "2 = 1 + 0 + 1 + 0 + 0 + 0", "2 ACCEPTED 5.0000"),
                csv("header alone", HEADER, "1 = 1 + 0 + 0 + 0 + 0 + 0"),
                csv(
                        "columns in another order",
                        "unit_price,quantity,item_id,sold_at,line_number,transaction_id,store_id\n2.50,2,4711,2024-03-01T09:30:00,2,@,001\n",
                        "2 = 1 + 0 + 1 + 0 + 0 + 0",
                        "2 ACCEPTED 5.0000"),
                csv(
                        "column renamed",
                        HEADER.replace("store_id", "shop") + GOOD,
                        "2 = 1 + 0 + 0 + 0 + 0 + 1",
                        "2 MISSING_FIELD store_id"),
                csv(
                        "line beyond the limit",
                        HEADER + sale.replace("4711", "x".repeat(200_000)) + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 TOO_LONG null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "sale behind many spaces",
                        HEADER + " ".repeat(100_000) + sale + GOOD,
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 TOO_LONG null",
                        "3 ACCEPTED 5.0000"),
                csv(
                        "zero byte far inside",
                        HEADER + "\n".repeat(5_000) + sale.replace("4711", "47\u000011") + GOOD,
                        "5003 = 1 + 5000 + 1 + 0 + 0 + 1",
                        "5002 MALFORMED null",
                        "5003 ACCEPTED 5.0000"),
                csv(
                        "two tins without line numbers",
                        (HEADER + GOOD + GOOD).replace("line_number,", "").replace(",2,2024", ",2024"),
                        "3 = 1 + 0 + 2 + 0 + 0 + 0",
                        "2 ACCEPTED 5.0000",
                        "3 ACCEPTED 5.0000"),
                csv("the same line twice", HEADER + GOOD + GOOD, "3 = 1 + 0 + 1 + 1 + 0 + 0", "2 ACCEPTED 5.0000"),
                csv(
                        "one key, two prices",
                        HEADER + GOOD + GOOD.replace("2.50", "2.60"),
                        "3 = 1 + 0 + 1 + 0 + 0 + 1",
                        "2 ACCEPTED 5.0000",
                        "3 KEY_COLLISION null"),
                bytes(
                        "byte that UTF-8 does not have",
                        (HEADER + sale.replace("4711", "\u00FF") + GOOD).getBytes(ISO_8859_1)),
                bytes("Latin-1", (HEADER + sale.replace("4711", "Caf\u00E9") + GOOD).getBytes(ISO_8859_1)));
    }

    private static Stream<Loaded> jsonLines() {
        String good = json(2, "2", "");
        String half = "2 = 0 + 0 + 1 + 0 + 0 + 1";
        return Stream.of(
                jsonl(
                        "nested object",
                        json(1, "2", ",\"till\":{\"no\":7}"),
                        "extras",
                        "2 = 0 + 0 + 2 + 0 + 0 + 0",
                        "1 ACCEPTED {till={\"no\":7}}",
                        "2 ACCEPTED null"),
                jsonl(
                        "number as text",
                        json(1, "\"2\"", ""),
                        "net_amount",
                        "2 = 0 + 0 + 2 + 0 + 0 + 0",
                        "1 ACCEPTED 5.0000",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "exponent in JSON",
                        json(1, "1e400", ""),
                        "net_amount",
                        half,
                        "1 BAD_TYPE quantity",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "key twice",
                        json(1, "2", ",\"quantity\":3"),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "key twice in another case",
                        json(1, "2", ",\"Quantity\":3"),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl("comma too many", json(1, "2", ","), "net_amount", half, "1 MALFORMED null", "2 ACCEPTED 5.0000"),
                jsonl(
                        "no number in JSON",
                        json(1, "NaN", ""),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "object cut off",
                        json(1, "2", "").replace("}", ""),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "two objects a line",
                        json(1, "2", "").strip() + json(3, "2", ""),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "ten thousand brackets",
                        json(1, "2", ",\"x\":" + "[".repeat(10_000)),
                        "net_amount",
                        half,
                        "1 MALFORMED null",
                        "2 ACCEPTED 5.0000"),
                jsonl(
                        "quantity that is an object",
                        json(1, "{}", ""),
                        "net_amount",
                        half,
                        "1 BAD_TYPE quantity",
                        "2 ACCEPTED 5.0000"),
                new Loaded(
                        "array between objects",
                        ".jsonl",
                        (good + "[1,2]\n").getBytes(UTF_8),
                        "net_amount",
                        half,
                        List.of("1 ACCEPTED 5.0000", "2 MALFORMED null")));
    }

    /** Files that {@link #parquet} writes. */
    private static Stream<Loaded> typed() {
        return Stream.of(
                new Loaded(
                        "Parquet of text",
                        ".parquet",
                        null,
                        "net_amount",
                        "1 = 0 + 0 + 1 + 0 + 0 + 0",
                        List.of("1 ACCEPTED 5.0000")),
                new Loaded(
                        "Parquet of numbers",
                        ".parquet",
                        null,
                        "net_amount",
                        "1 = 0 + 0 + 1 + 0 + 0 + 0",
                        List.of("1 ACCEPTED 5.0000")),
                new Loaded(
                        "Parquet of infinity",
                        ".parquet",
                        null,
                        "net_amount",
                        "1 = 0 + 0 + 0 + 0 + 0 + 1",
                        List.of("1 BAD_TYPE quantity")),
                new Loaded(
                        "Parquet without a price",
                        ".parquet",
                        null,
                        "net_amount",
                        "1 = 0 + 0 + 0 + 0 + 0 + 1",
                        List.of("1 MISSING_FIELD net_amount")));
    }

    private static final Map<String, String> PARQUET = Map.of(
            "Parquet of text", "'2' as quantity, '2.50' as unit_price",
            "Parquet of numbers", "2 as quantity, 2.5d as unit_price",
            "Parquet of infinity", "double('Infinity') as quantity, 2.5d as unit_price",
            "Parquet without a price", "2 as quantity");

    static Stream<Refused> refused() {
        byte[] log = (HEADER + GOOD.repeat(3_000)).getBytes(UTF_8);
        return Stream.of(
                new Refused("gzip cut off", ".csv.gz", half(Packed.gzip(log)), "cannot be decompressed to its end"),
                new Refused("zstd cut off", ".csv.zst", half(Packed.zstd(log)), "cannot be decompressed to its end"),
                new Refused("gzip that is none", ".csv.gz", log, "cannot be decompressed to its end"),
                new Refused("gzip bomb", ".csv.gz", Packed.gzip(new byte[4 << 20]), "is not csv: it has zero bytes"),
                new Refused(
                        "gzip bomb of text",
                        ".csv.gz",
                        Packed.gzip((HEADER + " ".repeat(4 << 20)).getBytes(UTF_8)),
                        "decompresses to more than 200 times its size"),
                new Refused(
                        "zstd bomb of blank lines",
                        ".csv.zst",
                        Packed.zstd((HEADER + "\n".repeat(4 << 20)).getBytes(UTF_8)),
                        "decompresses to more than 200 times its size"),
                new Refused(
                        "Parquet without its end",
                        ".parquet",
                        "PAR1 and then nothing that it should".getBytes(UTF_8),
                        "is no whole Parquet file"),
                new Refused("empty", ".csv", new byte[0], "is empty"),
                new Refused("blank", ".csv", " \n\t\n".getBytes(UTF_8), "all its lines are blank"),
                new Refused("UTF-16", ".csv", ("\uFEFF" + HEADER + GOOD).getBytes(UTF_16LE), "is UTF-16"),
                new Refused("UTF-16 without a mark", ".csv", (HEADER + GOOD).getBytes(UTF_16BE), "has zero bytes"),
                new Refused(
                        "zero byte in the header",
                        ".csv",
                        (HEADER + GOOD).replace("item", "it\u0000em").getBytes(UTF_8),
                        "has zero bytes"),
                new Refused(
                        "column twice",
                        ".csv",
                        (HEADER.replace("item_id", "Store_ID") + GOOD).getBytes(UTF_8),
                        "twice in its header"),
                new Refused(
                        "header beyond the limit",
                        ".csv",
                        ("x".repeat(100_000) + HEADER).getBytes(UTF_8),
                        "first line of more than 64 KiB"),
                new Refused(
                        "five thousand columns",
                        ".csv",
                        (",x".repeat(5_000) + "\n").getBytes(UTF_8),
                        "more than 4096 columns"),
                new Refused("five thousand keys", ".jsonl", keys(5_000).getBytes(UTF_8), "more than 4096 columns"),
                new Refused(
                        "array in place of objects",
                        ".jsonl",
                        "[{}]\n".getBytes(UTF_8),
                        "its first line is no JSON object"),
                new Refused("workbook", ".csv", "PK\u0003\u0004".getBytes(UTF_8), "Excel workbook"));
    }

    @BeforeAll
    static void load(SparkSession spark) throws IOException {
        Path lake = folder.resolve("lake");
        Path source = Files.createDirectory(folder.resolve("source"));
        Lake fresh = TestLake.in(lake, spark);
        Row store = RowFactory.create(
                "001", "One", "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(fresh, Stores.TABLE, spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()), 0);
        int number = 0;
        for (Loaded file : loaded().toList()) {
            number++;
            if (file.text() == null) {
                parquet(spark, PARQUET.get(file.name()), "T" + number, source.resolve(file.file()));
            } else {
                byte[] text = new String(file.text(), ISO_8859_1)
                        .replace("@", "T" + number)
                        .getBytes(ISO_8859_1);
                Files.write(source.resolve(file.file()), text);
            }
        }
        run(spark, lake, source);
        collect(TestLake.in(lake, spark));
        versionsBefore = versions(TestLake.in(lake, spark));
        again = run(spark, lake, source);
        List<Refused> refused = refused().toList();
        for (int from = 0; from < refused.size(); from += 9) {
            refuse(spark, lake, refused.subList(from, Math.min(from + 9, refused.size())));
        }
        versionsAfter = versions(TestLake.in(lake, spark));
    }

    @ParameterizedTest
    @MethodSource("loaded")
    void judgesEveryLine(Loaded file) {
        List<String> verdicts = new ArrayList<>();
        SALES.getOrDefault(file.file(), List.of())
                .forEach(row ->
                        verdicts.add(row.getAs(SalesLines.SOURCE_LINE) + " ACCEPTED " + shown(row, file.shown())));
        QUARANTINE
                .getOrDefault(file.file(), List.of())
                .forEach(row -> verdicts.add(row.getAs(QuarantinedLines.SOURCE_LINE) + " "
                        + String.join("+", row.<String>getList(row.fieldIndex(QuarantinedLines.REASONS))) + " "
                        + row.getAs(QuarantinedLines.FIELD)));

        assertThat(verdicts).containsExactlyInAnyOrderElementsOf(file.verdicts());
    }

    @ParameterizedTest
    @MethodSource("loaded")
    void balancesEveryFile(Loaded file) {
        Row row = LEDGER.get(file.file());
        List<Long> parts = Stream.of(
                        IngestFiles.LINES_HEADER,
                        IngestFiles.LINES_BLANK,
                        IngestFiles.LINES_ACCEPTED,
                        IngestFiles.LINES_DUPLICATE,
                        IngestFiles.LINES_CORRECTED,
                        IngestFiles.LINES_QUARANTINED)
                .map(row::<Long>getAs)
                .toList();

        assertThat(row.getAs(IngestFiles.LINES_TOTAL) + " = "
                        + parts.stream().map(String::valueOf).collect(Collectors.joining(" + ")))
                .isEqualTo(file.counts());
        assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(row.getAs(IngestFiles.LINES_TOTAL));
        assertThat(SALES.getOrDefault(file.file(), List.of()))
                .hasSize(parts.get(2).intValue());
        assertThat(QUARANTINE.getOrDefault(file.file(), List.of()))
                .hasSize(parts.get(5).intValue());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheFileAndSaysWhy(Refused file) {
        assertThat(REFUSALS.get(file.file())).contains(file.problem());
    }

    @Test
    void masksCardsInTheQuarantineToo() {
        List<Row> refused = QUARANTINE.values().stream().flatMap(List::stream).toList();

        assertThat(refused).isNotEmpty().allSatisfy(row -> assertThat(row.<String>getAs(QuarantinedLines.RAW))
                .doesNotContain(CARD)
                .hasSizeLessThanOrEqualTo(LineReader.LONGEST));
    }

    @Test
    void loadsNothingTwice() {
        assertThat(again.filesUnchanged()).isEqualTo(loaded().count());
        assertThat(again.batches()).isEmpty();
        assertThat(versionsAfter).isEqualTo(versionsBefore);
    }

    private static String shown(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof scala.collection.Map<?, ?>
                ? row.getJavaMap(row.fieldIndex(column)).toString()
                : String.valueOf(value);
    }

    private static Loaded field(String name, String column, String value, String verdict) {
        return field(name, column, value, SalesLines.NET_AMOUNT, verdict, "5.0000");
    }

    private static Loaded field(String name, String column, String value, String shown, String verdict, String other) {
        Map<String, String> changed = new LinkedHashMap<>(SALE);
        changed.put(column, value);
        boolean added = !COLUMNS.contains(column);
        List<String> columns = new ArrayList<>(COLUMNS);
        if (added) {
            columns.add(column);
        }
        String text = String.join(",", columns) + "\n"
                + columns.stream().map(changed::get).collect(Collectors.joining(",")) + "\n"
                + (added ? GOOD.replace("\n", ",\n") : GOOD);
        boolean accepted = verdict.startsWith("ACCEPTED");
        return new Loaded(
                name,
                ".csv",
                text.getBytes(UTF_8),
                shown,
                accepted ? "3 = 1 + 0 + 2 + 0 + 0 + 0" : "3 = 1 + 0 + 1 + 0 + 0 + 1",
                List.of("2 " + verdict, "3 ACCEPTED " + other));
    }

    private static Loaded csv(String name, String text, String counts, String... verdicts) {
        return new Loaded(name, ".csv", text.getBytes(UTF_8), SalesLines.NET_AMOUNT, counts, List.of(verdicts));
    }

    /** A file whose second line cannot be decoded. */
    private static Loaded bytes(String name, byte[] text) {
        return new Loaded(
                name,
                ".csv",
                text,
                SalesLines.NET_AMOUNT,
                "3 = 1 + 0 + 1 + 0 + 0 + 1",
                List.of("2 BAD_ENCODING null", "3 ACCEPTED 5.0000"));
    }

    private static String json(int line, String quantity, String more) {
        return String.format(JSON, line, quantity, more);
    }

    /** The line, and a good one behind it. */
    private static Loaded jsonl(String name, String line, String shown, String counts, String... verdicts) {
        byte[] text = (line + json(2, "2", "")).getBytes(UTF_8);
        return new Loaded(name, ".jsonl", text, shown, counts, List.of(verdicts));
    }

    /** Objects of ten keys each, no key twice. */
    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (i % 10 == 0 ? "{" : ",") + "\"k" + i + "\":1" + (i % 10 == 9 ? "}\n" : ""))
                .collect(Collectors.joining());
    }

    private static void parquet(SparkSession spark, String columns, String transaction, Path to) throws IOException {
        Path written = folder.resolve(to.getFileName() + ".parts");
        spark.sql("select '001' as store_id, '" + transaction
                        + "' as transaction_id, 1 as line_number, timestamp'2024-03-01T09:30:00Z' as sold_at, '4711' as item_id, "
                        + columns)
                .coalesce(1)
                .write()
                .parquet(written.toString());
        try (Stream<Path> parts = Files.list(written)) {
            Files.move(
                    parts.filter(part -> part.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    to);
        }
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static IngestResult run(SparkSession spark, Path lake, Path source) {
        IngestOptions options = new IngestOptions(
                source.toString(), Optional.empty(), 1, false, Duration.ZERO, CorrectionRule.NEWER, DateLimits.DEFAULT);
        return (IngestResult) TestLake.run(lake, spark, new SalesIngestJob(options, Map.of()));
    }

    /** Loads the files together with a good one; every one of them is named in the refusal. */
    private static void refuse(SparkSession spark, Path lake, List<Refused> files) throws IOException {
        Path source = Files.createTempDirectory(folder, "refused");
        Files.writeString(source.resolve("good.csv"), HEADER + GOOD);
        for (Refused file : files) {
            Files.write(source.resolve(file.file()), file.bytes());
        }
        ScanlineException refusal = catchThrowableOfType(ScanlineException.class, () -> run(spark, lake, source));
        assertThat(refusal.code()).isEqualTo(ScanlineException.Code.DATA_REFUSED);
        for (String line : refusal.getMessage().lines().toList()) {
            files.stream()
                    .filter(file -> line.contains("/" + file.file() + " "))
                    .forEach(file -> REFUSALS.put(file.file(), line));
        }
    }

    private static void collect(Lake lake) {
        lake.read(IngestFiles.TABLE).collectAsList().forEach(row -> LEDGER.put(name(row, IngestFiles.URI), row));
        lake.read(SalesLines.TABLE)
                .orderBy(col(SalesLines.SOURCE_LINE))
                .collectAsList()
                .forEach(row -> SALES.computeIfAbsent(name(row, SalesLines.SOURCE_FILE), file -> new ArrayList<>())
                        .add(row));
        lake.read(QuarantinedLines.TABLE)
                .orderBy(col(QuarantinedLines.SOURCE_LINE))
                .collectAsList()
                .forEach(row -> QUARANTINE
                        .computeIfAbsent(name(row, QuarantinedLines.SOURCE_FILE), file -> new ArrayList<>())
                        .add(row));
    }

    private static String name(Row row, String uri) {
        return row.<String>getAs(uri).replaceAll(".*/", "");
    }

    private static List<Long> versions(Lake lake) {
        return Stream.of(SalesLines.TABLE, QuarantinedLines.TABLE, IngestFiles.TABLE, Stores.TABLE)
                .map(lake::latestVersion)
                .toList();
    }
}
