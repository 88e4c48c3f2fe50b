package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The supplier that an item is ordered from, where several offer it. */
public final class SupplierChoice {
    public static final String TERMS = "terms";

    private SupplierChoice() {}

    /** One supplier per store and item, its terms as a struct: the cheapest, and of equally cheap ones the first by name. */
    public static Dataset<Row> cheapest(Lake lake) {
        Column all = struct(
                col(SupplyTerms.SUPPLIER_ID),
                col(SupplyTerms.LEAD_TIME_DAYS),
                col(SupplyTerms.LEAD_TIME_SD_DAYS),
                col(SupplyTerms.ORDER_WEEKDAYS),
                col(SupplyTerms.PACK_SIZE),
                col(SupplyTerms.MIN_ORDER),
                col(SupplyTerms.MAX_ORDER),
                col(SupplyTerms.SHELF_CAPACITY),
                col(SupplyTerms.PRESENTATION_MIN),
                col(SupplyTerms.UNIT_COST),
                col(SupplyTerms.SERVICE_TARGET),
                col(SupplyTerms.SUPPLIER_MIN_ORDER_VALUE));
        Column cheapest =
                struct(col(SupplyTerms.UNIT_COST).isNull(), col(SupplyTerms.UNIT_COST), col(SupplyTerms.SUPPLIER_ID));
        return lake.read(SupplyTerms.TABLE)
                .groupBy(col(SupplyTerms.STORE_ID), col(SupplyTerms.ITEM_ID))
                .agg(min_by(all, cheapest).alias(TERMS));
    }
}
