package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Puts dirt into one file: spoils a share of its lines, each for exactly one reason, and remembers which. A spoiled line takes
 * the place of the good one, save duplicates and key collisions, which follow it.
 */
final class Spoiler {
    private static final int TOO_LONG_BYTES = 66_000;
    private static final List<Reason> IN_TEXT = List.of(Reason.values());
    private static final List<Reason> IN_PARQUET = List.of(
            Reason.MISSING_FIELD,
            Reason.BAD_CURRENCY,
            Reason.UNKNOWN_STORE,
            Reason.OUT_OF_RANGE,
            Reason.AMOUNTS_DISAGREE,
            Reason.KEY_COLLISION,
            Reason.DUPLICATE);

    private final double rate;
    private final Dice dice;
    private final LineLog log;
    private final Witness witness;
    private boolean mayBeTooLong;

    enum Reason {
        MALFORMED,
        MISSING_FIELD,
        BAD_TYPE,
        BAD_TIMESTAMP,
        BAD_CURRENCY,
        UNKNOWN_STORE,
        OUT_OF_RANGE,
        AMOUNTS_DISAGREE,
        KEY_COLLISION,
        TOO_LONG,
        BAD_ENCODING,
        DUPLICATE
    }

    /** Hears of each spoiled line. */
    interface Witness {
        void spoiled(long lineNumber, Reason reason) throws IOException;
    }

    /** At most one line of every eighth file is made too long: each weighs as much as four hundred good ones. */
    Spoiler(GenerateOptions options, int day, int block, LineLog log, Witness witness) {
        this.rate = options.dirt();
        this.dice = Dice.of(options.seed(), Purpose.DIRT, day, block);
        this.log = log;
        this.witness = witness;
        this.mayBeTooLong = (day + block) % 8 == 3;
    }

    void write(SalesLine line) throws IOException {
        if (rate == 0 || !dice.chance(rate)) {
            log.write(line);
            return;
        }
        Reason reason = draw();
        spoil(line, reason);
        witness.spoiled(log.lineNumber(), reason);
    }

    private Reason draw() {
        List<Reason> possible = log.format() == LogFormat.PARQUET ? IN_PARQUET : IN_TEXT;
        while (true) {
            Reason reason = possible.get(dice.below(possible.size()));
            if (reason != Reason.TOO_LONG) {
                return reason;
            }
            if (mayBeTooLong) {
                mayBeTooLong = false;
                return reason;
            }
        }
    }

    private void spoil(SalesLine line, Reason reason) throws IOException {
        String[] fields = LineFields.of(line);
        long soldAt = line.soldAtEpochSecond;
        switch (reason) {
            case MALFORMED -> {
                log.writeRaw(malformed(fields));
                return;
            }
            case BAD_ENCODING -> {
                log.writeRaw(badlyEncoded(fields));
                return;
            }
            case DUPLICATE -> log.write(line);
            case KEY_COLLISION -> {
                log.write(line);
                fields = LineFields.of(otherContent(line));
            }
            case MISSING_FIELD -> blank(fields);
            case BAD_TYPE -> badType(fields);
            case BAD_TIMESTAMP ->
                set(
                        fields,
                        SalesLines.SOLD_AT,
                        "2025-02-30T10:15:00Z",
                        "yesterday",
                        "2025-01-01T25:61:00",
                        "31.12.24 9h");
            case BAD_CURRENCY -> set(fields, SalesLines.CURRENCY, "XQZ", "EURO", "QQQ");
            case UNKNOWN_STORE -> set(fields, SalesLines.STORE_ID, "X" + (1000 + dice.below(9000)));
            case OUT_OF_RANGE -> soldAt = outOfRange(line, fields);
            case AMOUNTS_DISAGREE -> {
                SalesLine wrong = line.copy();
                wrong.net += 250 + dice.below(500);
                fields = LineFields.of(wrong);
            }
            case TOO_LONG -> set(fields, SalesLines.PAYMENT_TYPE, "CARD" + "X".repeat(TOO_LONG_BYTES));
        }
        log.write(fields, soldAt);
    }

    private SalesLine otherContent(SalesLine line) {
        SalesLine other = line.copy();
        other.quantity += line.isReturn ? -1000 : 1000;
        other.gross += line.isReturn ? -line.unitPrice : line.unitPrice;
        other.net = other.gross - other.discount;
        return other;
    }

    private void blank(String[] fields) {
        switch (dice.below(5)) {
            case 0 -> clear(fields, SalesLines.STORE_ID);
            case 1 -> clear(fields, SalesLines.TRANSACTION_ID);
            case 2 -> clear(fields, SalesLines.SOLD_AT);
            case 3 -> clear(fields, SalesLines.ITEM_ID, SalesLines.SCAN_CODE);
            default -> clear(fields, SalesLines.QUANTITY);
        }
    }

    private void badType(String[] fields) {
        switch (dice.below(4)) {
            case 0 -> set(fields, SalesLines.QUANTITY, "abc", "1.23456", "two");
            case 1 -> set(fields, SalesLines.LINE_NUMBER, "first", "1.5");
            case 2 -> set(fields, SalesLines.NET_AMOUNT, "1.234,56", "free");
            default -> set(fields, SalesLines.UNIT_PRICE, "n/a", "$3");
        }
    }

    /** Returns the instant that belongs to the fields. */
    private long outOfRange(SalesLine line, String[] fields) {
        switch (dice.below(3)) {
            case 0 -> {
                SalesLine large = line.copy();
                large.quantity = 2_500_000_000L;
                large.gross = line.unitPrice * 2_500_000L;
                large.discount = 0;
                large.net = large.gross;
                System.arraycopy(LineFields.of(large), 0, fields, 0, fields.length);
            }
            case 1 -> set(fields, SalesLines.UNIT_PRICE, "-1.99");
            default -> {
                int at = LineFields.index(SalesLines.SOLD_AT);
                fields[at] = "2999" + fields[at].substring(4);
                // the same day and time, so many years of 365.2425 days later
                return line.soldAtEpochSecond + (2999L - 2025) * 31_556_952L;
            }
        }
        return line.soldAtEpochSecond;
    }

    private byte[] malformed(String[] fields) {
        byte[] line = log.render(fields);
        int middle = line.length / 3 + dice.below(line.length / 3);
        boolean json = log.format() == LogFormat.JSONL;
        switch (dice.below(3)) {
            case 0 -> {
                return Arrays.copyOf(line, middle);
            }
            case 1 -> {
                String text = new String(line, StandardCharsets.UTF_8);
                // an object that does not end, or more fields than the header has
                return (json ? text.substring(0, text.length() - 1) : text + ",extra,")
                        .getBytes(StandardCharsets.UTF_8);
            }
            default -> {
                int at = LineFields.index(SalesLines.DEPARTMENT);
                String[] open = fields.clone();
                open[at] = "~" + fields[at];
                return replace(log.render(open), (byte) '"');
            }
        }
    }

    private byte[] badlyEncoded(String[] fields) {
        int at = LineFields.index(SalesLines.DEPARTMENT);
        fields[at] = fields[at].replace('e', '~').replace('a', '~');
        // e acute in ISO 8859-1, which is no UTF-8 before a plain letter
        return replace(log.render(fields), (byte) 0xE9);
    }

    private static byte[] replace(byte[] line, byte value) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '~') {
                line[i] = value;
            }
        }
        return line;
    }

    private void set(String[] fields, String name, String... values) {
        fields[LineFields.index(name)] = values[dice.below(values.length)];
    }

    private static void clear(String[] fields, String... names) {
        for (String name : names) {
            fields[LineFields.index(name)] = null;
        }
    }
}
