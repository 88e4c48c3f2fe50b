package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class UsualSalesTest {
    /** Of the 30 units that the store sold on the 2nd and 3rd, half of the 2nd's fell into hours without tea: tea was 5 of 20. */
    @Test
    void isTheShareOfTheStoresSalesThatMetStock(SparkSession spark) {
        Dataset<Row> sales = spark.sql("""
                SELECT store_id, item_id, DATE(date) AS date, CAST(units_sold AS DECIMAL(18,4)) AS units_sold, CAST(in_stock_share AS DOUBLE) AS in_stock_share FROM VALUES
                  ('N', 'TEA', '2024-01-01', 4, 1), ('N', 'BREAD', '2024-01-01', 6, 1),
                  ('N', 'TEA', '2024-01-02', 5, 0.5), ('N', 'BREAD', '2024-01-02', 15, 1),
                  ('N', 'BREAD', '2024-01-03', 10, 1),
                  ('N', 'TEA', '2024-01-04', 2, 0.5), ('N', 'BREAD', '2024-01-04', 38, 1),
                  ('N', 'TEA', '2024-02-25', 2, 0.5)
                AS t(store_id, item_id, date, units_sold, in_stock_share)""");
        Dataset<Row> asked =
                sales.where("item_id = 'TEA' AND in_stock_share < 1").select("store_id", "item_id", "date");

        List<Row> usual = UsualSales.of(sales, asked)
                .orderBy("date")
                .select("usual", "evidence")
                .collectAsList();

        assertThat(usual.stream().map(row -> row.getDouble(0))).containsExactly(0.0, 10.0, 0.0);
        assertThat(usual.stream().map(row -> row.getDouble(1))).containsExactly(0.0, 5.0, 0.0);
    }

    @Test
    void daysLeanOnTheFourWeeksBefore() {
        LocalDate changed = LocalDate.parse("2024-01-10");
        Set<LocalDate> days = new TreeSet<>(LocalDate.parse("2024-01-01")
                .datesUntil(LocalDate.parse("2024-03-01"))
                .toList());

        assertThat(DemandHistoryUpdate.leaningOn(new TreeSet<>(Set.of(changed)), days))
                .containsExactlyInAnyOrderElementsOf(
                        changed.plusDays(1).datesUntil(changed.plusDays(29)).toList());
    }
}
