package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.PolicyScores;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PoliciesTest {
    private static final String COMMAND = "scanline simulate";

    @TempDir
    Path folder;

    @Test
    void showsTheWholeChainOfTheLatestReplay(SparkSession spark) {
        String none = "CAST(0 AS DECIMAL(18,4)) ";
        List<String> columns = List.of(
                "DATE(day) as_of",
                "182 days",
                "policy",
                "store store_id",
                "'*' department",
                "'*' velocity",
                "'EUR' currency",
                "0.95D service_target",
                "0.96D fill_rate",
                "0.9D cycle_service",
                "7L items",
                none + "demand_units",
                none + "opening_units",
                none + "received_units",
                none + "sold_units",
                "CAST(12.5 AS DECIMAL(18,4)) waste_units",
                none + "closing_units",
                "CAST(NULL AS DOUBLE) safety",
                none + "mean_stock_units",
                "5.5D mean_stock_days",
                none + "lost_sales_money",
                none + "lost_margin",
                none + "waste_cost",
                none + "holding_cost",
                none + "total_cost",
                "3L orders",
                "0L items_without_cost");
        DeltaIo.append(
                TestLake.in(folder, spark),
                PolicyScores.TABLE,
                spark.sql(
                                "SELECT * FROM VALUES ('2024-03-01', 'old', '*'), ('2024-04-01', 'z-sigma', '*'),"
                                        + " ('2024-04-01', 'fill-rate', '*'), ('2024-04-01', 'fill-rate', 'S1') AS t(day, policy, store)")
                        .selectExpr(columns.toArray(String[]::new)));

        Policies policies = Policies.of(TestLake.in(folder, spark), COMMAND);

        assertThat(policies.asOf()).isEqualTo("2024-04-01");
        assertThat(policies.scores()).extracting(score -> score.get("policy")).containsExactly("fill-rate", "z-sigma");
        assertThat(policies.scores().get(0))
                .containsEntry("target", new BigDecimal("0.95"))
                .containsEntry("waste", new BigDecimal("12.5"))
                .containsEntry("items", 7L);
    }

    @Test
    void namesTheCommandWhereNothingWasReplayed(SparkSession spark) {
        Policies policies = Policies.of(TestLake.in(folder, spark), COMMAND);

        assertThat(policies.asOf()).isNull();
        assertThat(policies.scores()).isEmpty();
        assertThat(policies.command()).isEqualTo(COMMAND);
    }
}
