package io.scanline.ingest;

/** GS1 item numbers: GTIN-8, -12, -13 and -14, by the check digit of the GS1 General Specifications, 7.9. */
final class Gtin {
    private Gtin() {}

    /** Whether a scanned code looks like a GTIN and its last digit is not the one that the others demand. */
    static boolean hasWrongCheckDigit(String code) {
        int length = code.length();
        if (length != 8 && (length < 12 || length > 14)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            char c = code.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            sum += (length - 1 - i) % 2 == 1 ? 3 * (c - '0') : c - '0';
        }
        return sum % 10 != 0;
    }
}
