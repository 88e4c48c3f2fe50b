package io.scanline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.table.IngestFiles;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file of a header, two sales, a refused line and a repeated one, against rows written here. */
class FileRecountTest {
    private static final StructType SALE = new StructType()
            .add(SalesLines.SOURCE_FILE, Types.STRING)
            .add(SalesLines.SOURCE_LINE, Types.LONG)
            .add(SalesLines.INGEST_BATCH, Types.LONG)
            .add(SalesLines.STORE_ID, Types.STRING)
            .add(SalesLines.REGISTER_ID, Types.STRING)
            .add(SalesLines.TRANSACTION_ID, Types.STRING)
            .add(SalesLines.LINE_NUMBER, Types.INT)
            .add(ValueCheck.SOLD_AT_MICROS, Types.LONG)
            .add(ValueCheck.DAY, Types.STRING)
            .add(SalesLines.UTC_OFFSET_MINUTES, Types.INT)
            .add(SalesLines.TS_QUALITY, Types.STRING)
            .add(SalesLines.ITEM_ID, Types.STRING)
            .add(SalesLines.QUANTITY, Types.QUANTITY)
            .add(SalesLines.NET_AMOUNT, Types.MONEY);
    private static final StructType REFUSAL = new StructType()
            .add(QuarantinedLines.SOURCE_FILE, Types.STRING)
            .add(QuarantinedLines.SOURCE_LINE, Types.LONG)
            .add(QuarantinedLines.INGEST_BATCH, Types.LONG)
            .add(QuarantinedLines.REASONS, Types.strings())
            .add(QuarantinedLines.NET_AMOUNT, Types.MONEY);

    /** 2024-03-31T00:30:00Z, half an hour before London's clocks skip from one to two. */
    private static final long BEFORE_THE_GAP = 1_711_845_000_000_000L;

    private final List<Row> sales = new ArrayList<>();
    private final List<Row> refusals = new ArrayList<>();
    private final Map<Integer, UnplacedLines.Found> found = new HashMap<>();

    @TempDir
    Path folder;

    private Path file;
    private String sha256;
    private LocalDate keptSince;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("till.csv");
        Files.writeString(
                file,
                "store_id,transaction_id,line_number,sold_at,item_id,quantity,net_amount\n"
                        + "001,T1,1,2024-03-31T01:30:00+01:00,4711,2,5.00\n"
                        + "001,T1,2,2024-03-31T01:30:00,4712,1,3.00\n"
                        + "001,T1,3,2024-03-31T01:30:00,4712,x,1.00\n"
                        + "001,T1,1,2024-03-31T01:30:00+01:00,4711,2,5.00\n");
        sha256 = hash(Files.readAllBytes(file));
        sales.add(sale(uri(), 2, 1, BEFORE_THE_GAP, 60, "OFFSET", "4711", "2.0000", "5.0000"));
        sales.add(sale(uri(), 3, 2, BEFORE_THE_GAP + 3_600_000_000L, 60, "GAP", "4712", "1.0000", "3.0000"));
        refusals.add(refusal(4, 7, "1.0000", "BAD_TYPE"));
        found.put(0, new UnplacedLines.Found(new UnplacedLines.Place(uri(), 2), null));
    }

    @Test
    void agreesWhereEveryLineHasItsPlace() throws IOException {
        assertThat(first()).isEqualTo("nothing");
    }

    @Test
    void namesAnotherTime() throws IOException {
        sales.set(0, sale(uri(), 2, 1, BEFORE_THE_GAP + 1_000_000, 60, "OFFSET", "4711", "2.0000", "5.0000"));
        assertThat(first()).startsWith("till.csv line 2: the file says sold_at 2024-03-31T00:30:00Z; the lake says");
    }

    @Test
    void namesAnotherItemAndAnotherNetAmount() throws IOException {
        sales.set(1, sale(uri(), 3, 2, BEFORE_THE_GAP + 3_600_000_000L, 60, "GAP", "4712", "1.0000", "3.0100"));
        assertThat(first())
                .isEqualTo("till.csv line 3: the file says net_amount 3.0000; the lake says net_amount 3.0100");
        sales.set(0, sale(uri(), 2, 1, BEFORE_THE_GAP, 60, "OFFSET", "4799", "2.0000", "5.0000"));
        assertThat(first()).isEqualTo("till.csv line 2: the file says item_id 4711; the lake says item_id 4799");
    }

    @Test
    void namesARefusalOfAnotherAmountOrBatch() throws IOException {
        refusals.set(0, refusal(4, 7, null, "BAD_TYPE"));
        assertThat(first())
                .isEqualTo("till.csv line 4: the file says net_amount 1.0000; the lake says net_amount nothing");
        refusals.set(0, refusal(4, 6, "1.0000", "BAD_TYPE"));
        assertThat(first()).isEqualTo("till.csv line 4: the file says that batch 7 loaded it; the lake says batch 6");
    }

    @Test
    void namesRowsOfTheHeaderAndBehindTheEndAndOfOtherFiles() throws IOException {
        sales.add(sale(uri(), 9, 9, BEFORE_THE_GAP, 60, "OFFSET", "4711", "2.0000", "5.0000"));
        assertThat(first()).startsWith("till.csv line 9: the file says nothing");
        sales.add(0, sale(uri(), 1, 9, BEFORE_THE_GAP, 60, "OFFSET", "4711", "2.0000", "5.0000"));
        assertThat(first())
                .startsWith("till.csv line 1: the file says the header; the lake says 1 rows of sales_lines");
        sales.add(0, sale("file:/a.csv", 3, 9, BEFORE_THE_GAP, 60, "OFFSET", "4711", "2.0000", "5.0000"));
        assertThat(first()).startsWith("a.csv line 3: the file says nothing: no such line in a loaded file");
    }

    @Test
    void namesALineThatNothingRepeats() throws IOException {
        found.clear();
        assertThat(first()).startsWith("till.csv line 5: the file says a sale over 5.0000 that nothing replaced");
    }

    @Test
    void missesNoLineOfADayThatWasLetGo() throws IOException {
        sales.clear();
        found.clear();
        keptSince = LocalDate.of(2024, 4, 1);
        assertThat(first()).isEqualTo("nothing");
        keptSince = LocalDate.of(2024, 3, 29);
        assertThat(first()).as("on kept days").startsWith("till.csv line 2: the file says a sale over 5.0000");
    }

    @Test
    void namesAFileWithOtherBytesAndTheSameSales() throws IOException {
        Files.writeString(file, Files.readString(file, UTF_8).replace(",x,", ",y,"));
        assertThat(first()).startsWith("till.csv: the file says sha256 " + hash(Files.readAllBytes(file)));
    }

    private String uri() {
        return "file:" + file;
    }

    /** The first difference, without the folder. */
    private String first() throws IOException {
        LedgerFile ledger = new LedgerFile(
                7,
                7,
                uri(),
                Files.size(file),
                sha256,
                IngestFiles.LOADED,
                5,
                1,
                0,
                2,
                1,
                0,
                1,
                new BigDecimal("14.0000"),
                LocalDate.of(2024, 3, 31));
        Findings findings = new Findings();
        Totals totals = new Totals();
        UnplacedLines unplaced = new UnplacedLines(new Known(found), findings, totals, new KeptDays(keptSince));
        LakeCursors lake = new LakeCursors(
                new Cursor(sales.iterator()),
                new Cursor(refusals.iterator()),
                new Cursor(List.<Row>of().iterator()));
        try (RawFile raw =
                RawFile.open(uri(), Layout.contract(), new Configuration()).orElseThrow()) {
            new FileRecount(lake, findings, totals, unplaced).recount(ledger, raw);
        }
        lake.reportRest(findings);
        unplaced.finish();
        return findings.first()
                .map(difference -> difference.toString().replaceAll("file:/\\S*?(?=till.csv|a.csv)", ""))
                .orElse("nothing");
    }

    private static Row sale(
            String file,
            long line,
            int number,
            long soldAt,
            int offset,
            String quality,
            String item,
            String quantity,
            String net) {
        Object[] values = {
            file,
            line,
            7L,
            "001",
            "0",
            "T1",
            number,
            soldAt,
            "2024-03-31",
            offset,
            quality,
            item,
            new BigDecimal(quantity),
            new BigDecimal(net)
        };
        return new GenericRowWithSchema(values, SALE);
    }

    private Row refusal(long line, long batch, String net, String reason) {
        Object[] values = {
            uri(),
            line,
            batch,
            scala.jdk.javaapi.CollectionConverters.asScala(List.of(reason)).toSeq(),
            net == null ? null : new BigDecimal(net)
        };
        return new GenericRowWithSchema(values, REFUSAL);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Known(Map<Integer, UnplacedLines.Found> places) implements UnplacedLines.Lookup {
        @Override
        public Map<Integer, UnplacedLines.Found> find(List<RawSale> sales) {
            return places;
        }

        @Override
        public long corrections() {
            return 0;
        }
    }
}
