package io.scanline.ingest;

/**
 * Hides payment card numbers in free text: 14 to 19 digits, single spaces or hyphens between them allowed, that start
 * as a card's do and pass the Luhn check (ISO/IEC 7812-1), whatever numbers stand before or after. The last four digits stay.
 * Fewer digits are bar codes, not cards.
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
            int end = cardEnd(text, at);
            if (end > at) {
                masked = masked == null ? text.toCharArray() : masked;
                hide(masked, at, end);
                at = end;
            } else {
                at = groupEnd(text, at);
            }
        }
        return masked == null ? text : new String(masked);
    }

    /** End of the longest card number that starts with this group of digits; the start where there is none. */
    private static int cardEnd(String text, int start) {
        int card = start;
        if (text.charAt(start) < '2' || text.charAt(start) > '6') {
            return card;
        }
        int end = groupEnd(text, start);
        int digits = end - start;
        while (digits <= LONGEST) {
            if (digits >= SHORTEST && passesLuhn(text, start, end)) {
                card = end;
            }
            boolean joins = end + 1 < text.length()
                    && (text.charAt(end) == ' ' || text.charAt(end) == '-')
                    && isDigit(text.charAt(end + 1));
            if (!joins) {
                break;
            }
            int next = groupEnd(text, end + 1);
            digits += next - end - 1;
            end = next;
        }
        return card;
    }

    private static int groupEnd(String text, int start) {
        int at = start;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean passesLuhn(String text, int start, int end) {
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
        return sum % 10 == 0;
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
