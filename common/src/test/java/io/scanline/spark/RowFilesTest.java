package io.scanline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.table.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

@ExtendWith(SparkExtension.class)
class RowFilesTest {
    private static final StructType SCHEMA = new StructType()
            .add("line", Types.LONG)
            .add("text", Types.STRING)
            .add("net", Types.MONEY)
            .add("reasons", Types.strings())
            .add("extras", Types.STRING_MAP);

    @TempDir
    Path folder;

    @Test
    void rowsComeBackAsTheyWereAndColumnsInTheOrderAskedFor(SparkSession spark) {
        List<Row> rows = List.of(
                row(1, "Käse 🧀", "12.5000", List.of("A", "B"), Map.of("lane", "7")),
                row(2, null, null, null, null),
                row(3, "x".repeat(3_000_000), "-0.0001", List.of(), Map.of()));
        write(spark, rows);
        assertThat(read(spark).orderBy("line").collectAsList()).isEqualTo(rows);
        assertThat(read(spark).select("net", "line").orderBy("line").collectAsList())
                .containsExactly(
                        RowFactory.create(new BigDecimal("12.5000"), 1L),
                        RowFactory.create(null, 2L),
                        RowFactory.create(new BigDecimal("-0.0001"), 3L));
        assertThat(read(spark).count()).isEqualTo(3);
    }

    @Test
    void noRowsAreNoRows(SparkSession spark) {
        write(spark, List.of());
        assertThat(read(spark).isEmpty()).isTrue();
    }

    @Test
    void aFileThatWasCutOffIsNotTakenForWhole(SparkSession spark) throws IOException {
        write(spark, List.of(row(1, "a", null, null, null), row(2, "b", null, null, null)));
        byte[] content = content(spark);
        // the closing mark is the last int
        store(spark, java.util.Arrays.copyOf(content, content.length - Integer.BYTES));
        assertThatThrownBy(() -> read(spark).collectAsList()).hasStackTraceContaining("is not whole");
    }

    @Test
    void aFileOfAnotherSparkIsRefused(SparkSession spark) throws IOException {
        write(spark, List.of(row(1, "a", null, null, null)));
        ByteArrayOutputStream older = new ByteArrayOutputStream();
        new DataOutputStream(older).writeUTF("3.5.0");
        store(spark, older.toByteArray());
        assertThatThrownBy(() -> read(spark).collectAsList())
                .hasStackTraceContaining(
                        "was written by Spark 3.5.0 and can be read by that version only, not by " + spark.version());
    }

    private static Row row(long line, String text, String net, List<String> reasons, Map<String, String> extras) {
        return RowFactory.create(
                line,
                text,
                net == null ? null : new BigDecimal(net),
                reasons == null ? null : CollectionConverters.asScala(reasons).toSeq(),
                extras == null ? null : scala.collection.immutable.Map.from(CollectionConverters.asScala(extras)));
    }

    private void write(SparkSession spark, List<Row> rows) {
        spark.createDataFrame(rows, SCHEMA)
                .coalesce(1)
                .write()
                .mode("overwrite")
                .format(RowFiles.FORMAT)
                .save(folder.toString());
    }

    private Dataset<Row> read(SparkSession spark) {
        return spark.read().schema(SCHEMA).format(RowFiles.FORMAT).load(folder.toString());
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private byte[] content(SparkSession spark) throws IOException {
        try (InputStream in =
                codec(spark).compressedInputStream(new ByteArrayInputStream(Files.readAllBytes(file())))) {
            return in.readAllBytes();
        }
    }

    /** Puts other content in the one file's place, without the checksum beside it. */
    private void store(SparkSession spark, byte[] content) throws IOException {
        Path file = file();
        Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
        try (OutputStream out = codec(spark).compressedOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private static CompressionCodec codec(SparkSession spark) {
        return CompressionCodec.createCodec(spark.sparkContext().conf(), CompressionCodec.LZ4());
    }
}
