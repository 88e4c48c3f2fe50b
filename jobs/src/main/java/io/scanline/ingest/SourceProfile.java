package io.scanline.ingest;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * How a source's files become contract fields: the format, how to read it, and one Spark SQL expression a field.
 * Read from YAML by {@link ProfileReader}; its expressions are checked against the source by {@link ProfileExpressions}.
 *
 * @param origin where it was read from, for messages
 * @param statedFormat null where each file's ending tells it (the contract's own layout only)
 * @param statedZone zone of times that state no offset; null: the store's for sales, UTC for reference tables
 * @param columns contract field to expression over the source's columns; ignored where {@code byName}
 * @param byName true for the contract's own layout: each field is the source's column of the same name, where there is one
 * @param autoRegister by table ({@code stores}, {@code products}): column to expression; only for sales
 * @param skipWhen rule name to boolean expression: rows that are none of this dataset, counted as skipped; only for reference tables
 * @param rejectWhen reason to boolean expression: rows to quarantine for that reason
 */
record SourceProfile(
        String origin,
        Format statedFormat,
        ReaderOptions options,
        ZoneId statedZone,
        Map<String, String> columns,
        boolean byName,
        Map<String, Map<String, String>> autoRegister,
        Map<String, String> skipWhen,
        Map<String, String> rejectWhen)
        implements Serializable {

    static final String STORES = "stores";
    static final String PRODUCTS = "products";

    /**
     * The profile of a sales log.
     *
     * @param text null for the contract's own layout
     */
    static SourceProfile of(String origin, String text) {
        return text == null ? contractLayout() : ProfileReader.read(origin, text, Fields.sales());
    }

    /** The contract's own layout: fields under their own names, UTF-8, comma, header; the format by the file's ending. */
    static SourceProfile contractLayout() {
        return new SourceProfile(
                "the contract's own layout",
                null,
                ReaderOptions.DEFAULT,
                null,
                Map.of(),
                true,
                Map.of(),
                Map.of(),
                Map.of());
    }

    Optional<Format> format() {
        return Optional.ofNullable(statedFormat);
    }

    Optional<ZoneId> timeZone() {
        return Optional.ofNullable(statedZone);
    }

    /** The profile's format, or what the file's ending tells; empty where neither does. */
    Optional<Format> formatOf(String fileName) {
        return format().or(() -> Format.ofFile(fileName));
    }

    Map<String, String> autoRegisterStores() {
        return autoRegister.getOrDefault(STORES, Map.of());
    }

    Map<String, String> autoRegisterProducts() {
        return autoRegister.getOrDefault(PRODUCTS, Map.of());
    }
}
