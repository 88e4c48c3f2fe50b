package io.scanline.ingest;

/**
 * Hides payment card numbers in free text: runs of 14 to 19 digits, single spaces or hyphens between them allowed, that start
 * as a card's do and pass the Luhn check (ISO/IEC 7812-1). The last four digits stay. Shorter runs are bar codes, not cards.
 */
final class CardNumbers {
    private static final int SHORTEST = 14;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    static String mask(String text) {
        if (text == null || text.length() < SHORTEST) {
            return text;
        }
        char[] masked = null;
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = runEnd(text, at);
            if (isCard(text, at, end)) {
                masked = masked == null ? text.toCharArray() : masked;
                hide(masked, at, end);
            }
            at = end;
        }
        return masked == null ? text : new String(masked);
    }

    /** End of the run of digits that starts here, with single spaces or hyphens inside. */
    private static int runEnd(String text, int start) {
        int at = start + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean joins = (c == ' ' || c == '-') && at + 1 < text.length() && isDigit(text.charAt(at + 1));
            if (!isDigit(c) && !joins) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean isCard(String text, int start, int end) {
        if (end - start < SHORTEST || text.charAt(start) < '2' || text.charAt(start) > '6') {
            return false;
        }
        int digits = 0;
        int sum = 0;
        for (int i = end - 1; i >= start; i--) {
            if (isDigit(text.charAt(i))) {
                int digit = text.charAt(i) - '0';
                int weighed = digits % 2 == 0 ? digit : 2 * digit;
                sum += weighed > 9 ? weighed - 9 : weighed;
                digits++;
            }
        }
        return digits >= SHORTEST && digits <= LONGEST && sum % 10 == 0;
    }

    private static void hide(char[] text, int start, int end) {
        int kept = 0;
        for (int i = end - 1; i >= start; i--) {
            if (isDigit(text[i]) && kept++ >= 4) {
                text[i] = '*';
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
