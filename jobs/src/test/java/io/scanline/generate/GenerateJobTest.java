package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import io.scanline.generate.GenerateOptions.Compression;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Products;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class GenerateJobTest {
    @TempDir
    Path folder;

    private GenerateOptions options(String out, LogFormat format, Compression compression) {
        return new GenerateOptions(
                folder.resolve(out).toString(),
                14,
                60,
                40,
                LocalDate.of(2025, 3, 1),
                60,
                0.05,
                11,
                format,
                compression,
                0.02);
    }

    private GenerateResult run(SparkSession spark, GenerateOptions options) {
        return TestLake.run(folder.resolve("lake"), spark, new GenerateJob(options));
    }

    @Test
    void blocksMadeInAnotherOrderGiveTheSameBytes(SparkSession spark) throws Exception {
        for (Compression compression : List.of(Compression.NONE, Compression.GZ, Compression.ZST)) {
            GenerateOptions side = options("side-" + compression, LogFormat.CSV, compression);
            GenerateOptions single = options("single-" + compression, LogFormat.CSV, compression);
            run(spark, side);
            SerializableConfiguration hadoop =
                    new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
            BuildBlocks build = new BuildBlocks(single, hadoop);
            for (long block = single.blocks() - 1; block >= 0; block--) {
                build.call(block);
            }
            // a block made twice, as after a lost executor, changes nothing
            build.call(0L);
            new ChainFiles(single, hadoop).call(List.of(0L).iterator());

            assertThat(single.blocks()).isGreaterThan(1);
            assertThat(digests(folder.resolve("side-" + compression)))
                    .isEqualTo(digests(folder.resolve("single-" + compression)));
        }
    }

    @Test
    void anotherSeedMakesAnotherChain(SparkSession spark) throws Exception {
        GenerateOptions one = options("one", LogFormat.CSV, Compression.NONE);
        GenerateOptions two = new GenerateOptions(
                folder.resolve("two").toString(),
                14,
                60,
                40,
                one.start(),
                60,
                0.05,
                12,
                LogFormat.CSV,
                Compression.NONE,
                0.02);
        run(spark, one);
        run(spark, two);

        assertThat(digests(folder.resolve("one"))).isNotEqualTo(digests(folder.resolve("two")));
    }

    @Test
    void parquetHoldsTheSameSalesAsCsv(SparkSession spark) {
        GenerateOptions csv = cleanOptions("csv", LogFormat.CSV);
        GenerateOptions parquet = cleanOptions("parquet", LogFormat.PARQUET);
        run(spark, csv);
        run(spark, parquet);
        String total = "count(1) as lines, sum(cast(net_amount as decimal(18,4))) as net,"
                + " count(distinct store_id, business_date, register_id, transaction_id, line_number) as keys";

        Dataset<Row> fromCsv = spark.read()
                .option("header", "true")
                .csv(folder.resolve("csv/sales").toString())
                .selectExpr(total.split(", (?=[a-z]+\\()", -1));
        Dataset<Row> fromParquet = spark.read()
                .parquet(folder.resolve("parquet/sales").toString())
                .selectExpr(total.split(", (?=[a-z]+\\()", -1));

        assertThat(fromParquet.collectAsList()).isEqualTo(fromCsv.collectAsList());
    }

    private GenerateOptions cleanOptions(String out, LogFormat format) {
        return new GenerateOptions(
                folder.resolve(out).toString(),
                4,
                40,
                30,
                LocalDate.of(2025, 3, 1),
                60,
                0,
                1,
                format,
                Compression.NONE,
                0);
    }

    @Test
    void referenceTablesHaveTheContractsColumns(SparkSession spark) throws Exception {
        GenerateResult result = run(spark, options("out", LogFormat.JSONL, Compression.NONE));
        for (Table table : List.of(Stores.TABLE, Products.TABLE, StockPositions.TABLE)) {
            List<String> lines =
                    Files.readAllLines(folder.resolve("out/reference").resolve(table.name() + ".csv"));
            assertThat(lines.get(0))
                    .isEqualTo(String.join(",", table.rowSchema().fieldNames()));
            assertThat(lines.size()).isGreaterThan(2);
        }
        assertThat(Files.list(folder.resolve("out/reference"))).hasSize(11);
        assertThat(Files.readAllLines(folder.resolve("out/truth/events.csv"))).hasSize(result.events() + 1);
        assertThat(Files.readAllLines(folder.resolve("out/truth/spoiled.csv"))).hasSize((int) result.spoiled() + 1);
        assertThat(spark.read()
                        .parquet(folder.resolve("out/truth/demand.parquet").toString())
                        .columns())
                .containsExactly("store_id", "item_id", "date", "demand", "units_sold", "in_stock_share");
        assertThat(folder.resolve("out/_building")).doesNotExist();
    }

    @Test
    void refusesAFolderThatHoldsAChain(SparkSession spark) {
        GenerateOptions options = cleanOptions("full", LogFormat.CSV);
        run(spark, options);

        assertThatThrownBy(() -> run(spark, options))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void namesEveryOptionThatIsWrong() {
        assertThatThrownBy(() -> new GenerateOptions("", 0, 1, 1, null, 1, 0, 1, LogFormat.PARQUET, Compression.GZ, 2))
                .hasMessageContaining("--out")
                .hasMessageContaining("--stores")
                .hasMessageContaining("--items")
                .hasMessageContaining("--start")
                .hasMessageContaining("--compression")
                .hasMessageContaining("--dirt");
    }

    private static Map<String, String> digests(Path root) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(read(file));
                digests.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        assertThat(digests).isNotEmpty();
        return digests;
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
