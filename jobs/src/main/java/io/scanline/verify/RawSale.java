package io.scanline.verify;

import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a raw line says, read by the rules of the data contract: texts by contract field, and which fields can be read at all
 * without evaluating a profile's expression.
 *
 * @param texts trimmed texts of the fields that have one
 * @param known whether a field can be read from the line; where it can and has no text, the line does not state it
 * @param zone zone of times without an offset; null: the store's
 */
record RawSale(Map<String, String> texts, Predicate<String> known, ZoneId zone) {
    static final int SCALE = 4;

    /** What the net amount may follow from. */
    static final List<String> AMOUNTS = List.of(
            SalesLines.NET_AMOUNT,
            SalesLines.GROSS_AMOUNT,
            SalesLines.DISCOUNT_AMOUNT,
            SalesLines.UNIT_PRICE,
            SalesLines.QUANTITY);

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)");
    private static final BigDecimal BEYOND = BigDecimal.TEN.pow(14);
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    boolean knows(String field) {
        return known.test(field);
    }

    /** Whether every field from which the net amount may follow can be read. */
    boolean knowsNet() {
        return AMOUNTS.stream().allMatch(known);
    }

    String text(String field) {
        return texts.get(field);
    }

    /** A decimal of four places at most; null where there is none. */
    BigDecimal number(String field) {
        String text = texts.get(field);
        if (text == null || !NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        boolean fits =
                number.stripTrailingZeros().scale() <= SCALE && number.abs().compareTo(BEYOND) < 0;
        return fits ? number.setScale(SCALE) : null;
    }

    /** The net amount, stated or worked out; null where the line does not give it. */
    BigDecimal net() {
        BigDecimal net = number(SalesLines.NET_AMOUNT);
        if (net != null) {
            return net;
        }
        BigDecimal gross = number(SalesLines.GROSS_AMOUNT);
        BigDecimal discount = number(SalesLines.DISCOUNT_AMOUNT);
        if (gross != null && discount != null) {
            return gross.subtract(discount);
        }
        BigDecimal price = number(SalesLines.UNIT_PRICE);
        BigDecimal quantity = number(SalesLines.QUANTITY);
        if (price == null || quantity == null) {
            return null;
        }
        BigDecimal whole = gross != null ? gross : price.multiply(quantity).setScale(SCALE, RoundingMode.HALF_EVEN);
        if (whole.abs().compareTo(BEYOND) >= 0) {
            return null;
        }
        return discount == null ? whole : whole.subtract(discount);
    }

    /** The moment of the scan: an {@link OffsetDateTime} in UTC, or a {@link LocalDateTime} on the store's clock; null for none. */
    Temporal soldAt() {
        String text = texts.get(SalesLines.SOLD_AT);
        Temporal moment = text == null || text.length() < 16
                ? null
                : parsed(text.substring(0, 10) + text.substring(10, 11).replace(' ', 'T') + text.substring(11));
        if (moment instanceof OffsetDateTime known) {
            return known.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        }
        LocalDateTime local = moment == null ? null : ((LocalDateTime) moment).truncatedTo(ChronoUnit.MICROS);
        return local == null || zone == null
                ? local
                : local.atZone(zone).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static Temporal parsed(String text) {
        try {
            return (Temporal) MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException e) {
            return null; // no time; the line cannot be a row then
        }
    }

    /** Reads a line's fields. */
    static RawSale of(Layout layout, Function<String, String> textOfColumn) {
        Map<String, String> texts = new HashMap<>();
        layout.columns().forEach((field, column) -> {
            String text = column.in(textOfColumn);
            if (text != null) {
                texts.put(field, text);
            }
        });
        return new RawSale(texts, layout::knows, layout.zone());
    }
}
