package io.scanline.table;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/** The tables as a page for people: what a row is, its key, its layout, and every column with type and meaning. */
final class DataDictionary {
    private DataDictionary() {}

    static String markdown() {
        return "## Tables that the chain's own systems fill\n\n"
                + "Loaded by `scanline ingest --dataset NAME --source FILE`, from CSV, JSON Lines or Parquet with these columns; a row\n"
                + "replaces the one with the same key.\n\n"
                + sections(Tables.REFERENCE)
                + "## Tables that Scanline writes\n\n"
                + sections(Tables.COMPUTED);
    }

    private static String sections(List<Table> tables) {
        return tables.stream().map(DataDictionary::section).collect(Collectors.joining());
    }

    private static String section(Table table) {
        StringBuilder text = new StringBuilder();
        text.append("### ")
                .append(table.name())
                .append("\n\n")
                .append(escaped(table.about()))
                .append("\n\n");
        text.append("Key: ").append(names(table.key()));
        if (!table.partitionedBy().isEmpty()) {
            text.append(". Partitioned by ").append(names(table.partitionedBy()));
        }
        if (table.monthsOf() != null) {
            text.append(". Files hold whole months of ").append(names(List.of(table.monthsOf())));
        }
        if (!table.sortedBy().isEmpty()) {
            text.append(". Sorted by ").append(names(table.sortedBy()));
        }
        text.append(".\n\n| column | type | may be null | meaning |\n|---|---|---|---|\n");
        Stream.of(table.rowSchema().fields()).map(DataDictionary::line).forEach(text::append);
        return text.append('\n').toString();
    }

    private static String line(StructField field) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        field.name(),
                        field.dataType().sql().toUpperCase(Locale.ROOT).replace("|", "\\|"),
                        field.nullable() ? "yes" : "",
                        escaped(field.getComment().get()))
                .replace(System.lineSeparator(), "\n");
    }

    private static String names(List<String> columns) {
        return columns.isEmpty()
                ? "none"
                : columns.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
