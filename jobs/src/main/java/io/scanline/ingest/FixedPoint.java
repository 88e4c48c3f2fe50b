package io.scanline.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Money and quantities as whole ten-thousandths in a long: exact, and as cheap as integers. {@link #NONE} stands for a value
 * that is missing or does not fit DECIMAL(18,4).
 */
final class FixedPoint {
    static final long NONE = Long.MIN_VALUE;
    static final int SCALE = 4;
    static final long ONE = 10_000;

    private static final long LIMIT = 1_000_000_000_000_000_000L;

    private FixedPoint() {}

    /** The number that the text spells exactly; NONE where it is no plain number, has more than four decimals or is too large. */
    static long parse(String text) {
        int end = text.length();
        int at = 0;
        boolean negative = false;
        if (end > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            at = 1;
        }
        long value = 0;
        int digits = 0;
        int decimals = -1;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c < '0' || c > '9') {
                return NONE;
            } else if (decimals == SCALE) {
                if (c != '0') {
                    return NONE;
                }
            } else {
                if (value >= LIMIT / 10) {
                    return NONE;
                }
                value = value * 10 + (c - '0');
                digits++;
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        if (digits == 0) {
            return NONE;
        }
        for (int missing = SCALE - Math.max(decimals, 0); missing > 0; missing--) {
            if (value >= LIMIT / 10) {
                return NONE;
            }
            value *= 10;
        }
        return negative ? -value : value;
    }

    /** A value of a typed source or of an expression; text goes through {@link #parse}. */
    static long of(Object value) {
        if (value instanceof String text) {
            return parse(text.strip());
        }
        BigDecimal number =
                StrictText.decimal(value instanceof Double d ? settled(d) : value, io.scanline.table.Types.MONEY);
        return number == null ? NONE : number.unscaledValue().longValueExact();
    }

    /** Sums of doubles carry noise in their last bits: 0.1 + 0.2 is meant as 0.3. What is further off stays as it is. */
    private static Object settled(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.setScale(SCALE, RoundingMode.HALF_EVEN);
        return exact.subtract(rounded).abs().doubleValue() <= Math.ulp(value) * 8 ? rounded : exact;
    }

    /** Product, rounded half even to four decimals; NONE where it does not fit. */
    static long times(long a, long b) {
        if (Math.abs(a) < Integer.MAX_VALUE && Math.abs(b) < Integer.MAX_VALUE) {
            long product = a * b;
            if (product % ONE == 0) {
                return product / ONE;
            }
        }
        BigDecimal product = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), 2 * SCALE)
                .setScale(SCALE, RoundingMode.HALF_EVEN);
        return fits(product.unscaledValue()) ? product.unscaledValue().longValue() : NONE;
    }

    static long minus(long a, long b) {
        long difference = a - b;
        return Math.abs(difference) < LIMIT ? difference : NONE;
    }

    private static boolean fits(BigInteger unscaled) {
        return unscaled.bitLength() < 63 && Math.abs(unscaled.longValue()) < LIMIT;
    }

    static String text(long value) {
        return BigDecimal.valueOf(value, SCALE).stripTrailingZeros().toPlainString();
    }
}
