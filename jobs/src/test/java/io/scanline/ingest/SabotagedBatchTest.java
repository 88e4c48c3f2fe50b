package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.ScanlineException;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.spark.Transform;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step of a batch goes wrong once, on its way to the balance. */
@ExtendWith(SparkExtension.class)
class SabotagedBatchTest {
    private static final String HEADER =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,currency\n";
    private static final Column SALE =
            col(StagedLines.FILE).equalTo(0).and(col(StagedLines.LINE).equalTo(2));
    private static final Column TALLY = col(StagedLines.VERDICT).equalTo(StagedLines.TALLY);
    private static final Column TALLY_OF_SALE = TALLY.and(col(StagedLines.FILE).equalTo(0));
    private static final Column PRICE = lit("5.00").cast("decimal(28,4)");

    @TempDir
    static Path folder;

    private record Sabotage(String name, Transform step, String noticed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sabotage> sabotages() {
        return Stream.of(
                new Sabotage("a line is dropped", lines -> lines.where(not(SALE)), "2 with a verdict: off by 1"),
                new Sabotage(
                        "a line is dropped before it is tallied",
                        lines -> lines.where(not(SALE))
                                .withColumn(
                                        StagedLines.LINES,
                                        when(
                                                        TALLY_OF_SALE,
                                                        col(StagedLines.LINES).minus(1))
                                                .otherwise(col(StagedLines.LINES)))
                                .withColumn(StagedLines.PARSED_NET, lessWhere(TALLY_OF_SALE)),
                        "3 lines by bytes, 2 read"),
                new Sabotage(
                        "a file is judged twice",
                        lines -> lines.unionAll(
                                lines.where(col(StagedLines.FILE).equalTo(1).and(not(TALLY)))),
                        "b.csv: 2 lines by bytes, 2 read, 6 with a verdict: off by -4"),
                new Sabotage(
                        "a cent is added",
                        lines -> lines.withColumn(
                                StagedLines.PARSED_NET,
                                when(
                                                SALE,
                                                col(StagedLines.PARSED_NET)
                                                        .plus(lit("0.01").cast("decimal(28,4)")))
                                        .otherwise(col(StagedLines.PARSED_NET))
                                        .cast("decimal(28,4)")),
                        "net amounts read sum to 8.0000, those of the verdicts to 8.0100: off by -0.0100"),
                new Sabotage(
                        "a sale is passed over as blank",
                        lines -> lines.withColumn(StagedLines.PARSED_NET, lessWhere(SALE.or(TALLY_OF_SALE)))
                                .withColumn(
                                        StagedLines.VERDICT,
                                        when(SALE, lit(StagedLines.BLANK)).otherwise(col(StagedLines.VERDICT))),
                        "0 blank lines by bytes, 1 passed over as blank"));
    }

    private static Column lessWhere(Column condition) {
        return when(condition, coalesce(col(StagedLines.PARSED_NET), lit(0)).minus(PRICE))
                .otherwise(col(StagedLines.PARSED_NET))
                .cast("decimal(28,4)");
    }

    @BeforeAll
    static void write() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(
                source.resolve("a.csv"),
                HEADER + "001,A,1,2024-03-01T09:30:00,4711,2,2.50,GBP\n001,A,2,2024-03-01T09:30:00,4712,1,3.00,GBP\n");
        Files.writeString(source.resolve("b.csv"), HEADER + "001,B,1,2024-03-01T09:30:00,4711,2,2.50,GBP\n");
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void theBalanceNoticesAndNothingIsPublished(Sabotage sabotage, SparkSession spark) {
        Path lake = folder.resolve("lake");
        IngestOptions options = new IngestOptions(
                folder.resolve("source").toString(),
                Optional.empty(),
                0,
                true,
                Duration.ZERO,
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);

        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> TestLake.run(lake, spark, new SalesIngestJob(options, Map.of(), sabotage.step())))
                .withMessageContaining("Nothing was published: the batch does not balance.")
                .withMessageContaining(sabotage.noticed())
                .satisfies(e -> assertThat(e.code().exitCode()).isEqualTo(3));
        assertThat(TestLake.in(lake, spark).latestVersion(SalesLines.TABLE)).isNegative();
        assertThat(lake.resolve("_scanline/plans")).as("the plan is taken back").doesNotExist();
    }
}
