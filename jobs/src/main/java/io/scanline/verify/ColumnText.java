package io.scanline.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's text, in which a profile may have texts replaced, one after the other, as {@code replace(Price, ',', '.')} does
 * for a decimal comma.
 */
record ColumnText(String column, List<Replacement> replacements) {
    /** A text that takes the place of another one wherever that stands. */
    record Replacement(String text, String by) {}

    private static final Pattern PLAIN = Pattern.compile("`[^`]+`|[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern REPLACE = Pattern.compile(
            "replace\\s*\\((.+),\\s*'([^'\\\\]+)'\\s*,\\s*'([^'\\\\]*)'\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> WORDS = Set.of("null", "true", "false", "current_date", "current_timestamp");

    static ColumnText plain(String column) {
        return new ColumnText(column, List.of());
    }

    /** What an expression reads; empty where it is more than a column and replacements in it. */
    static Optional<ColumnText> of(String expression) {
        String text = expression.strip();
        Matcher replace = REPLACE.matcher(text);
        if (replace.matches()) {
            Replacement last = new Replacement(replace.group(2), replace.group(3));
            return of(replace.group(1)).map(inner -> inner.then(last));
        }
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.of(plain(text.replace("`", "")))
                : Optional.empty();
    }

    private ColumnText then(Replacement last) {
        List<Replacement> all = new ArrayList<>(replacements);
        all.add(last);
        return new ColumnText(column, List.copyOf(all));
    }

    /** Trimmed; null where there is none. */
    String in(Function<String, String> textOfColumn) {
        String text = textOfColumn.apply(column);
        for (Replacement replacement : text == null ? List.<Replacement>of() : replacements) {
            text = text.replace(replacement.text(), replacement.by());
        }
        return text == null || text.isBlank() ? null : text.strip();
    }
}
