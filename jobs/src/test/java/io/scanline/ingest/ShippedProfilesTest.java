package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import io.scanline.table.Holidays;
import io.scanline.table.LocalEvents;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import io.scanline.table.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The profiles in data-samples, against the columns that their sources have. */
@ExtendWith(SparkExtension.class)
class ShippedProfilesTest {
    private static final Path PROFILES = Path.of(System.getProperty("scanline.project"), "data-samples", "profiles");
    private static final StructType CALENDAR =
            text("date,wm_yr_wk,event_name_1,event_type_1,event_name_2,event_type_2,snap_CA,snap_TX,snap_WI");

    private final SparkSession spark;

    ShippedProfilesTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void everyProfileFitsItsSource() throws IOException {
        Map<String, StructType> sales = Map.of(
                "online-retail.yaml",
                        text("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"),
                "complete-journey.yaml",
                        text(
                                "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp"));
        for (Map.Entry<String, StructType> source : sales.entrySet()) {
            assertThat(expressions(source.getKey(), Fields.sales(), source.getValue())
                            .fields())
                    .contains("store_id", "sold_at");
        }
        assertThat(expressions("m5/stores.yaml", Fields.of(Stores.TABLE), text("store_id,state_id"))
                        .unusedColumns())
                .isEmpty();
        assertThat(expressions("m5/products.yaml", Fields.of(Products.TABLE), text("item_id,dept_id,cat_id"))
                        .unusedColumns())
                .isEmpty();
    }

    @Test
    void pricesOfM5HoldForTheWeekOfTheCalendar() throws IOException {
        StructType source =
                text("store_id,item_id").add("week", Types.INT).add("price", DataTypes.createDecimalType(6, 2));
        // the calendar's own dates of the first day of each week
        Map<Integer, String> starts = Map.of(
                11101,
                "2011-01-29",
                11152,
                "2012-01-21",
                11201,
                "2012-01-28",
                11353,
                "2014-01-25",
                11401,
                "2014-02-01",
                11621,
                "2016-06-18");
        List<Row> rows = starts.keySet().stream()
                .map(week -> RowFactory.create("CA_1", "A", week, new BigDecimal("2.00")))
                .toList();

        List<Row> prices = expressions("m5/prices.yaml", Fields.of(Prices.TABLE), source)
                .over(spark.createDataFrame(rows, source), List.of("week"))
                .collectAsList();

        assertThat(prices).hasSize(starts.size()).allSatisfy(row -> {
            Row fields = row.getStruct(1);
            assertThat(fields.<Object>getAs("from")).hasToString(starts.get(row.getInt(0)));
            assertThat(StrictText.date(fields.getAs("to")))
                    .isEqualTo(StrictText.date(fields.getAs("from")).plusDays(7));
        });
    }

    @Test
    void theCalendarOfM5IsHolidaysAndSnapDays() throws IOException {
        Row easter = RowFactory.create(
                "2011-04-24", "11113", "OrthodoxEaster", "Religious", "Easter", "Cultural", "0", "1", "0");
        Row plain = RowFactory.create("2011-04-25", "11113", null, null, null, null, "0", "0", "0");

        List<Row> holidays = expressions("m5/holidays-2.yaml", Fields.of(Holidays.TABLE), CALENDAR)
                .over(spark.createDataFrame(List.of(easter, plain), CALENDAR), List.of("date"))
                .collectAsList();
        List<Row> snap = expressions("m5/snap-TX.yaml", Fields.of(LocalEvents.TABLE), CALENDAR)
                .over(spark.createDataFrame(List.of(easter, plain), CALENDAR), List.of("date"))
                .collectAsList();

        assertThat(holidays.get(0).getStruct(1).<String>getAs("code")).isEqualTo("EASTER");
        assertThat(holidays)
                .extracting(row -> row.getList(row.fieldIndex("skipped_by")).size())
                .containsExactly(0, 1);
        assertThat(snap.get(0).getStruct(1).<String>getAs("event_id")).isEqualTo("SNAP-TX-2011-04-24");
        assertThat(snap.get(0).getStruct(1).<Object>getAs("to")).hasToString("2011-04-25");
        assertThat(snap)
                .extracting(row -> row.getList(row.fieldIndex("skipped_by")).size())
                .containsExactly(0, 1);
    }

    @Test
    void linesOfM5AreSoldAtNoonOfTheStore() throws IOException {
        StructType source = text("store_id,item_id")
                .add("date", Types.DATE)
                .add("units", DataTypes.ShortType)
                .add("price", DataTypes.createDecimalType(6, 2));
        Row line =
                RowFactory.create("CA_1", "A", java.sql.Date.valueOf("2016-03-13"), (short) 3, new BigDecimal("2.00"));

        Row fields = expressions("m5/sales.yaml", Fields.sales(), source)
                .over(spark.createDataFrame(List.of(line), source), List.of())
                .head()
                .getStruct(0);

        assertThat(fields.<Object>getAs("sold_at")).isEqualTo(LocalDateTime.of(2016, 3, 13, 12, 0));
        assertThat(StrictText.decimal(fields.getAs("quantity"), Types.QUANTITY)).isEqualByComparingTo("3");
    }

    private ProfileExpressions expressions(String profile, Fields fields, StructType source) throws IOException {
        return ProfileExpressions.of(
                spark,
                ProfileReader.read(profile, Files.readString(PROFILES.resolve(profile)), fields),
                fields,
                source);
    }

    private static StructType text(String names) {
        StructType schema = new StructType();
        for (String name : names.split(",", -1)) {
            schema = schema.add(name, Types.STRING);
        }
        return schema;
    }
}
