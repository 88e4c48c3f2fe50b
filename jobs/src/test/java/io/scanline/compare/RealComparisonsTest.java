package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.Interval;
import io.scanline.ingest.CorrectionRule;
import io.scanline.ingest.DateLimits;
import io.scanline.ingest.IngestOptions;
import io.scanline.ingest.SalesIngestJob;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.summarize.SummarizeJob;
import io.scanline.summarize.SummarizeOptions;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.TrendComparisons;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comparisons of sales that nobody made up, computed once more from the lines by plain sums. {@code scanline.real-data} names a folder
 * with {@code online_retail/by-day} and {@code complete_journey/transactions_sample.csv}.
 */
@ExtendWith(SparkExtension.class)
@EnabledIfSystemProperty(named = "scanline.real-data", matches = ".+")
class RealComparisonsTest {
    private static final Path DATA = Path.of(System.getProperty("scanline.real-data", ""));
    private static final Path PROFILES = Path.of(System.getProperty("scanline.project"), "data-samples/profiles");

    /** Two rows of each, by chance, but the same at every run. */
    private static final List<String> PICKED = List.of(
            "HOUR SAME_HOUR_LAST_WEEK",
            "DAY MEDIAN_4_WEEKS",
            "DAY LAST_YEAR_364",
            "WEEK MEAN_13_WEEKS",
            "MTD LAST_YEAR_364");

    @TempDir
    Path folder;

    @Test
    void onlineRetailAgreesWithPlainSums(SparkSession spark) {
        compare(spark, "online_retail/by-day", "online-retail.yaml", "Europe/London");
    }

    @Test
    void completeJourneyAgreesWithPlainSums(SparkSession spark) {
        compare(spark, "complete_journey/transactions_sample.csv", "complete-journey.yaml", "UTC");
    }

    private void compare(SparkSession spark, String data, String profile, String zone) {
        // half a million lines are worth compiling for
        spark.conf().set("spark.sql.codegen.wholeStage", "true");
        spark.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        TestLake.run(
                folder,
                spark,
                new SalesIngestJob(
                        new IngestOptions(
                                DATA.resolve(data).toString(),
                                Optional.of(PROFILES.resolve(profile).toString()),
                                0.01,
                                false,
                                Duration.ZERO,
                                CorrectionRule.NEWER,
                                DateLimits.DEFAULT),
                        Map.of()));
        TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
        TestLake.run(folder, spark, new CompareJob(new CompareOptions(Interval.unbounded(), 35, 21, 12, "")));
        Lake lake = TestLake.in(folder, spark);
        lake.read(SalesLines.TABLE).createOrReplaceTempView("lines");
        lake.read(Stores.TABLE).createOrReplaceTempView("stores");
        spark.sql("""
                SELECT store_id, region, country, business_date, net_amount,
                    from_utc_timestamp(hour_start_utc, '%s') AS local_hour_start
                FROM lines JOIN stores USING (store_id)
                WHERE status = 'COMPLETED' AND NOT line_voided AND line_kind IN ('SALE', 'RETURN')
                """.formatted(zone)).cache().createOrReplaceTempView("sold");
        lake.read(TrendComparisons.TABLE).createOrReplaceTempView("trends");
        List<Row> picked = new ArrayList<>();
        for (String kind : PICKED) {
            picked.addAll(picked(spark, kind));
        }
        assertThat(picked).hasSize(2 * PICKED.size());
        for (Row row : picked) {
            System.out.println(row);
            agrees(spark, row, zone);
        }
        spark.catalog().uncacheTable("sold");
    }

    private static List<Row> picked(SparkSession spark, String kindAndComparison) {
        return spark.sql("""
                SELECT level, entity, period_kind, period_start, comparison, actual, base, base_points
                FROM trends
                WHERE concat(period_kind, ' ', comparison) = '%s' AND metric = 'net_sales' AND population = 'ALL'
                    AND currency_mode = 'REPORTED' AND department = '*' AND elapsed_fraction = 1 AND base IS NOT NULL
                ORDER BY xxhash64(level, entity, period_start)
                LIMIT 2
                """.formatted(kindAndComparison)).collectAsList();
    }

    private static void agrees(SparkSession spark, Row row, String zone) {
        String comparison = row.getAs(TrendComparisons.COMPARISON);
        BigDecimal actual = row.getAs(TrendComparisons.ACTUAL);
        BigDecimal base = row.getAs(TrendComparisons.BASE);
        assertThat(sold(spark, row, zone, 0)).as("actual of %s", row).isEqualByComparingTo(actual);
        int[] daysBefore = comparison.equals("LAST_YEAR_364")
                ? new int[] {364}
                : IntStream.rangeClosed(1, weeks(comparison))
                        .map(week -> 7 * week)
                        .toArray();
        List<BigDecimal> bases = IntStream.of(daysBefore)
                .mapToObj(days -> sold(spark, row, zone, days))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        assertThat(row.<Integer>getAs(TrendComparisons.BASE_POINTS))
                .as("bases of %s", row)
                .isEqualTo(bases.size());
        assertThat(base.doubleValue()).as("base of %s", row).isCloseTo(together(comparison, bases), within(5e-4));
    }

    private static int weeks(String comparison) {
        return switch (comparison) {
            case "MEDIAN_4_WEEKS" -> 4;
            case "MEAN_13_WEEKS" -> 13;
            default -> 1;
        };
    }

    private static double together(String comparison, List<BigDecimal> bases) {
        int n = bases.size();
        return comparison.equals("MEAN_13_WEEKS")
                ? bases.stream().mapToDouble(BigDecimal::doubleValue).average().orElseThrow()
                : (bases.get((n - 1) / 2).doubleValue() + bases.get(n / 2).doubleValue()) / 2;
    }

    /** Net sales of the row's place in its period, so many days earlier; null where nothing was sold, of an hour in its whole day. */
    private static BigDecimal sold(SparkSession spark, Row row, String zone, int daysBefore) {
        Timestamp start = row.getAs(TrendComparisons.PERIOD_START);
        String kind = row.getAs(TrendComparisons.PERIOD_KIND);
        boolean ofHour = kind.equals("HOUR");
        LocalDateTime from = start.toInstant()
                .atZone(ofHour ? ZoneId.of(zone) : ZoneOffset.UTC)
                .toLocalDateTime()
                .minusDays(daysBefore);
        LocalDate first = from.toLocalDate();
        LocalDate end =
                switch (kind) {
                    case "WEEK" -> first.plusWeeks(1);
                    case "MTD" -> first.plusDays(daysBefore).plusMonths(1).minusDays(daysBefore);
                    default -> first.plusDays(1);
                };
        String level = row.getAs(TrendComparisons.LEVEL);
        Column place =
                level.equals("STORE") ? col("store_id") : level.equals("REGION") ? col("region") : col("country");
        Dataset<Row> lines = spark.table("sold")
                .where(col("business_date")
                        .geq(lit(first))
                        .and(col("business_date").lt(lit(end))));
        Column inPeriod = ofHour ? hour(col("local_hour_start")).equalTo(from.getHour()) : lit(true);
        return (level.equals("CHAIN") ? lines : lines.where(place.equalTo(row.<String>getAs(TrendComparisons.ENTITY))))
                .agg(sum(when(inPeriod, col("net_amount")).otherwise(0)).cast("decimal(18,4)"))
                .head()
                .getDecimal(0);
    }
}
