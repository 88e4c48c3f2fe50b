package io.scanline.ingest;

import io.scanline.table.SalesLines;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of what a sales line says: 128 bits of SHA-256 over its columns, without its source, its place in the transaction and
 * the version of its message. Lines with equal keys and equal hashes are the same line delivered twice.
 */
final class ContentHash {
    private static final List<String> COLUMNS = List.of(
            SalesLines.STORE_ID,
            SalesLines.REGISTER_ID,
            SalesLines.TRANSACTION_ID,
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
            SalesLines.PAYMENT_TYPE,
            SalesLines.EXTRAS);
    private static final int[] PLACES =
            COLUMNS.stream().mapToInt(StagedRow::place).toArray();
    private static final int BYTES = 16;
    private static final char BETWEEN = '\u001F';

    private final MessageDigest sha256;
    private final StringBuilder text = new StringBuilder(256);

    ContentHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String of(StagedRow row) {
        text.setLength(0);
        for (int place : PLACES) {
            row.appendTo(text, place);
            text.append(BETWEEN);
        }
        byte[] digest = sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }
}
