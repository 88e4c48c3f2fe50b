package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How something grows: {@code +100} more of it, {@code x400} times as much, or {@code 250} of it in all. */
public record Growth(Kind kind, double amount) {
    /** What the amount is. */
    public enum Kind {
        MORE,
        TIMES,
        IN_ALL
    }

    public static final Growth NONE = new Growth(Kind.TIMES, 1);

    private static final Pattern TEXT = Pattern.compile("([+x]?)(\\d{1,12}(?:\\.\\d{1,6})?)");

    /** @param option the option that the text is from */
    public static Growth of(String text, String option) {
        Matcher found = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches() || Double.parseDouble(found.group(2)) <= 0) {
            throw ScanlineException.usage(
                    option + " " + text + " is no growth.",
                    "Write +100 for 100 more, x400 for 400 times as much, or 250 for 250 in all.");
        }
        double amount = Double.parseDouble(found.group(2));
        return switch (found.group(1)) {
            case "+" -> new Growth(Kind.MORE, amount);
            case "x" -> new Growth(Kind.TIMES, amount);
            default -> new Growth(Kind.IN_ALL, amount);
        };
    }

    boolean needsToday() {
        return kind != Kind.TIMES;
    }

    /** The multiple of today's number. */
    double factor(double today) {
        return switch (kind) {
            case MORE -> (today + amount) / today;
            case TIMES -> amount;
            case IN_ALL -> amount / today;
        };
    }
}
