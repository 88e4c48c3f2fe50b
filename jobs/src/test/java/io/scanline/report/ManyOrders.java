package io.scanline.report;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Order lines of a large chain for one day: 250 items in each of as many stores as it takes, named and reasoned like real ones. */
final class ManyOrders {
    static final int ITEMS = 250;

    private static final String[] KINDS = {
        "Semi-skimmed milk",
        "Wholemeal bread, sliced",
        "Bananas, loose",
        "Free-range eggs, medium",
        "Ground coffee",
        "Olive oil, extra virgin"
    };

    private ManyOrders() {}

    static void fill(Lake lake, int lines) {
        Dataset<Row> orders = lake.spark().range(lines).selectExpr("*", "pmod(hash(id), 1000) dice");
        replace(
                lake,
                Stores.TABLE,
                lake.spark().range(lines / ITEMS).toDF(),
                Map.of(
                        "store_id", "printf('%04d', id)",
                        "name", "concat('High Street ', id)",
                        "region", "concat('Region ', id % 12)",
                        "country", "'GB'",
                        "time_zone", "'Europe/London'",
                        "currency", "'GBP'"));
        replace(
                lake,
                Products.TABLE,
                lake.spark().range(ITEMS).toDF(),
                Map.of(
                        "item_id",
                        "printf('%06d', 100000 + id)",
                        "name",
                        "concat(element_at(array('" + String.join("', '", KINDS)
                                + "'), int(id % 6) + 1), ', ', 50 + id, ' g')"));
        replace(lake, ReorderProposals.TABLE, orders, columns());
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new java.util.HashMap<>();
        columns.put("proposal_id", "sha2(string(id), 256)");
        columns.put("store_id", "printf('%04d', id div " + ITEMS + ")");
        columns.put("item_id", "printf('%06d', 100000 + id % " + ITEMS + ")");
        columns.put("supplier_id", "concat('SUPPLIER-', id % 40)");
        columns.put("order_date", "date'2024-03-24'");
        columns.put("delivery_on", "date'2024-03-25'");
        columns.put("next_delivery_on", "date_add(date'2024-03-26', int(dice % 3))");
        columns.put("protection_days", "int(1 + dice % 3)");
        columns.put("on_hand", "dice % 17");
        columns.put("on_order_due", "if(dice % 5 = 0, 12, 0)");
        columns.put("demand_mean", "dice / 37.0D");
        columns.put("demand_p50", "dice / 41.0D");
        columns.put("demand_target", "dice / 23.0D");
        columns.put("safety_stock", "dice / 61.0D");
        columns.put("reorder_point", "dice / 29.0D");
        columns.put("order_up_to", "dice / 19.0D");
        columns.put("net_need", "1 + dice % 20");
        columns.put("rounding_to_pack", "23 - dice % 20");
        columns.put("order_units", "24");
        columns.put("order_packs", "2");
        columns.put("pack_size", "12");
        columns.put("units_if_a_day_later", "24 + 12 * (dice % 3)");
        columns.put("units_if_half_the_misses", "24 + 12 * (dice % 2)");
        columns.put("units_if_a_pack_less", "36");
        columns.put("order_cost", "24 * (dice / 100.0D + 0.5)");
        columns.put("currency", "'GBP'");
        columns.put("service_target", "0.95D");
        columns.put("stockout_probability_without_order", "dice / 1000.0D");
        columns.put("expected_waste_units", "dice / 7000.0D");
        columns.put("expected_lost_sales_money", "dice / 31.0D");
        columns.put("priority", "int(1 + id % " + ITEMS + ")");
        columns.put(
                "reason",
                "concat('Order 24 (2 packs): ', dice % 17, if(dice % 5 = 0, ' on hand and 12 arriving Monday cover ', ' on hand of the '),"
                        + " round(dice / 19.0D), ' units likely needed until Thursday\\'s delivery; rounded up ', 23 - dice % 20, ' to full packs',"
                        + " if(dice % 3 = 0, concat('; about ', round(dice / 300.0D, 1), ' are likely to be missed before the goods come on Monday'), ''), '.')");
        columns.put("phantom_stock_suspect", "dice % 97 = 0");
        columns.put("stock_as_of", "timestamp'2024-03-24 04:00:00'");
        columns.put("status", "'PROPOSED'");
        return columns;
    }

    /** @param expressions of columns; those left out are 0 where they are required, else null */
    private static void replace(Lake lake, Table table, Dataset<Row> rows, Map<String, String> expressions) {
        List<String> columns = new ArrayList<>();
        for (StructField field : table.rowSchema().fields()) {
            String value = expressions.getOrDefault(field.name(), field.nullable() ? "null" : "0");
            columns.add("cast(" + value + " AS " + field.dataType().sql() + ") " + field.name());
        }
        DeltaIo.replace(lake, table, rows.selectExpr(columns.toArray(String[]::new)), Scope.everything());
    }
}
