package io.scanline.generate;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * What customers wanted, whether or not it was there: store_id, item_id, date, demand, units_sold (kg for weighed items),
 * in_stock_share. An item's day without a row had no demand and was in stock throughout, or the store was shut.
 */
final class DemandTruth implements Closeable {
    static final MessageType SCHEMA = Types.buildMessage()
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("store_id")
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("item_id")
            .required(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.dateType())
            .named("date")
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.decimalType(4, 18))
            .named("demand")
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.decimalType(4, 18))
            .named("units_sold")
            .required(PrimitiveTypeName.DOUBLE)
            .named("in_stock_share")
            .named("demand");

    private final ParquetRows rows;

    DemandTruth(Layout layout, int block) throws IOException {
        rows = layout.openDemand(block);
    }

    void write(StorePlan store, ItemPlan item, LocalDate date, long wanted, long sold, double inStockShare)
            throws IOException {
        rows.write(store.id(), item.id(), (int) date.toEpochDay(), wanted * 10, sold * 10, inStockShare);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
