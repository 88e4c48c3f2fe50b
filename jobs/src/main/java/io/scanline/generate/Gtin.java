package io.scanline.generate;

/** GTIN-13 numbers (GS1 General Specifications, 7.9): the last digit makes the weighted sum (1, 3, 1, 3, ...) a multiple of ten. */
final class Gtin {
    private Gtin() {}

    /** Twelve digits with their check digit behind them. */
    static long withCheckDigit(long twelveDigits) {
        int sum = 0;
        long rest = twelveDigits;
        for (int position = 0; position < 12; position++) {
            sum += (int) (rest % 10) * (position % 2 == 0 ? 3 : 1);
            rest /= 10;
        }
        return twelveDigits * 10 + (10 - sum % 10) % 10;
    }

    /** A code printed by a scale: prefix 21, the item's number in five digits, the weight in grams in five digits. */
    static long weighed(int item, long grams) {
        return withCheckDigit(210_000_000_000L + (item % 100_000) * 100_000L + Math.min(grams, 99_999));
    }
}
