package io.scanline.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Order lines column by column, the way in which tens of thousands of them fit into a page: a text stands once, however many
 * lines have it, and sentences that differ in their numbers alone share their words. JSON that the page's script reads.
 *
 * @param count lines
 * @param numbers by column, one a line, null where there is none; what is true or false is 1 or 0
 * @param texts by column, the texts, and for each line the number of its own; -1 for none
 * @param sentences by column, what stands around the numbers of each pattern, for each line the number of its pattern, and
 *     the numbers of all lines one after the other
 * @param first the first {@link #FIRST} lines as they are, which are not told apart in the JSON
 */
record OrderColumns(
        int count,
        Map<String, RawValue> numbers,
        Map<String, Texts> texts,
        Map<String, Sentences> sentences,
        @JsonIgnore List<Map<String, Object>> first) {
    static final int FIRST = 40;

    record Texts(RawValue values, RawValue at) {}

    record Sentences(RawValue patterns, RawValue at, RawValue numbers) {}

    /** As many rows as fit into so many bytes of the page, at most all. */
    static OrderColumns of(StructType schema, Iterator<Row> rows, String sentenceColumn, int mostBytes) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (StructField field : schema.fields()) {
            columns.put(
                    field.name(),
                    field.name().equals(sentenceColumn)
                            ? new SentenceColumn()
                            : field.dataType().equals(DataTypes.StringType) ? new TextColumn() : new NumberColumn());
        }
        List<Map<String, Object>> first = new ArrayList<>();
        int count = 0;
        while (rows.hasNext()
                && columns.values().stream().mapToInt(Column::bytes).sum() < mostBytes) {
            Row row = rows.next();
            int cell = 0;
            for (Column column : columns.values()) {
                column.add(Figures.plain(row.get(cell++)));
            }
            if (count++ < FIRST) {
                first.add(Figures.of(row));
            }
        }
        OrderColumns lines =
                new OrderColumns(count, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), first);
        columns.forEach((name, column) -> column.into(lines, name));
        return lines;
    }

    private interface Column {
        void add(Object value);

        int bytes();

        void into(OrderColumns lines, String name);
    }

    /** The members of a JSON array, as text: a tenth of what as many boxed values would take. */
    private static final class JsonArray {
        private final StringBuilder members = new StringBuilder();

        void add(String json) {
            members.append(members.length() == 0 ? "" : ",").append(json);
        }

        int bytes() {
            return members.length();
        }

        RawValue closed() {
            return new RawValue("[" + members + "]");
        }
    }

    private static final class NumberColumn implements Column {
        private final JsonArray values = new JsonArray();

        @Override
        public void add(Object value) {
            values.add(value instanceof Boolean flag ? (flag ? "1" : "0") : String.valueOf(value));
        }

        @Override
        public int bytes() {
            return values.bytes();
        }

        @Override
        public void into(OrderColumns lines, String name) {
            lines.numbers().put(name, values.closed());
        }
    }

    /** What stands once, in the order in which it first came. */
    private static final class Dictionary {
        private final Map<Object, Integer> places = new HashMap<>();
        private final JsonArray values = new JsonArray();
        private int bytes;

        int place(Object value) {
            return places.computeIfAbsent(value, added -> {
                String json = Page.inert(added);
                bytes += json.getBytes(StandardCharsets.UTF_8).length + 1;
                values.add(json);
                return places.size();
            });
        }
    }

    private static final class TextColumn implements Column {
        private final Dictionary dictionary = new Dictionary();
        private final JsonArray at = new JsonArray();

        @Override
        public void add(Object value) {
            at.add(value == null ? "-1" : String.valueOf(dictionary.place(value)));
        }

        @Override
        public int bytes() {
            return dictionary.bytes + at.bytes();
        }

        @Override
        public void into(OrderColumns lines, String name) {
            lines.texts().put(name, new Texts(dictionary.values.closed(), at.closed()));
        }
    }

    private static final class SentenceColumn implements Column {
        /** A number as both Java and JavaScript write it, so that it comes out as it went in. */
        private static final Pattern NUMBER =
                Pattern.compile("(?<![\\d.])(?:0|[1-9]\\d{0,9})(?:\\.\\d{0,3}[1-9])?(?![\\d.]\\d|\\d)");

        private final Dictionary patterns = new Dictionary();
        private final JsonArray at = new JsonArray();
        private final JsonArray numbers = new JsonArray();

        @Override
        public void add(Object value) {
            String sentence = value == null ? "" : value.toString();
            at.add(String.valueOf(patterns.place(List.of(NUMBER.split(sentence, -1)))));
            NUMBER.matcher(sentence).results().forEach(number -> numbers.add(number.group()));
        }

        @Override
        public int bytes() {
            return patterns.bytes + at.bytes() + numbers.bytes();
        }

        @Override
        public void into(OrderColumns lines, String name) {
            lines.sentences().put(name, new Sentences(patterns.values.closed(), at.closed(), numbers.closed()));
        }
    }
}
