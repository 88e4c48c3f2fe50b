package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The DAGs of {@code jobs/airflow}, imported by Airflow where it is installed, and otherwise with a stand-in for it. */
class DagsTest {
    /** What Airflow would fill in. */
    private static final Map<String, String> VARIABLES = Map.of(
            "{{ var.value.scanline_lake }}", "s3a://bucket/lake",
            "{{ var.value.scanline_source }}", "s3a://tills/sales",
            "{{ var.value.scanline_report }}", "s3a://bucket/report.html");

    @TempDir
    static Path folder;

    private static JsonNode rendered;

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        rendered = Dags.rendered(folder, "2025-03-02T06:00:00+00:00");
        String version = rendered.path("airflow").asText(null);
        System.out.println(
                version == null
                        ? "Airflow is not installed: its DAG files ran with a stand-in for it."
                        : "DAG files were imported by Airflow " + version + ".");
    }

    @Test
    void everyCommandLineOfEveryTaskIsUnderstood() {
        int understood = 0;
        for (JsonNode dag : rendered.path("dags")) {
            for (JsonNode task : dag.path("tasks")) {
                for (JsonNode words : task.path("words")) {
                    List<String> line = words(words);
                    line.add("--dry-run");
                    assertThatCode(() -> understand(line)).as(line.toString()).doesNotThrowAnyException();
                    understood++;
                }
            }
        }
        assertThat(understood).isEqualTo(15 * 4);
    }

    /** Parses as the command does, and builds the work, which checks what the parser cannot. */
    private static void understand(List<String> line) {
        CommandLine scanline = new CommandLine(new Scanline());
        scanline.setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine.ParseResult parsed = scanline.parseArgs(line.toArray(String[]::new));
        SparkCommand<?> command =
                (SparkCommand<?>) parsed.subcommand().commandSpec().userObject();
        assertThat(command.dryRun).isTrue();
        assertThat(command.lake).isEqualTo("s3a://bucket/lake");
        command.work();
    }

    @Test
    void everyTaskScalesAsEveryClusterDoes() throws IOException {
        Map<String, String> settings = ClusterSettings.withoutMost();
        for (JsonNode dag : rendered.path("dags")) {
            for (JsonNode task : dag.path("tasks")) {
                Map<String, String> given = new HashMap<>();
                task.path("conf")
                        .properties()
                        .forEach(one -> given.put(one.getKey(), one.getValue().asText()));
                assertThat(given).containsAllEntriesOf(settings).containsKey(ClusterSettings.MOST);
            }
        }
    }

    @Test
    void aScheduledRunGoesOnWhereTheLastOneEndedAndABackfillNamesItsDays() {
        assertThat(line("summarize", "scheduled")).isEqualTo("summarize --lake s3a://bucket/lake");
        assertThat(line("ingest", "backfill")).isEqualTo("ingest --lake s3a://bucket/lake --source s3a://tills/sales");
        for (String command : List.of("summarize", "compare", "detect")) {
            // 05:00 to 06:00 UTC on 2 March is another business day in Honolulu, and in Kiritimati
            assertThat(line(command, "backfill")).endsWith(" --from 2025-03-01 --to 2025-03-04");
            assertThat(line(command, "manual with days")).endsWith(" --from 2025-02-01 --to 2025-03-01");
        }
        assertThat(line("forecast", "scheduled")).isEqualTo("forecast --lake s3a://bucket/lake --as-of 2025-03-01");
        assertThat(line("forecast", "backfill")).endsWith(" --from 2025-03-01 --to 2025-03-02 --as-of 2025-03-01");
        assertThat(line("reorder", "scheduled")).endsWith(" --as-of 2025-03-01");
        assertThat(line("reorder", "manual")).isEqualTo("reorder --lake s3a://bucket/lake");
        assertThat(line("reorder", "manual with days")).endsWith(" --as-of 2025-02-28");
    }

    @Test
    void oneTaskWritesTheLakeAtATimeAndIsLookedForInTheLedger() {
        Map<String, JsonNode> tasks = tasks();
        assertThat(tasks).hasSize(15);
        tasks.forEach((name, task) -> {
            boolean writes = !name.endsWith("_recorded") && !name.equals("report");
            assertThat(task.path("pool").asText()).as(name).isEqualTo(writes ? "scanline_lake" : "default_pool");
            assertThat(task.path("retries").asInt()).as(name).isEqualTo(2);
            if (writes) {
                assertThat(after(tasks.get(name + "_recorded"))).containsExactly(name);
                assertThat(line(name + "_recorded", "scheduled"))
                        .contains(" --job " + name + " ", " --require-done", " --since ");
            }
        });
        assertThat(after(tasks.get("summarize"))).containsExactly("ingest_recorded");
        assertThat(after(tasks.get("detect"))).containsExactly("summarize_recorded");
        assertThat(after(tasks.get("maintain"))).containsExactly("report");
    }

    @Test
    void assetsAreTablesAndTheDailyDagReadsWhatTheHourlyWrites() {
        Set<String> tables = new TreeSet<>();
        tasks().values().forEach(task -> Stream.of("reads", "writes").forEach(side -> task.path(side)
                .forEach(asset -> tables.add(asset.asText().replaceFirst("^scanline_", "")))));
        assertThat(Tables.all()).extracting(Table::name).containsAll(tables);
        assertThat(tasks().get("ingest").path("writes"))
                .isEqualTo(tasks().get("forecast").path("reads"));
    }

    @Test
    void onlyRefusedDataIsNotTriedAgain() {
        JsonNode outcomes = rendered.path("outcomes");
        assertThat(outcomes.path("done").asBoolean()).isTrue();
        assertThat(outcomes.path("refused").asText()).isEqualTo("AirflowFailException");
        assertThat(outcomes.path("refused on kubernetes").asText()).isEqualTo("AirflowFailException");
        assertThat(outcomes.path("storage failed").asText()).isEqualTo("AirflowException");
        assertThat(outcomes.path("no code").asText()).isEqualTo("AirflowException");
    }

    @Test
    void sparkFetchesTheVersionOfDeltaThatScanlineIsBuiltWith() throws IOException {
        String pom = Files.readString(Launcher.PROJECT.resolve("pom.xml"));
        String version = pom.replaceFirst("(?s).*<delta.version>(.*?)</delta.version>.*", "$1");
        assertThat(rendered.path("delta").asText()).isEqualTo("io.delta:delta-spark_2.13:" + version);
    }

    private static Map<String, JsonNode> tasks() {
        Map<String, JsonNode> tasks = new HashMap<>();
        rendered.path("dags")
                .forEach(dag ->
                        dag.path("tasks").properties().forEach(task -> tasks.put(task.getKey(), task.getValue())));
        return tasks;
    }

    private static List<String> after(JsonNode task) {
        List<String> before = new ArrayList<>();
        task.path("after").forEach(name -> before.add(name.asText()));
        return before;
    }

    private static String line(String taskId, String run) {
        return String.join(" ", words(tasks().get(taskId).path("words").path(run)));
    }

    private static List<String> words(JsonNode words) {
        List<String> line = new ArrayList<>();
        words.forEach(word -> line.add(VARIABLES.getOrDefault(word.asText(), word.asText())));
        return line;
    }
}
