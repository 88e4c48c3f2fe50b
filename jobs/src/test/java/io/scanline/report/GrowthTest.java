package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.GrowthBridges;
import io.scanline.table.Lake;
import io.scanline.table.TableRows;
import io.scanline.table.TrendComparisons;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class GrowthTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 23);

    @TempDir
    Path folder;

    @Test
    void tellsTheChainInTheGroupsMoneyAndCountriesInTheirOwn(SparkSession spark) {
        Lake lake = TestLake.in(folder, spark);
        TableRows.fill(
                lake,
                TrendComparisons.TABLE,
                month("CHAIN", "chain", "EUR", "CONSTANT", "ALL", "2024-03-01", "300", 0.5),
                month("CHAIN", "chain", "EUR", "CONSTANT", "LIKE_FOR_LIKE", "2024-03-01", "200", 0.25),
                month("CHAIN", "chain", "EUR", "CONSTANT", "ALL", "2024-02-01", "999", 0.9),
                month("CHAIN", "chain", "GBP", "REPORTED", "ALL", "2024-03-01", "100", 0.1),
                month("COUNTRY", "GB", "GBP", "REPORTED", "ALL", "2024-03-01", "100", 0.1),
                month("COUNTRY", "GB", "EUR", "CONSTANT", "ALL", "2024-03-01", "120", 0.1),
                month("COUNTRY", "GB", "GBP", "REPORTED", "ALL", "2024-04-01", "1", -0.9));
        TableRows.fill(
                lake,
                GrowthBridges.TABLE,
                bridge("COUNTRY", "FR", "2024-03-10", "80", "70"),
                bridge("CHAIN", "chain", "2024-03-10", "180", "150"),
                bridge("COUNTRY", "GB", "2024-03-10", "100", "80"),
                bridge("STORE", "S1", "2024-03-10", "10", "9"),
                bridge("CHAIN", "chain", "2024-03-03", "999", "999"),
                sum("RETAIL_YEAR", "2024-02-04", "1179"),
                sum("RETAIL_YEAR", "2023-01-29", "9"),
                sum("RETAIL_PERIOD", "2024-03-17", "9"));

        Growth growth = Growth.of(TestLake.in(folder, spark), DAY);

        assertThat(growth.toDate())
                .extracting(row -> row.get("entity") + " " + row.get("currency") + " " + row.get("netSales"))
                .containsExactly("chain EUR 300", "GB GBP 100");
        assertThat(growth.toDate().get(0))
                .containsEntry("start", "2024-03-01")
                .containsEntry("pct", new BigDecimal("0.5"))
                .containsEntry("likeForLikePct", new BigDecimal("0.25"))
                .containsEntry("unsure", true);
        assertThat(growth.week()).isEqualTo("2024-03-10");
        assertThat(growth.weekBridges()).extracting(row -> row.get("entity")).containsExactly("chain", "GB", "FR");
        assertThat(growth.yearBridges())
                .extracting(row -> row.get("actual").toString())
                .containsExactly("1179");
    }

    private static Map<String, Object> month(
            String level,
            String entity,
            String currency,
            String mode,
            String population,
            String start,
            String actual,
            double pct) {
        Map<String, Object> row = new HashMap<>();
        row.put(TrendComparisons.LEVEL, level);
        row.put(TrendComparisons.ENTITY, entity);
        row.put(TrendComparisons.CURRENCY, currency);
        row.put(TrendComparisons.CURRENCY_MODE, mode);
        row.put(TrendComparisons.POPULATION, population);
        row.put(TrendComparisons.DEPARTMENT, "*");
        row.put(TrendComparisons.PERIOD_KIND, "MTD");
        row.put(TrendComparisons.PERIOD_START, start + "T00:00:00Z");
        row.put(TrendComparisons.METRIC, "net_sales");
        row.put(TrendComparisons.COMPARISON, "LAST_YEAR_364");
        row.put(TrendComparisons.ACTUAL, actual);
        row.put(TrendComparisons.PCT, pct);
        row.put(TrendComparisons.CONFIDENCE, "LOW");
        return row;
    }

    private static Map<String, Object> sum(String kind, String start, String actual) {
        Map<String, Object> row = bridge("CHAIN", "chain", start, actual, "1");
        row.put(GrowthBridges.PERIOD_KIND, kind);
        return row;
    }

    private static Map<String, Object> bridge(String level, String entity, String week, String actual, String base) {
        Map<String, Object> row = new HashMap<>();
        row.put(GrowthBridges.LEVEL, level);
        row.put(GrowthBridges.ENTITY, entity);
        row.put(GrowthBridges.PERIOD_KIND, "WEEK");
        row.put(GrowthBridges.PERIOD_START, week);
        row.put(GrowthBridges.ACTUAL, actual);
        row.put(GrowthBridges.BASE, base);
        return row;
    }
}
