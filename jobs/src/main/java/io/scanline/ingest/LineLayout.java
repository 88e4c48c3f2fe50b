package io.scanline.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Where in a row the rules find what: each contract field, the extras, the columns to register. Places are -1 where there is none. */
final class LineLayout implements Serializable {
    private static final long serialVersionUID = 1;

    /** Prefixes that keep columns of different origin apart. */
    static final String CONTRACT = "_scanline_field_";

    static final String STORE = "_scanline_store_";
    static final String PRODUCT = "_scanline_product_";
    static final String WITNESS = "_scanline_witness_";
    static final String REJECTED_BY = "_scanline_rejected_by";

    private final HashMap<String, Integer> places = new HashMap<>();
    private final int[] extras;
    private final String[] extraNames;
    private final int[] source;
    private final String[] sourceNames;
    private final boolean sourceIsText;

    private LineLayout(
            StructType rows,
            Map<String, String> contract,
            List<String> extras,
            List<String> source,
            boolean sourceIsText) {
        Stream.of(rows.fieldNames())
                .filter(name -> name.startsWith("_scanline_"))
                .forEach(name -> places.put(name, rows.fieldIndex(name)));
        contract.forEach((field, column) -> places.put(CONTRACT + field, rows.fieldIndex(column)));
        this.extras = extras.stream().mapToInt(rows::fieldIndex).toArray();
        this.extraNames = extras.toArray(String[]::new);
        this.source = source.stream().mapToInt(rows::fieldIndex).toArray();
        this.sourceNames = source.toArray(String[]::new);
        this.sourceIsText = sourceIsText;
    }

    /** Rows whose own columns are the contract's, by name whatever the case. */
    static LineLayout byName(StructType rows) {
        Map<String, String> contract = new HashMap<>();
        List<String> extras = new ArrayList<>();
        for (StructField column : rows.fields()) {
            if (column.name().startsWith("_scanline_")) {
                continue;
            }
            Fields.sales().names().stream()
                    .filter(column.name()::equalsIgnoreCase)
                    .findFirst()
                    .ifPresentOrElse(field -> contract.put(field, column.name()), () -> extras.add(column.name()));
        }
        return new LineLayout(rows, contract, extras, List.of(), true);
    }

    /** Rows with the contract's fields under {@link #CONTRACT}, by a profile's expressions, beside columns of the source. */
    static LineLayout mapped(StructType rows, List<String> extras, List<String> source, boolean sourceIsText) {
        return new LineLayout(rows, Map.of(), extras, source, sourceIsText);
    }

    int place(String column) {
        return places.getOrDefault(column, -1);
    }

    int field(String contractField) {
        return place(CONTRACT + contractField);
    }

    /** Places of the columns that start with a prefix, by the rest of their names. */
    Map<String, Integer> under(String prefix) {
        Map<String, Integer> found = new HashMap<>();
        places.forEach((name, place) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), place);
            }
        });
        return found;
    }

    int[] extras() {
        return Arrays.copyOf(extras, extras.length);
    }

    String extraName(int index) {
        return extraNames[index];
    }

    int[] source() {
        return Arrays.copyOf(source, source.length);
    }

    String sourceName(int index) {
        return sourceNames[index];
    }

    /** Whether the source is a text file, whose lines are kept as they stand. */
    boolean sourceIsText() {
        return sourceIsText;
    }
}
