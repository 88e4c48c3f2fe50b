package io.scanline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {
    private static final Path PROJECT = Path.of(System.getProperty("scanline.project"));
    private static final String GENERATED =
            "<!-- From here on this page is written from the table classes: mvn test -pl common -Dtest=TablesTest -Dscanline.rewrite=true -->\n\n";

    static List<Table> tables() {
        return Tables.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyColumnSaysWhatItMeans(Table table) {
        for (StructField field : table.schema().fields()) {
            assertThat(field.name()).as("a column of %s", table.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
            assertThat(field.getComment().getOrElse(() -> ""))
                    .as("the comment of %s.%s", table.name(), field.name())
                    .hasSizeGreaterThan(2)
                    .doesNotContain("\n");
        }
        assertThat(table.name()).matches("[a-z]+(_[a-z]+)*");
        assertThat(table.about()).as("what %s is about", table.name()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void keysAreNeverNullAndNameEachColumnOnce(Table table) {
        for (String name : table.key()) {
            assertThat(field(table, name).nullable())
                    .as("%s.%s", table.name(), name)
                    .isFalse();
        }
        assertThat(table.schema().fieldNames()).doesNotHaveDuplicates();
        assertThat(table.key()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyRowNamesItsRun(Table table) {
        assertThat(field(table, Table.RUN_ID).nullable()).isFalse();
        assertThat(field(table, Table.COMPUTED_AT).nullable()).isFalse();
        assertThat(table.rowSchema().fieldNames()).doesNotContain(Table.RUN_ID, Table.COMPUTED_AT);
    }

    @Test
    void moneyAndQuantitiesAreDecimals() {
        Set<String> amounts = Set.of(
                "quantity",
                "unit_price",
                "gross_amount",
                "discount_amount",
                "net_amount",
                "tax_amount",
                "net_sales",
                "gross_sales",
                "price",
                "unit_cost",
                "on_hand",
                "order_units",
                "order_cost",
                "units_sold",
                "weight_kg");
        for (Table table : tables()) {
            for (StructField field : table.schema().fields()) {
                if (amounts.contains(field.name())) {
                    assertThat(field.dataType())
                            .as("%s.%s", table.name(), field.name())
                            .isInstanceOf(DecimalType.class);
                }
            }
        }
    }

    /** A table that is not in the list would be in no README, no export and no maintenance. */
    @Test
    void theListHoldsEveryTableClass() throws IOException, ReflectiveOperationException {
        Set<String> declared = new TreeSet<>();
        try (Stream<Path> sources = Files.list(PROJECT.resolve("common/src/main/java/io/scanline/table"))) {
            for (Path source : sources.toList()) {
                String name = source.getFileName().toString().replaceFirst("\\.java$", "");
                if (!name.equals("package-info")) {
                    Class<?> type = Class.forName("io.scanline.table." + name);
                    for (var constant : type.getFields()) {
                        if (constant.getType() == Table.class && Modifier.isStatic(constant.getModifiers())) {
                            declared.add(((Table) constant.get(null)).name());
                        }
                    }
                }
            }
        }
        assertThat(tables())
                .extracting(Table::name)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void theReadmeIsTheTables() throws IOException {
        Path readme = PROJECT.resolve("common/README.md");
        String page = Files.readString(readme);
        String byHand = page.substring(0, page.indexOf(GENERATED) < 0 ? page.length() : page.indexOf(GENERATED));
        String expected = byHand + GENERATED + DataDictionary.markdown().stripTrailing() + "\n";
        if (Boolean.getBoolean("scanline.rewrite")) {
            Files.writeString(readme, expected);
            return;
        }
        assertThat(page)
                .as("common/README.md; -Dscanline.rewrite=true writes it anew")
                .isEqualTo(expected);
    }

    private static StructField field(Table table, String name) {
        return table.schema().fields()[table.schema().fieldIndex(name)];
    }
}
