package io.scanline.generate;

import io.scanline.table.SalesLines;
import java.time.LocalDate;
import java.util.List;

/** The fields of a log line as text, in the order of the columns; null where a line has none. The form that dirt is put into. */
final class LineFields {
    static final List<String> NAMES = List.of(
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
            SalesLines.PAYMENT_TYPE);

    static final int TRANSACTION_DIGITS = 6;
    static final int CUSTOMER_DIGITS = 8;

    private LineFields() {}

    static int index(String name) {
        return NAMES.indexOf(name);
    }

    static String[] of(SalesLine line) {
        Bytes text = new Bytes();
        String[] fields = new String[NAMES.size()];
        int i = 0;
        fields[i++] = line.store.id();
        fields[i++] = Integer.toString(line.register);
        text.putPadded(line.transaction, TRANSACTION_DIGITS);
        fields[i++] = take(text);
        fields[i++] = Integer.toString(line.lineNumber);
        text.put(line.soldAt);
        fields[i++] = take(text);
        fields[i++] = LocalDate.ofEpochDay(line.businessDay).toString();
        fields[i++] = line.status.name();
        fields[i++] = line.isReturn ? "RETURN" : "SALE";
        fields[i++] = Boolean.toString(line.voided);
        fields[i++] = line.item.id();
        fields[i++] = Long.toString(line.scanCode());
        fields[i++] = line.item.shelf().path();
        text.putThousandths(line.quantity);
        fields[i++] = take(text);
        fields[i++] = line.item.weighed() ? "KGM" : "EA";
        for (long amount : new long[] {line.unitPrice, line.gross, line.discount, line.net, line.tax}) {
            text.putHundredths(amount);
            fields[i++] = take(text);
        }
        fields[i++] = line.store.region().currency();
        fields[i++] = line.promotionId;
        if (line.customer > 0) {
            text.put((byte) 'C');
            text.putPadded(line.customer, CUSTOMER_DIGITS);
        }
        fields[i++] = line.customer > 0 ? take(text) : null;
        fields[i] = line.payment.name();
        return fields;
    }

    private static String take(Bytes text) {
        String taken = text.text();
        text.clear();
        return taken;
    }
}
