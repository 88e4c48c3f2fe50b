package io.scanline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads parts of text files, one row a line, none left out: the header and blank lines too, and lines that cannot be split,
 * with the reason. Nothing is kept but the current line.
 */
final class SourceLines implements Iterator<Row> {
    static final String FILE = "_scanline_file";
    static final String LINE = "_scanline_line";

    /** Null for a line with fields; {@link #HEADER}, {@link #BLANK}, or a reason of the quarantine. */
    static final String DEFECT = "_scanline_defect";

    static final String MESSAGE = "_scanline_message";
    static final String RAW = "_scanline_raw";

    /** MAP of what a JSON line has under keys that are no columns. */
    static final String OTHERS = "_scanline_others";

    static final String HEADER = "HEADER";
    static final String BLANK = "BLANK";

    private static final int OWN = 6;

    /** A part of a file to read, with the names of that file's columns. */
    record Part(int id, SourceFile file, Format format, List<String> columns, ScannedFile.Range range)
            implements Serializable {}

    private final Iterator<Part> parts;
    private final ReaderOptions options;
    private final List<String> columns;
    private final boolean[] isPrivate;
    private final Configuration hadoop;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final CsvFields csv;
    private final JsonFields json;

    private Part part;
    private InputStream in;
    private LineReader lines;
    private long line;
    private boolean headerAhead;
    private boolean markAhead;
    private int[] places;
    private boolean[] isPrivateField;
    private String[] fields;
    private boolean ready;

    /** @param privateColumns columns that are read and left out of the line's text */
    SourceLines(
            List<Part> parts,
            ReaderOptions options,
            StructType source,
            Set<String> privateColumns,
            Configuration hadoop) {
        this.parts = parts.iterator();
        this.options = options;
        this.columns = List.of(source.fieldNames());
        this.isPrivate = new boolean[columns.size()];
        for (int i = 0; i < isPrivate.length; i++) {
            isPrivate[i] = privateColumns.contains(columns.get(i));
        }
        this.hadoop = hadoop;
        this.charset = Charset.forName(options.encoding());
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.csv = new CsvFields(options);
        this.json = new JsonFields(columns);
    }

    /** The rows' columns: six of our own, then the source's as text. */
    static StructType schema(StructType source) {
        StructType schema = new StructType()
                .add(FILE, DataTypes.IntegerType)
                .add(LINE, DataTypes.LongType)
                .add(DEFECT, DataTypes.StringType)
                .add(MESSAGE, DataTypes.StringType)
                .add(RAW, DataTypes.StringType)
                .add(OTHERS, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));
        for (var field : source.fields()) {
            schema = schema.add(field);
        }
        return schema;
    }

    @Override
    public boolean hasNext() {
        try {
            while (!ready) {
                if (lines != null && lines.next()) {
                    ready = true;
                } else {
                    close();
                    if (!parts.hasNext()) {
                        return false;
                    }
                    open(parts.next());
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(part.file().uri() + " after line " + line + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        return row();
    }

    private void open(Part next) throws IOException {
        part = next;
        InputStream stored = StoredBytes.open(part.file(), part.range().start(), hadoop);
        in = StoredBytes.decompressed(stored, part.file().compression());
        boolean quotedBreaks = options.multiline() && part.format() == Format.CSV;
        lines = new LineReader(in, part.range().length(), (byte) options.quote(), quotedBreaks);
        line = part.range().firstLine();
        markAhead = line == 1;
        headerAhead = markAhead && part.format() == Format.CSV && options.header();
        fields = new String[part.format() == Format.CSV ? part.columns().size() : columns.size()];
        places = part.columns().stream().mapToInt(this::place).toArray();
        isPrivateField = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            isPrivateField[i] = isPrivate[places[i]];
        }
    }

    private int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalStateException(name + " is in " + part.file().uri() + " and not in the plan");
    }

    private void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
            lines = null;
        }
    }

    private Row row() {
        long number = line;
        line += 1 + lines.breaksInside();
        if (markAhead) {
            lines.skipByteOrderMark();
            markAhead = false;
        }
        if (lines.blank()) {
            return defective(number, BLANK, null, null);
        }
        if (headerAhead) {
            headerAhead = false;
            return defective(number, HEADER, null, null);
        }
        if (lines.tooLong()) {
            return defective(
                    number, Reasons.TOO_LONG, "the line is longer than 64 KiB; cut it or deliver it again", lossy());
        }
        if (lines.holdsZero()) {
            return defective(
                    number, Reasons.MALFORMED, "the line has a zero byte: it is damaged; deliver it again", lossy());
        }
        if (!lines.ascii() && !decodes()) {
            return defective(
                    number,
                    Reasons.BAD_ENCODING,
                    "the line is not " + charset.name()
                            + "; the profile states another encoding under options, encoding: ISO-8859-1 or windows-1252",
                    lossy());
        }
        return part.format() == Format.CSV ? csvRow(number) : jsonRow(number);
    }

    private Row csvRow(long number) {
        // single-byte ASCII decodes fastest as Latin-1, to the same text
        Charset reading = lines.ascii() ? StandardCharsets.ISO_8859_1 : charset;
        int count = csv.split(lines.bytes(), lines.start(), lines.length(), lines.quoted(), reading, fields);
        String raw = new String(lines.bytes(), lines.start(), lines.length(), reading);
        if (count == CsvFields.UNBALANCED) {
            return defective(number, Reasons.MALFORMED, "the quotes do not match", raw);
        }
        if (count != fields.length) {
            return defective(
                    number, Reasons.MALFORMED, "the line has " + count + " fields, the header " + fields.length, raw);
        }
        Object[] values = own(number, null, null, holdsAny(isPrivateField) ? csv.without(raw, isPrivateField) : raw);
        for (int i = 0; i < fields.length; i++) {
            values[OWN + places[i]] = fields[i];
        }
        return RowFactory.create(values);
    }

    private Row jsonRow(long number) {
        String raw = new String(lines.bytes(), lines.start(), lines.length(), charset);
        java.util.Arrays.fill(fields, null);
        Map<String, String> others = new TreeMap<>();
        String problem = json.read(raw, fields, others);
        if (problem != null) {
            return defective(number, Reasons.MALFORMED, problem, raw);
        }
        Object[] values = own(number, null, null, holdsAny(isPrivate) ? json.without(raw, isPrivate) : raw);
        values[OWN - 1] = others.isEmpty() ? null : CollectionConverters.asScala(others);
        System.arraycopy(fields, 0, values, OWN, fields.length);
        return RowFactory.create(values);
    }

    /** Whether the current line has something in one of these fields. */
    private boolean holdsAny(boolean[] wanted) {
        for (int i = 0; i < fields.length; i++) {
            if (wanted[i] && fields[i] != null) {
                return true;
            }
        }
        return false;
    }

    private Row defective(long number, String defect, String message, String raw) {
        return RowFactory.create(own(number, defect, message, raw));
    }

    private Object[] own(long number, String defect, String message, String raw) {
        Object[] values = new Object[OWN + columns.size()];
        values[0] = part.id();
        values[1] = number;
        values[2] = defect;
        values[3] = message;
        values[4] = raw;
        return values;
    }

    private boolean decodes() {
        try {
            decoder.decode(ByteBuffer.wrap(lines.bytes(), lines.start(), lines.length()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private String lossy() {
        return new String(lines.bytes(), lines.start(), lines.length(), charset);
    }
}
