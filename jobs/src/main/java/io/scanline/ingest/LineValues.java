package io.scanline.ingest;

import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** The fields of one line, converted strictly; what does not fit is recorded as the line's problem. For one thread. */
final class LineValues {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\s*[-+]?\\d+,\\d+\\s*");

    private final LineLayout layout;
    private final LineProblems problems;
    private final HashMap<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> witnesses;
    private final int[] extras;
    private final int others;
    private final int raw;
    private Row line;

    LineValues(LineLayout layout, LineProblems problems) {
        this.layout = layout;
        this.problems = problems;
        Fields.sales().names().forEach(field -> places.put(field, layout.field(field)));
        this.witnesses = layout.under(LineLayout.WITNESS);
        this.extras = layout.extras();
        this.others = layout.place(SourceLines.OTHERS);
        this.raw = layout.place(SourceLines.RAW);
    }

    void read(Row row) {
        line = row;
    }

    private Object value(String field) {
        int place = places.get(field);
        Object value = place < 0 ? null : line.get(place);
        return StrictText.isMissing(value) ? null : value;
    }

    /** Trimmed text; null where the field is missing. */
    String text(String field) {
        return StrictText.text(value(field));
    }

    String textOr(String field, String otherwise) {
        String text = text(field);
        return text == null ? otherwise : text;
    }

    String required(String field) {
        String text = text(field);
        if (text == null) {
            missing(field, Reasons.BAD_TYPE);
        }
        return text;
    }

    /** An empty field is missing; one that an expression could not make anything of is bad. */
    private void missing(String field, String reasonIfUnread) {
        Integer witness = witnesses.get(field);
        Object source = witness == null ? null : line.get(witness);
        if (StrictText.isMissing(source)) {
            problems.add(Reasons.MISSING_FIELD, field, "is missing");
        } else {
            problems.add(
                    reasonIfUnread, field, "the profile's expression makes nothing of " + LineProblems.shown(source));
        }
    }

    /** Ten-thousandths, or {@link FixedPoint#NONE}. */
    long amount(String field, boolean required) {
        Object value = value(field);
        if (value == null) {
            if (required) {
                missing(field, Reasons.BAD_TYPE);
            }
            return FixedPoint.NONE;
        }
        long amount = FixedPoint.of(value);
        if (amount == FixedPoint.NONE) {
            problems.add(
                    Reasons.BAD_TYPE,
                    field,
                    LineProblems.shown(value) + " is no decimal with 14 digits before and 4 after the point at most"
                            + commaMended(value));
        }
        return amount;
    }

    private static String commaMended(Object value) {
        return DECIMAL_COMMA.matcher(value.toString()).matches()
                ? "; where the comma is the decimal point, the profile says so by replace(COLUMN, ',', '.')"
                : "";
    }

    Integer integer(String field) {
        Object value = value(field);
        Integer number = value == null ? null : StrictText.integer(value);
        if (value != null && number == null) {
            problems.add(Reasons.BAD_TYPE, field, LineProblems.shown(value) + " is no whole number");
        }
        return number;
    }

    /** False where the field is missing. */
    Boolean flag(String field) {
        Object value = value(field);
        Boolean flag = value == null ? Boolean.FALSE : StrictText.bool(value);
        if (flag == null) {
            problems.add(Reasons.BAD_TYPE, field, LineProblems.shown(value) + " is not true or false");
        }
        return flag;
    }

    LocalDate date(String field) {
        Object value = value(field);
        LocalDate date = value == null ? null : StrictText.date(value);
        if (value != null && date == null) {
            problems.add(Reasons.BAD_TYPE, field, LineProblems.shown(value) + " is no day such as 2024-03-01");
        }
        return date;
    }

    Temporal moment(String field, boolean required) {
        Object value = value(field);
        if (value == null) {
            if (required) {
                missing(field, Reasons.BAD_TIMESTAMP);
            }
            return null;
        }
        Temporal moment = StrictText.timestamp(value);
        if (moment == null) {
            problems.add(
                    Reasons.BAD_TIMESTAMP,
                    field,
                    LineProblems.shown(value) + " is no time such as 2024-03-01T09:30:00+01:00");
        }
        return moment;
    }

    String oneOf(String field, Set<String> known, String otherwise) {
        String text = text(field);
        if (text == null) {
            return otherwise;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (!known.contains(upper)) {
            problems.add(
                    Reasons.BAD_TYPE,
                    field,
                    LineProblems.shown(text) + " is none of "
                            + known.stream().sorted().collect(Collectors.joining(", ")));
        }
        return upper;
    }

    /** Columns that have a value, as text. */
    Map<String, String> texts(Map<String, Integer> columns) {
        Map<String, String> texts = new TreeMap<>();
        columns.forEach((name, place) -> {
            String text = StrictText.text(line.get(place));
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    void extras(Row row, Map<String, String> into) {
        for (int i = 0; i < extras.length; i++) {
            String text = StrictText.text(row.get(extras[i]));
            if (text != null) {
                into.put(layout.extraName(i), text);
            }
        }
        if (others >= 0 && !row.isNullAt(others)) {
            into.putAll(CollectionConverters.asJava(row.<scala.collection.Map<String, String>>getAs(others)));
        }
    }

    /** The line's text, cards masked; for typed sources its columns as JSON. */
    Optional<String> raw(Row row) {
        if (layout.sourceIsText()) {
            return Optional.ofNullable(CardNumbers.mask(row.getString(raw)));
        }
        Map<String, String> columns = new TreeMap<>();
        int[] source = layout.source();
        for (int i = 0; i < source.length; i++) {
            columns.put(layout.sourceName(i), StrictText.text(row.get(source[i])));
        }
        return Optional.of(CardNumbers.mask(JsonText.of(columns)));
    }
}
