package io.scanline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes with the few text forms that a log line is made of. */
final class Bytes {
    private byte[] bytes = new byte[1 << 10];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    void put(byte value) {
        grow(1);
        bytes[length++] = value;
    }

    void put(byte[] values) {
        grow(values.length);
        System.arraycopy(values, 0, bytes, length, values.length);
        length += values.length;
    }

    /** Plain characters only: ids, codes and names of enums. */
    void put(String ascii) {
        int size = ascii.length();
        grow(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    void putTwoDigits(int value) {
        put((byte) ('0' + value / 10));
        put((byte) ('0' + value % 10));
    }

    /** The number with at least so many digits, zeros in front. */
    void putPadded(int value, int digits) {
        grow(digits);
        int rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    void putLong(long value) {
        if (value < 0) {
            put((byte) '-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = 10; power <= rest && digits < 18; power *= 10) {
            digits++;
        }
        grow(digits);
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + (int) (rest % 10));
            rest /= 10;
        }
        length += digits;
    }

    /** Hundredths as a decimal: 1299 is 12.99. */
    void putHundredths(long value) {
        if (value < 0) {
            put((byte) '-');
        }
        putLong(Math.abs(value) / 100);
        put((byte) '.');
        putTwoDigits((int) (Math.abs(value) % 100));
    }

    /** Thousandths as a decimal, whole numbers without a point: 2000 is 2 and 385 is 0.385. */
    void putThousandths(long value) {
        if (value % 1000 == 0) {
            putLong(value / 1000);
            return;
        }
        if (value < 0) {
            put((byte) '-');
        }
        putLong(Math.abs(value) / 1000);
        put((byte) '.');
        putPadded((int) (Math.abs(value) % 1000), 3);
    }

    private void grow(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
