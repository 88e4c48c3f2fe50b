package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.generate.GenerateOptions.Compression;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.generate.Spoiler.Reason;
import io.scanline.table.SalesLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpoilerTest {
    private static final int COLUMNS = LineFields.NAMES.size();

    private final GenerateOptions options = new GenerateOptions(
            "unused", 2, 40, 10, LocalDate.of(2025, 1, 1), 400, 0, 3, LogFormat.CSV, Compression.NONE, 0.2);
    private final List<SalesLine> sales = new Played(new Chain(options), 0)
            .lines.stream().map(Played.Line::line).toList();

    /** A file's lines as bytes, and what the spoiler said about them by 1-based line. */
    private record Spoiled(List<byte[]> lines, Map<Long, Reason> reasons) {}

    private Spoiled spoil(LogFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Long, Reason> reasons = new TreeMap<>();
        TextLog log = new TextLog(out, format);
        Spoiler spoiler = new Spoiler(options, 3, 0, log, reasons::put);
        for (SalesLine sale : sales) {
            spoiler.write(sale);
        }
        return new Spoiled(split(out.toByteArray()), reasons);
    }

    private static List<byte[]> split(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(file, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    @Test
    void spoilsTheShareAskedForInEveryWay() throws IOException {
        Spoiled spoiled = spoil(LogFormat.CSV);
        Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
        spoiled.reasons().values().forEach(reason -> counts.merge(reason, 1, Integer::sum));

        assertThat(spoiled.reasons().size() / (double) sales.size()).isCloseTo(0.2, within(0.03));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(Reason.values());
        assertThat(counts.get(Reason.TOO_LONG)).isEqualTo(1);
    }

    @Test
    void everyLineNotNamedIsGood() throws IOException {
        Spoiled spoiled = spoil(LogFormat.CSV);
        for (int i = 1; i < spoiled.lines().size(); i++) {
            if (!spoiled.reasons().containsKey(i + 1L)) {
                String[] fields = text(spoiled.lines().get(i)).split(",", -1);
                assertThat(fields).hasSize(COLUMNS);
                assertThat(decimal(fields, SalesLines.GROSS_AMOUNT)
                                .subtract(decimal(fields, SalesLines.DISCOUNT_AMOUNT)))
                        .isEqualByComparingTo(decimal(fields, SalesLines.NET_AMOUNT));
            }
        }
    }

    @Test
    void everyNamedLineHasItsFault() throws IOException {
        Spoiled spoiled = spoil(LogFormat.CSV);
        spoiled.reasons().forEach((number, reason) -> {
            byte[] line = spoiled.lines().get((int) (number - 1));
            byte[] before = spoiled.lines().get((int) (number - 2));
            switch (reason) {
                case MALFORMED -> assertThat(wellFormed(line)).isFalse();
                case TOO_LONG -> assertThat(line.length).isGreaterThan(64 * 1024);
                case BAD_ENCODING -> assertThat(isUtf8(line)).isFalse();
                case DUPLICATE -> assertThat(line).isEqualTo(before);
                case KEY_COLLISION -> {
                    assertThat(line).isNotEqualTo(before);
                    for (String key : SalesLines.TABLE.key()) {
                        assertThat(field(line, key)).isEqualTo(field(before, key));
                    }
                }
                case UNKNOWN_STORE ->
                    assertThat(field(line, SalesLines.STORE_ID)).startsWith("X");
                case AMOUNTS_DISAGREE -> {
                    String[] fields = text(line).split(",", -1);
                    assertThat(decimal(fields, SalesLines.NET_AMOUNT)
                                    .subtract(decimal(fields, SalesLines.GROSS_AMOUNT))
                                    .add(decimal(fields, SalesLines.DISCOUNT_AMOUNT)))
                            .isGreaterThan(BigDecimal.ONE);
                }
                case BAD_CURRENCY ->
                    assertThat(field(line, SalesLines.CURRENCY)).isNotEqualTo("GBP");
                case MISSING_FIELD, BAD_TYPE, BAD_TIMESTAMP, OUT_OF_RANGE ->
                    assertThat(isUtf8(line)).isTrue();
            }
        });
    }

    @Test
    void fastAndSlowPathsWriteTheSameCsv() throws IOException {
        ByteArrayOutputStream fast = new ByteArrayOutputStream();
        ByteArrayOutputStream slow = new ByteArrayOutputStream();
        TextLog fastLog = new TextLog(fast, LogFormat.CSV);
        TextLog slowLog = new TextLog(slow, LogFormat.CSV);
        for (SalesLine sale : sales) {
            fastLog.write(sale);
            slowLog.write(LineFields.of(sale), sale.soldAtEpochSecond);
        }
        assertThat(fast.toString(StandardCharsets.UTF_8)).isEqualTo(slow.toString(StandardCharsets.UTF_8));
    }

    @Test
    void jsonLinesNotNamedAreObjects() throws IOException {
        Spoiled spoiled = spoil(LogFormat.JSONL);
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (int i = 0; i < spoiled.lines().size(); i++) {
            Reason reason = spoiled.reasons().get(i + 1L);
            boolean parsed;
            try {
                parsed = json.readTree(text(spoiled.lines().get(i))).isObject();
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                parsed = false;
            }
            assertThat(parsed).isEqualTo(reason != Reason.MALFORMED);
        }
    }

    private static boolean wellFormed(byte[] line) {
        String text = text(line);
        return text.split(",", -1).length == COLUMNS
                && text.chars().filter(c -> c == '"').count() % 2 == 0;
    }

    private static BigDecimal decimal(String[] fields, String name) {
        return new BigDecimal(fields[LineFields.index(name)]);
    }

    private static String field(byte[] line, String name) {
        return text(line).split(",", -1)[LineFields.index(name)];
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static boolean isUtf8(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
