package io.scanline.ingest;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Locale;
import org.apache.spark.sql.types.DecimalType;

/**
 * Values from outside made into the contract's types, exactly or not at all: nothing is rounded, cut or guessed.
 *
 * <p>Every method takes text, or a value that a typed source or an expression gave, and returns null for what does not
 * fit. Ask {@link #isMissing} first: null and blank text are missing, not wrong.
 */
final class StrictText {
    private StrictText() {}

    static boolean isMissing(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    /** Trimmed text; null for what is missing. Numbers are written plainly, times in ISO 8601. */
    static String text(Object value) {
        if (isMissing(value)) {
            return null;
        }
        if (value instanceof String text) {
            return text.strip();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof Double || value instanceof Float) {
            return decimalText((Number) value);
        }
        return value.toString();
    }

    private static String decimalText(Number number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? new BigDecimal(number.toString()).toPlainString() : number.toString();
    }

    /**
     * A decimal of exactly the type's scale.
     *
     * @return null where the text is no plain number, has more decimals than the type, or too many digits before the point
     */
    static BigDecimal decimal(Object value, DecimalType type) {
        BigDecimal number;
        if (value instanceof String text) {
            number = plainNumber(text.strip(), type.scale());
        } else if (value instanceof BigDecimal exact) {
            number = exact;
        } else if (value instanceof Double || value instanceof Float) {
            // the shortest text that stands for the same double: 8.26 is read as 8.26
            number = Double.isFinite(((Number) value).doubleValue()) ? new BigDecimal(value.toString()) : null;
        } else if (value instanceof Number whole) {
            number = BigDecimal.valueOf(whole.longValue());
        } else {
            number = null;
        }
        if (number == null || number.stripTrailingZeros().scale() > type.scale()) {
            return null;
        }
        BigDecimal scaled = number.setScale(type.scale());
        return scaled.precision() > type.precision() ? null : scaled;
    }

    private static BigDecimal plainNumber(String text, int scale) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int point = -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return null;
            }
        }
        int digits = text.length() - start - (point < 0 ? 0 : 1);
        boolean tooManyDecimals = point >= 0 && text.length() - point - 1 > scale;
        return digits == 0 || digits > 60 || tooManyDecimals ? null : new BigDecimal(text);
    }

    /** A whole number within the range of an int, written in digits with an optional sign. */
    static Integer integer(Object value) {
        Long number = longInteger(value);
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    /** A whole number within the range of a long, written in digits with an optional sign. */
    static Long longInteger(Object value) {
        BigDecimal number = value instanceof String text ? plainNumber(text.strip(), -1) : decimalOf(value);
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return null; // beyond a long
        }
    }

    private static BigDecimal decimalOf(Object value) {
        if (value instanceof BigDecimal exact) {
            return exact;
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString())
                : null;
    }

    /** A finite number; for statistics such as a standard deviation, never for money. */
    static Double real(Object value) {
        BigDecimal number = value instanceof String text ? plainNumber(text.strip(), 60) : decimalOf(value);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    /** true, 1, yes or false, 0, no, in any case. */
    static Boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Integer || value instanceof Long) {
            return bool(value.toString());
        }
        if (!(value instanceof String text)) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> Boolean.TRUE;
            case "false", "0", "no" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** A calendar day, 2024-03-01. A time of day beside it does not fit. */
    static LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (!(value instanceof String text)) {
            return null;
        }
        String day = text.strip();
        return day.length() == 10 ? dayAt(day) : null;
    }

    private static LocalDate dayAt(String text) {
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        try {
            return year < 1 || month < 0 || day < 0 ? null : LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null; // no such day
        }
    }

    /**
     * A moment in ISO 8601: {@code 2024-03-01T09:30:00+01:00}, with T or a space, seconds and up to nine decimals
     * optional (kept to the microsecond), and an offset of Z, +01, +0100 or +01:00, or none.
     *
     * @return an {@link OffsetDateTime} where the offset is known, a {@link LocalDateTime} where it is not, null where it does not fit
     */
    static Temporal timestamp(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime local) {
            return local;
        }
        return value instanceof String text ? moment(text.strip()) : null;
    }

    private static Temporal moment(String text) {
        int end = text.length();
        if (end < 16 || (text.charAt(10) != 'T' && text.charAt(10) != ' ') || text.charAt(13) != ':') {
            return null;
        }
        LocalDate day = dayAt(text);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = 0;
        int nanos = 0;
        int at = 16;
        if (at < end && text.charAt(at) == ':') {
            second = end < 19 ? -1 : digits(text, 17, 19);
            at = 19;
            if (at < end && text.charAt(at) == '.') {
                int from = ++at;
                while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                    at++;
                }
                nanos = nanos(text, from, at);
            }
        }
        if (day == null
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || nanos < 0) {
            return null;
        }
        LocalDateTime local = day.atTime(hour, minute, second, nanos);
        if (at == end) {
            return local;
        }
        ZoneOffset offset = offset(text, at);
        return offset == null ? null : local.atOffset(offset);
    }

    private static int nanos(String text, int from, int to) {
        if (to == from || to - from > 9) {
            return -1;
        }
        int micros = 0;
        for (int i = 0; i < 6; i++) {
            micros = micros * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
        }
        return micros * 1000;
    }

    private static ZoneOffset offset(String text, int at) {
        char sign = text.charAt(at);
        int length = text.length() - at;
        if (sign == 'Z') {
            return length == 1 ? ZoneOffset.UTC : null;
        }
        boolean colon = length == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || !(length == 3 || length == 5 || colon)) {
            return null;
        }
        int hours = digits(text, at + 1, at + 3);
        int minutes = length == 3 ? 0 : digits(text, text.length() - 2, text.length());
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    /** The number that the digits spell, or -1 where one of them is no digit. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
