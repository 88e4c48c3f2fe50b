package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import io.scanline.table.Runs;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every task of both DAGs over data intervals, one after the other, as the scheduler would run them. */
class DagsIT {
    private static final Path SALES = Launcher.PROJECT.resolve("data-samples/chain/sales");
    private static final Map<String, String> ENVIRONMENT = Map.of("SCANLINE_FORECAST_HORIZON", "14");

    @TempDir
    Path folder;

    @Test
    void anIntervalThatIsClearedAndRunAgainOrBackfilledLeavesTheSameTables() throws IOException, InterruptedException {
        int intervals = Integer.getInteger("scanline.dag-intervals", 0);
        assumeTrue(intervals > 0, "-Dscanline.dag-intervals=3 was not asked for");
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
        List<Path> days = days();
        List<Path> before = days.subList(0, days.size() - intervals);
        for (Path day : before) {
            deliver(day);
        }
        command(
                "ingest",
                "--lake=" + folder.resolve("lake"),
                "--dataset=reference",
                "--source=" + SALES.resolveSibling("reference"));

        for (Path day : days.subList(before.size(), days.size())) {
            deliver(day);
            runDags(day, "scheduled");
        }
        Path last = days.get(days.size() - 1);
        Map<String, List<String>> tables = tables();

        runDags(last, "scheduled");
        assertThat(tables()).as("cleared and run again").isEqualTo(tables);
        runDags(last, "backfill");
        assertThat(tables()).as("backfilled").isEqualTo(tables);
    }

    private void runDags(Path day, String kind) throws IOException, InterruptedException {
        LocalDate date = LocalDate.parse(day.getFileName().toString().replace("business_date=", ""));
        JsonNode dags =
                Dags.rendered(folder, date.plusDays(1) + "T06:00:00+00:00").path("dags");
        for (JsonNode dag : dags) {
            for (JsonNode task : dag.path("tasks")) {
                command(words(task.path("words").path(kind)));
            }
        }
    }

    private String[] words(JsonNode words) {
        Map<String, String> variables = Map.of(
                "{{ var.value.scanline_lake }}",
                folder.resolve("lake").toString(),
                "{{ var.value.scanline_source }}",
                folder.resolve("sales").toString(),
                "{{ var.value.scanline_report }}",
                folder.resolve("report.html").toString());
        return Stream.iterate(0, i -> i < words.size(), i -> i + 1)
                .map(i -> words.get(i).asText())
                .map(word -> variables.getOrDefault(word, word))
                .toArray(String[]::new);
    }

    private static void command(String... words) {
        Commands.run(ENVIRONMENT, words).succeeded();
    }

    private void deliver(Path day) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("sales").resolve(day.getFileName()));
        try (Stream<Path> files = Files.list(day)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private static List<Path> days() throws IOException {
        try (Stream<Path> days = Files.list(SALES)) {
            return days.sorted().toList();
        }
    }

    /** What every table says, but for the run that wrote it. */
    private Map<String, List<String>> tables() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (SparkSession spark = Session.open("dags-it")) {
            for (Table table : Tables.all()) {
                Path place = folder.resolve("lake").resolve(table.name());
                if (Files.exists(place) && !table.equals(Runs.TABLE)) {
                    Column[] columns = Stream.of(table.rowSchema().fields())
                            .map(DagsIT::comparable)
                            .toArray(Column[]::new);
                    tables.put(
                            table.name(),
                            spark
                                    .read()
                                    .format("delta")
                                    .load(place.toString())
                                    .select(columns)
                                    .toJSON()
                                    .collectAsList()
                                    .stream()
                                    .sorted()
                                    .toList());
                }
            }
        }
        assertThat(tables.keySet())
                .contains("sales_lines", "hourly_sales", "trend_comparisons", "forecasts", "reorder_proposals");
        return tables;
    }

    private static Column comparable(StructField field) {
        Column column = functions.col("`" + field.name() + "`");
        return field.dataType() instanceof MapType
                ? functions.map_entries(column).as(field.name())
                : column;
    }
}
