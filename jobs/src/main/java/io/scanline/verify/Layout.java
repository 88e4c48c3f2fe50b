package io.scanline.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.scanline.config.ScanlineException;
import io.scanline.table.SalesLines;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a raw file is laid out, and where its lines have the contract's fields: under their own names, or as a source profile
 * says. Of a profile's expressions only columns, and texts replaced in them, are followed; every other field counts as not known.
 *
 * @param format csv, jsonl or parquet; null where the file's ending tells it
 * @param zone zone of times without an offset; null: the store's
 * @param columns contract field to the column that has its text, and what is replaced there
 * @param unknown contract fields that only an expression gives
 */
record Layout(
        String format,
        boolean header,
        char separator,
        char quote,
        Charset charset,
        boolean multiline,
        ZoneId zone,
        Map<String, ColumnText> columns,
        Set<String> unknown) {

    /** The fields that are read from raw lines. */
    private static final List<String> FIELDS = List.of(
            SalesLines.STORE_ID,
            SalesLines.REGISTER_ID,
            SalesLines.TRANSACTION_ID,
            SalesLines.LINE_NUMBER,
            SalesLines.SOLD_AT,
            SalesLines.BUSINESS_DATE,
            SalesLines.ITEM_ID,
            SalesLines.QUANTITY,
            SalesLines.UNIT_PRICE,
            SalesLines.GROSS_AMOUNT,
            SalesLines.DISCOUNT_AMOUNT,
            SalesLines.NET_AMOUNT,
            SalesLines.CUSTOMER_ID);

    private static final Pattern COLUMN_IN_EXPRESSION = Pattern.compile("\\b[A-Za-z_][A-Za-z0-9_]*+(?! *[(])");

    /** The contract's own layout. */
    static Layout contract() {
        Map<String, ColumnText> columns = new HashMap<>();
        FIELDS.forEach(field -> columns.put(field, ColumnText.plain(field)));
        return new Layout(null, true, ',', '"', StandardCharsets.UTF_8, false, null, columns, Set.of());
    }

    /** The layout that a source profile describes. */
    static Layout profile(String origin, String yaml) {
        try {
            JsonNode profile = new YAMLMapper().readTree(yaml);
            JsonNode options = profile.path("options");
            Map<String, ColumnText> columns = new HashMap<>();
            Set<String> unknown = new HashSet<>();
            for (String field : FIELDS) {
                String expression = profile.path("columns").path(field).asText("");
                Optional<ColumnText> followed = ColumnText.of(expression);
                followed.ifPresent(text -> columns.put(field, text));
                if (followed.isEmpty() && !expression.isBlank()) {
                    unknown.add(field);
                }
            }
            customerColumn(profile.path("columns").path(SalesLines.CUSTOMER_ID).asText(""))
                    .ifPresent(column -> columns.put(SalesLines.CUSTOMER_ID, ColumnText.plain(column)));
            String zone = profile.path("time-zone").asText("");
            return new Layout(
                    profile.path("format").asText(null),
                    isTrue(options.path("header").asText("true")),
                    character(options.path("separator").asText(",")),
                    character(options.path("quote").asText("\"")),
                    Charset.forName(options.path("encoding").asText("UTF-8")),
                    isTrue(options.path("multiline").asText("false")),
                    zone.isEmpty() ? null : ZoneId.of(zone),
                    columns,
                    unknown);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw ScanlineException.usage(
                    "The profile " + origin + " cannot be read: " + e.getMessage(),
                    "Give the profile with which the files were loaded.");
        }
    }

    /** The column behind the customer's id, whatever is made of it: its text is not to be shown. */
    private static Optional<String> customerColumn(String expression) {
        Matcher column = COLUMN_IN_EXPRESSION.matcher(expression.replaceAll("'[^']*'", ""));
        return column.find() ? Optional.of(column.group()) : Optional.empty();
    }

    private static boolean isTrue(String text) {
        return Set.of("true", "yes", "1").contains(text.toLowerCase(Locale.ROOT));
    }

    private static char character(String text) {
        return text.equals("\\t") ? '\t' : text.charAt(0);
    }

    boolean knows(String field) {
        return !unknown.contains(field);
    }

    /** csv, jsonl or parquet, by the profile or the file's ending. */
    String formatOf(String uri) {
        if (format != null) {
            return format;
        }
        String name = uri.toLowerCase(Locale.ROOT).replaceFirst("[.](gz|zst)$", "");
        if (name.endsWith(".parquet")) {
            return "parquet";
        }
        return name.endsWith(".csv") ? "csv" : "jsonl";
    }
}
