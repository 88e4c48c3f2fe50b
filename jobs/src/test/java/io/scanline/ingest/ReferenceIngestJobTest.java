package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Result;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Packed;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReferenceIngestJobTest {
    private static final String STORES = """
            store_id,name,region,country,time_zone,currency,opened_on,area_m2
            0007,"Leeds, North",Yorkshire,GB,Europe/London,GBP,2019-05-01,1200.5

            DE1,Ulm,Schwaben,DE,Europe/Berlin,EUR,,
            """;

    private final SparkSession spark;

    @TempDir
    Path folder;

    ReferenceIngestJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void loadsSoundRowsAndCountsEveryLine() throws IOException {
        ReferenceIngestResult result = load("stores", file("stores.csv", STORES), null, 0);

        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.changed()).isEqualTo(2);
        Row leeds =
                lake().read(Stores.TABLE).where(col("store_id").equalTo("0007")).head();
        assertThat((String) leeds.getAs("name")).isEqualTo("Leeds, North");
        assertThat((BigDecimal) leeds.getAs("area_m2")).isEqualByComparingTo("1200.5");
        assertThat((Object) leeds.getAs("opened_on")).hasToString("2019-05-01");
        Row ledger = lake().read(IngestFiles.TABLE).head();
        assertThat(List.of(
                        ledger.<Long>getAs("lines_total"),
                        ledger.<Long>getAs("lines_header"),
                        ledger.<Long>getAs("lines_blank"),
                        ledger.<Long>getAs("lines_accepted")))
                .containsExactly(4L, 1L, 1L, 2L);
    }

    @Test
    void loadsEveryTableOfAFolderAndEntersThemInOneCommit() throws IOException {
        Path reference = Files.createDirectory(folder.resolve("reference"));
        Files.writeString(
                reference.resolve("store_closures.csv"),
                "store_id,from,to,reason\n0007,2024-12-25,2024-12-26,holiday\n");
        Files.writeString(reference.resolve("stores.csv"), STORES);
        Files.writeString(reference.resolve("notes.txt"), "not a table");

        Result result = ReferenceIngestJob.ofFolder(reference.toString(), 0).run(spark, lake());

        assertThat(((ReferenceIngestResults) result).tables())
                .extracting(table -> table.dataset() + " " + table.changed() + " " + table.warnings())
                .containsExactly("stores 2 []", "store_closures 1 []");
        Dataset<Row> ledger = lake().read(IngestFiles.TABLE);
        assertThat(ledger.select("batch").as(Encoders.LONG()).collectAsList()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(ledger.select(Table.RUN_ID).distinct().count()).isEqualTo(1);
        assertThatThrownBy(
                        () -> ReferenceIngestJob.ofFolder(folder.toString(), 0).run(spark, lake()))
                .hasMessageContaining("no file of a reference table");
    }

    /** The ledger takes a batch for an old one whose number a load before it has used up. */
    @Test
    void tablesWithNothingNewUseUpNoNumberOfALaterBatch() throws IOException {
        Path reference = Files.createDirectory(folder.resolve("reference"));
        Files.writeString(reference.resolve("stores.csv"), STORES);
        Files.writeString(reference.resolve("fx_rates.csv"), "date,from_currency,to_currency,rate\n");
        ReferenceIngestJob.ofFolder(reference.toString(), 0).run(spark, lake());
        Files.writeString(reference.resolve("stores.csv"), STORES.replace("Ulm", "Neu-Ulm"));
        ReferenceIngestJob.ofFolder(reference.toString(), 0).run(spark, lake());
        load("holidays", file("holidays.csv", "country,region,date,code,name\nDE,*,2024-10-03,UNITY,Unity\n"), null, 0);

        List<Long> batches = lake().read(IngestFiles.TABLE)
                .select("batch")
                .as(Encoders.LONG())
                .collectAsList();

        assertThat(batches).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void theSameFileAgainChangesNothing() throws IOException {
        Path file = file("stores.csv", STORES + "X 1,bad id,,GB,Europe/London,GBP,,\n");
        load("stores", file, null, 1);
        List<Long> before = versions();

        ReferenceIngestResult again = load("stores", file, null, 1);

        assertThat(again.changed()).isZero();
        assertThat(again.quarantined()).isEqualTo(1);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void badRowsGoToQuarantineWithPlaceAndEveryReason() throws IOException {
        String rows = STORES + "S 1,spaced,North,XX,Europe/Atlantis,EUR,2024-02-30,12.345678\n" + "S2,short row,North\n"
                + "S3,,,GB,Europe/London,gbp,,\n";

        ReferenceIngestResult result = load("stores", file("stores.csv", rows), null, 0.6);

        assertThat(result.accepted()).isEqualTo(2);
        List<Row> quarantined =
                lake().read(QuarantinedLines.TABLE).orderBy("source_line").collectAsList();
        assertThat(quarantined)
                .extracting(row -> row.<Long>getAs("source_line"))
                .containsExactly(5L, 6L, 7L);
        assertThat(quarantined.get(0).<String>getList(quarantined.get(0).fieldIndex("reasons")))
                .containsExactlyInAnyOrder("OUT_OF_RANGE", "BAD_TYPE");
        assertThat((String) quarantined.get(0).getAs("message"))
                .contains("Europe/Atlantis", "2024-02-30", "12.345678", "XX");
        assertThat(quarantined.get(1).<String>getList(quarantined.get(1).fieldIndex("reasons")))
                .containsExactly("MALFORMED");
        assertThat(quarantined.get(2).<String>getList(quarantined.get(2).fieldIndex("reasons")))
                .containsExactlyInAnyOrder("MISSING_FIELD", "BAD_CURRENCY");
        assertThat((String) quarantined.get(1).getAs("raw")).isEqualTo("S2,short row,North");
    }

    @Test
    void tooManyBadRowsLoadNothing() throws IOException {
        Path file = file("stores.csv", STORES + "S 1,bad id,North,GB,Europe/London,GBP,,\n");

        assertThatThrownBy(() -> load("stores", file, null, 0.1))
                .isInstanceOfSatisfying(ScanlineException.class, e -> assertThat(e.code())
                        .isEqualTo(ScanlineException.Code.DATA_REFUSED))
                .hasMessageContainingAll("1 of 3 rows", "stores.csv line 5", "S 1");
        assertThat(versions()).containsOnly(-1L);
    }

    @Test
    void equalRowsAreOneAndContradictionsAreAllRefused() throws IOException {
        String terms = """
                store_id,item_id,supplier_id,lead_time_days
                *,A,X,2
                *,A,X,2
                *,B,X,2
                *,B,X,3
                """;

        ReferenceIngestResult result = load("supply_terms", file("terms.csv", terms), null, 1);

        assertThat(result.duplicate()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(2);
        assertThat(result.warnings()).anySatisfy(warning -> assertThat(warning).contains("item_id", "products", "A"));
        assertThat(lake().read(SupplyTerms.TABLE).count()).isEqualTo(1);
        assertThat(lake().read(QuarantinedLines.TABLE)
                        .where("array_contains(reasons, 'KEY_COLLISION')")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void ofSeveralFilesTheLastByNameHasTheWord() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        file("in/1.csv", STORES);
        file("in/2.csv", STORES.replace("Ulm", "Neu-Ulm").replace("0007", "0008"));

        ReferenceIngestResult result = load("stores", folder.resolve("in"), null, 0);

        assertThat(result.superseded()).isEqualTo(1);
        assertThat(lake().read(Stores.TABLE).orderBy("store_id").select("name").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("Leeds, North", "Leeds, North", "Neu-Ulm");
    }

    @Test
    void profilesRenameSkipAndGiveZones() throws IOException {
        Path profile = file("positions.yaml", """
                format: jsonl
                time-zone: America/Chicago
                columns: {store_id: shop, item_id: sku, as_of: "to_timestamp(at, 'dd/MM/yyyy HH:mm')", on_hand: stock}
                skip-when: {NOT_COUNTED: stock is null}
                reject-when: {NEGATIVE: stock < 0}
                """);
        Path source = file("positions.jsonl", """
                {"shop": "A", "sku": "1", "at": "01/03/2024 12:00", "stock": 3.5}
                {"shop": "A", "sku": "2", "at": "01/03/2024 12:00", "stock": null}
                {"shop": "A", "sku": "3", "at": "01/03/2024 12:00", "stock": -1}
                {"shop": "A", "sku": "4", "at": "noon", "stock": 1}
                """);

        ReferenceIngestResult result = load("stock_positions", source, profile, 1);

        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.quarantined()).isEqualTo(2);
        Row position = lake().read(StockPositions.TABLE).head();
        assertThat(position.<java.sql.Timestamp>getAs("as_of").toInstant()).hasToString("2024-03-01T18:00:00Z");
        assertThat(lake().read(QuarantinedLines.TABLE).orderBy("source_line").collectAsList())
                .extracting(row -> row.getList(row.fieldIndex("reasons")).toString())
                .containsExactly("[NEGATIVE]", "[MISSING_FIELD]");
    }

    @Test
    void readsParquetWithItsTypes() {
        Path source = folder.resolve("prices.parquet");
        spark.sql(
                        "select 'S1' store_id, 'A' item_id, date'2024-03-01' `from`, 2.5D price union all select 'S1', 'B', date'2024-03-01', 0.1D + 0.2D")
                .coalesce(1)
                .write()
                .parquet(source.toString());

        ReferenceIngestResult result = load("prices", source, null, 0.5);

        assertThat(result.accepted()).isEqualTo(1);
        Row refused = lake().read(QuarantinedLines.TABLE).head();
        assertThat((String) refused.getAs("message")).contains("0.30000000000000004");
        assertThat((String) refused.getAs("raw")).contains("\"item_id\":\"B\"");
    }

    @Test
    void refusesFilesThatAreNotWhole() throws IOException {
        byte[] packed = Packed.gzip(STORES.getBytes(StandardCharsets.UTF_8));
        Path whole = Files.write(folder.resolve("whole.csv.gz"), packed);
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, packed.length - 12));
        Path empty = file("empty.csv", "");

        assertThatThrownBy(() -> load("stores", cut, null, 1)).hasMessageContainingAll("cut.csv.gz", "decompressed");
        assertThatThrownBy(() -> load("stores", empty, null, 1)).hasMessageContainingAll("empty.csv", "is empty");
        assertThatThrownBy(() -> load("stores", folder.resolve("absent.csv"), null, 1))
                .hasMessageContaining("absent.csv");
        assertThatThrownBy(() -> ReferenceOptions.of("shops", "x", null, 0)).hasMessageContaining("store_closures");
        assertThat(versions()).containsOnly(-1L);
        assertThat(load("stores", whole, null, 0).accepted()).isEqualTo(2);
    }

    /** A load was killed when its refused lines were in quarantine and it was not in the ledger yet. */
    @Test
    void aLoadAfterOneThatBrokeOffLosesNoRefusedLine() throws IOException {
        load("stores", file("stores.csv", STORES + "S2,short row,North\n"), null, 0.9);
        Dataset<Row> before = lake().read(IngestFiles.TABLE).limit(0).drop(Table.RUN_ID, Table.COMPUTED_AT);
        DeltaIo.replace(lake(), IngestFiles.TABLE, before, Scope.everything());

        ReferenceIngestResult next = load("stores", file("more.csv", STORES + "S3,shorter\n"), null, 0.9);

        assertThat(next.quarantined()).isEqualTo(1);
        assertThat(lake().read(QuarantinedLines.TABLE).count()).isEqualTo(2);
    }

    private ReferenceIngestResult load(String dataset, Path source, Path profile, double maxRejected) {
        ReferenceOptions options = ReferenceOptions.of(
                dataset, source.toString(), profile == null ? null : profile.toString(), maxRejected);
        return (ReferenceIngestResult) ReferenceIngestJob.of(options).run(spark, lake());
    }

    private Lake lake() {
        return TestLake.in(folder.resolve("lake"), spark);
    }

    private List<Long> versions() {
        Lake lake = lake();
        return List.<Table>of(Stores.TABLE, QuarantinedLines.TABLE, IngestFiles.TABLE).stream()
                .map(lake::latestVersion)
                .toList();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
