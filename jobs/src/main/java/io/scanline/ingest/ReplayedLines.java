package io.scanline.ingest;

import io.scanline.table.QuarantinedLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Splits the text of quarantined lines into the columns of their files, to the rows that {@link SourceLines} made of them. */
final class ReplayedLines implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final ReaderOptions options;
    private final StructType schema;
    private final ArrayList<String> columns;
    private final HashMap<String, SourceLines.Part> files = new HashMap<>();

    ReplayedLines(List<BatchPlan.PlannedFile> files, ReaderOptions options, StructType source) {
        this.options = options;
        this.schema = SourceLines.schema(source);
        this.columns = new ArrayList<>(List.of(source.fieldNames()));
        for (BatchPlan.PlannedFile file : files) {
            ScannedFile scanned = file.scanned();
            this.files.put(
                    file.uri(),
                    new SourceLines.Part(file.id(), scanned.file(), scanned.format(), scanned.columns(), null));
        }
    }

    @Override
    public Iterator<Row> call(Iterator<Row> quarantined) {
        CsvFields csv = new CsvFields(options);
        JsonFields json = new JsonFields(columns);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return quarantined.hasNext();
            }

            @Override
            public Row next() {
                Row line = quarantined.next();
                SourceLines.Part file = files.get(line.<String>getAs(QuarantinedLines.SOURCE_FILE));
                Object[] values = new Object[schema.size()];
                set(values, SourceLines.FILE, file.id());
                set(values, SourceLines.LINE, line.getAs(QuarantinedLines.SOURCE_LINE));
                set(values, SourceLines.RAW, line.getAs(QuarantinedLines.RAW));
                String problem = file.format() == Format.CSV
                        ? split(csv, line.getAs(QuarantinedLines.RAW), file.columns(), values)
                        : read(json, line.getAs(QuarantinedLines.RAW), values);
                if (problem != null) {
                    set(values, SourceLines.DEFECT, Reasons.MALFORMED);
                    set(values, SourceLines.MESSAGE, problem);
                }
                return RowFactory.create(values);
            }
        };
    }

    private void set(Object[] values, String column, Object value) {
        values[schema.fieldIndex(column)] = value;
    }

    private String split(CsvFields csv, String raw, List<String> names, Object[] values) {
        byte[] text = raw.getBytes(StandardCharsets.UTF_8);
        String[] fields = new String[names.size()];
        boolean quoted = raw.indexOf(options.quote()) >= 0;
        if (csv.split(text, 0, text.length, quoted, StandardCharsets.UTF_8, fields) != fields.length) {
            return "the line does not have the fields of its header";
        }
        for (int i = 0; i < fields.length; i++) {
            set(values, column(names.get(i)), fields[i]);
        }
        return null;
    }

    /** The name by which all files of the batch have a column. */
    private String column(String name) {
        return columns.stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow();
    }

    private String read(JsonFields json, String raw, Object[] values) {
        String[] fields = new String[columns.size()];
        Map<String, String> others = new TreeMap<>();
        String problem = json.read(raw, fields, others);
        for (int i = 0; problem == null && i < fields.length; i++) {
            set(values, columns.get(i), fields[i]);
        }
        set(values, SourceLines.OTHERS, others.isEmpty() ? null : CollectionConverters.asScala(others));
        return problem;
    }
}
