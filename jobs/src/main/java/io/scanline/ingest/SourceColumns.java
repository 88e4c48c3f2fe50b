package io.scanline.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The names of a text file's columns.
 *
 * @param problem why there are none that can be used; null where there are
 */
record SourceColumns(List<String> names, String problem) {
    private static final int JSON_LINES_LOOKED_AT = 1000;
    private static final int MOST = 4096;

    /** Names in the header, the first line that is not blank; without a header {@code _c0, _c1, ...} by the first line's fields. */
    static SourceColumns ofCsv(byte[] beginning, ReaderOptions options, Charset charset) throws IOException {
        LineReader lines = firstLine(beginning, (byte) options.quote(), options.multiline());
        if (lines == null) {
            return new SourceColumns(
                    List.of(), "has no header: all its lines are blank; deliver it again or take it away");
        }
        if (lines.tooLong()) {
            return new SourceColumns(
                    List.of(), "has a first line of more than 64 KiB: this is no CSV file with line breaks");
        }
        String[] fields = new String[MOST];
        int count = new CsvFields(options)
                .split(lines.bytes(), lines.start(), lines.length(), lines.quoted(), charset, fields);
        if (count == CsvFields.UNBALANCED) {
            return new SourceColumns(List.of(), "has a first line that is no CSV: its quotes do not match");
        }
        if (count > MOST) {
            return tooMany();
        }
        return options.header() ? named(Arrays.copyOf(fields, count)) : new SourceColumns(numbered(count), null);
    }

    private static SourceColumns tooMany() {
        return new SourceColumns(List.of(), "has more than " + MOST + " columns; deliver those that are needed");
    }

    private static LineReader firstLine(byte[] beginning, byte quote, boolean multiline) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(beginning), Long.MAX_VALUE, quote, multiline);
        boolean first = true;
        while (lines.next()) {
            if (first) {
                lines.skipByteOrderMark();
                first = false;
            }
            if (!lines.blank()) {
                return lines;
            }
        }
        return null;
    }

    private static List<String> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("_c" + i);
        }
        return names;
    }

    private static SourceColumns named(String[] header) {
        List<String> names = numbered(header.length);
        Map<String, String> seen = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
            if (header[i] != null && !header[i].isBlank()) {
                names.set(i, header[i].strip());
            }
            if (seen.put(names.get(i).toLowerCase(Locale.ROOT), names.get(i)) != null) {
                return new SourceColumns(
                        List.of(), "names the column " + names.get(i) + " twice in its header; rename one");
            }
        }
        return new SourceColumns(names, null);
    }

    /** The keys of the first lines' objects, in the order in which they appear. */
    static SourceColumns ofJson(byte[] beginning, Charset charset) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(beginning), Long.MAX_VALUE, (byte) '"', false);
        JsonFields json = new JsonFields(List.of());
        Map<String, String> keys = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (int line = 0; line < JSON_LINES_LOOKED_AT && lines.next(); line++) {
            if (line == 0) {
                lines.skipByteOrderMark();
            }
            Map<String, String> others = new TreeMap<>();
            if (json.read(new String(lines.bytes(), lines.start(), lines.length(), charset), new String[0], others)
                    == null) {
                others.keySet().stream()
                        .filter(key -> keys.putIfAbsent(key.toLowerCase(Locale.ROOT), key) == null)
                        .forEach(names::add);
            }
        }
        if (names.size() > MOST) {
            return tooMany();
        }
        return names.isEmpty()
                ? new SourceColumns(names, "has no JSON object in its first lines; one object a line is expected")
                : new SourceColumns(names, null);
    }

    /** All columns of several files, by name whatever their case, as text. */
    static StructType union(List<ScannedFile> files) {
        Map<String, String> seen = new TreeMap<>();
        StructType schema = new StructType();
        for (ScannedFile file : files) {
            for (String name : file.columns()) {
                if (seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name) == null) {
                    schema = schema.add(name, DataTypes.StringType);
                }
            }
        }
        return schema;
    }

    /**
     * All columns of several files that are read by the contract's names. A writer of JSON may leave out what is null, so that a
     * key first comes after the lines that were looked at: where a file is JSON, every field is a column that may come.
     */
    static StructType unionByName(List<ScannedFile> files, Fields fields) {
        StructType schema = union(files);
        if (files.stream().noneMatch(file -> file.format() == Format.JSONL)) {
            return schema;
        }
        Set<String> seen = Stream.of(schema.fieldNames())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        // what every line needs is missed at once where no file has it
        Set<String> missing = fields.required().stream()
                .filter(group -> group.stream().noneMatch(seen::contains))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        for (String field : fields.names()) {
            if (!seen.contains(field) && !missing.contains(field)) {
                schema = schema.add(field, DataTypes.StringType);
            }
        }
        return schema;
    }
}
