package io.scanline.verify;

import io.scanline.table.SalesLines;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A raw line as it may be shown: without payment card numbers but for their last four digits, and without the customer. */
final class ShownText {
    private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");
    private static final int KEPT = 4;
    private static final String HIDDEN = "***";

    private ShownText() {}

    static String of(String text, RawSale sale) {
        String customer = sale == null ? null : sale.text(SalesLines.CUSTOMER_ID);
        return withoutCards(customer == null ? text : text.replace(customer, HIDDEN));
    }

    /** Hides runs of 13 to 19 digits, single spaces or hyphens between them allowed, that pass the Luhn check (ISO/IEC 7812-1). */
    static String withoutCards(String text) {
        Matcher run = DIGITS.matcher(text);
        StringBuilder shown = new StringBuilder(text);
        while (run.find()) {
            if (passesLuhn(run.group().replaceAll("[ -]", ""))) {
                hide(shown, run.start(), run.end());
            }
        }
        return shown.toString();
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static void hide(StringBuilder text, int start, int end) {
        int seen = 0;
        for (int i = end - 1; i >= start; i--) {
            if (Character.isDigit(text.charAt(i)) && seen++ >= KEPT) {
                text.setCharAt(i, '*');
            }
        }
    }
}
