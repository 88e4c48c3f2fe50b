package io.scanline.ingest;

import io.scanline.table.IngestFiles;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/**
 * The contract fields that a dataset's source can fill.
 *
 * @param dataset name of the dataset: {@code sales} or a reference table
 * @param names every field, in the contract's order
 * @param required groups of fields: a source must have at least one field of each group
 */
record Fields(String dataset, List<String> names, List<List<String>> required) {
    /** The sales log's input fields. */
    static Fields sales() {
        return new Fields(
                IngestFiles.SALES,
                List.of(
                        SalesLines.STORE_ID,
                        SalesLines.REGISTER_ID,
                        SalesLines.TRANSACTION_ID,
                        SalesLines.LINE_NUMBER,
                        SalesLines.SOLD_AT,
                        SalesLines.BUSINESS_DATE,
                        SalesLines.STATUS,
                        SalesLines.LINE_KIND,
                        SalesLines.LINE_VOIDED,
                        SalesLines.ITEM_ID,
                        SalesLines.SCAN_CODE,
                        SalesLines.DEPARTMENT,
                        SalesLines.QUANTITY,
                        SalesLines.UOM,
                        SalesLines.UNIT_PRICE,
                        SalesLines.GROSS_AMOUNT,
                        SalesLines.DISCOUNT_AMOUNT,
                        SalesLines.NET_AMOUNT,
                        SalesLines.TAX_AMOUNT,
                        SalesLines.CURRENCY,
                        SalesLines.PROMOTION_ID,
                        SalesLines.CUSTOMER_ID,
                        SalesLines.PAYMENT_TYPE,
                        SalesLines.MESSAGE_TS),
                List.of(
                        List.of(SalesLines.STORE_ID),
                        List.of(SalesLines.TRANSACTION_ID),
                        List.of(SalesLines.SOLD_AT),
                        List.of(SalesLines.ITEM_ID, SalesLines.SCAN_CODE),
                        List.of(SalesLines.QUANTITY),
                        List.of(SalesLines.NET_AMOUNT, SalesLines.GROSS_AMOUNT, SalesLines.UNIT_PRICE)));
    }

    /** The columns of a reference table. */
    static Fields of(Table table) {
        List<StructField> columns = Stream.of(table.rowSchema().fields()).toList();
        return new Fields(
                table.name(),
                columns.stream().map(StructField::name).toList(),
                columns.stream()
                        .filter(column -> !column.nullable())
                        .map(column -> List.of(column.name()))
                        .toList());
    }

    boolean isSales() {
        return dataset.equals(IngestFiles.SALES);
    }
}
