package io.scanline.verify;

import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Compares what a raw line says with the row that it became: what identifies the line, its time, its quantity and its money. */
final class ValueCheck {
    static final String SOLD_AT_MICROS = "sold_at_micros";
    static final String DAY = "day";

    /** What the log leaves out of a line that names no till. */
    static final String NO_REGISTER = "0";

    /** The longest stretch that a clock is put forward by; a time inside it is moved on by as much. */
    static final int LONGEST_GAP_MINUTES = 120;

    /** Qualities under which a time may have been moved out of a stretch that the clock skips. */
    static final Set<String> MAY_BE_MOVED = Set.of("GAP", "SUSPECT");

    private static final List<String> TEXTS =
            List.of(SalesLines.STORE_ID, SalesLines.TRANSACTION_ID, SalesLines.ITEM_ID);

    private ValueCheck() {}

    /** The first value that is not the same; fields that cannot be read are passed over. */
    static Optional<Mismatch> compare(RawSale raw, Row row) {
        return Stream.of(
                        texts(raw, row),
                        Stream.of(register(raw, row), number(raw, row), day(raw, row), soldAt(raw, row)),
                        Stream.of(quantity(raw, row), net(raw, row)))
                .flatMap(mismatches -> mismatches)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Stream<Mismatch> texts(RawSale raw, Row row) {
        return TEXTS.stream().filter(raw::knows).map(field -> same(field, raw.text(field), row.getAs(field)));
    }

    private static Mismatch register(RawSale raw, Row row) {
        return raw.knows(SalesLines.REGISTER_ID)
                ? same(SalesLines.REGISTER_ID, registerOf(raw), row.getAs(SalesLines.REGISTER_ID))
                : null;
    }

    static String registerOf(RawSale raw) {
        return Objects.requireNonNullElse(raw.text(SalesLines.REGISTER_ID), NO_REGISTER);
    }

    /** A line that states no number has its ordinal in the transaction, which is not recounted. */
    private static Mismatch number(RawSale raw, Row row) {
        BigDecimal stated = raw.number(SalesLines.LINE_NUMBER);
        return stated == null
                ? null
                : sameNumber(
                        SalesLines.LINE_NUMBER, stated, BigDecimal.valueOf(row.<Integer>getAs(SalesLines.LINE_NUMBER)));
    }

    private static Mismatch day(RawSale raw, Row row) {
        String stated = raw.text(SalesLines.BUSINESS_DATE);
        return stated == null ? null : same(SalesLines.BUSINESS_DATE, stated, row.getAs(DAY));
    }

    private static Mismatch soldAt(RawSale raw, Row row) {
        if (!raw.knows(SalesLines.SOLD_AT)) {
            return null;
        }
        Temporal stated = raw.soldAt();
        Instant stored = Instant.EPOCH.plus(row.<Long>getAs(SOLD_AT_MICROS), ChronoUnit.MICROS);
        if (stated instanceof OffsetDateTime known) {
            return same(SalesLines.SOLD_AT, known.toInstant(), stored);
        }
        LocalDateTime onTheClock = LocalDateTime.ofInstant(stored, ZoneOffset.UTC)
                .plusMinutes(row.<Integer>getAs(SalesLines.UTC_OFFSET_MINUTES));
        boolean moved = stated != null
                && MAY_BE_MOVED.contains(row.<String>getAs(SalesLines.TS_QUALITY))
                && !onTheClock.isBefore((LocalDateTime) stated)
                && !onTheClock.isAfter(((LocalDateTime) stated).plusMinutes(LONGEST_GAP_MINUTES));
        return moved ? null : same(SalesLines.SOLD_AT, stated, onTheClock);
    }

    private static Mismatch quantity(RawSale raw, Row row) {
        return raw.knows(SalesLines.QUANTITY)
                ? sameNumber(SalesLines.QUANTITY, raw.number(SalesLines.QUANTITY), row.getAs(SalesLines.QUANTITY))
                : null;
    }

    private static Mismatch net(RawSale raw, Row row) {
        return raw.knowsNet() ? sameNumber(SalesLines.NET_AMOUNT, raw.net(), row.getAs(SalesLines.NET_AMOUNT)) : null;
    }

    /** Whether two numbers, either of which may be missing, are one. */
    static Mismatch sameNumber(String field, BigDecimal raw, BigDecimal lake) {
        boolean same = (raw == null || lake == null) ? (raw == null && lake == null) : raw.compareTo(lake) == 0;
        return same ? null : Mismatch.of(field, plain(raw), plain(lake));
    }

    private static String plain(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static Mismatch same(String field, Object raw, Object lake) {
        return Objects.equals(raw, lake) ? null : Mismatch.of(field, raw, lake);
    }
}
