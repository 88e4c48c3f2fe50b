package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every task of both DAGs over data intervals, one after the other, as the scheduler would run them. */
class DagsIT {
    private static final Path SALES = Launcher.PROJECT.resolve("data-samples/chain/sales");
    private static final Map<String, String> ENVIRONMENT = Map.of("SCANLINE_FORECAST_HORIZON", "14");

    /** The task that is killed, in a run of its DAG alone; {@code all}: every one that writes, in a run of both. */
    private static final String KILLED = System.getProperty("scanline.dag-kills", "");

    private static final Pattern TABLE_FILE = Pattern.compile("(?!runs/|_)[a-z_]+/.*");
    private static final Pattern COMMIT = Pattern.compile("(?!runs/)[a-z_]+/_delta_log/\\d{20}\\.json");

    @TempDir
    Path folder;

    private Path lake;

    @BeforeAll
    static void expectFewRows() {
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
    }

    private void begin() {
        lake = folder.resolve("lake");
        command("ingest", "--lake=" + lake, "--dataset=reference", "--source=" + SALES.resolveSibling("reference"));
    }

    @Test
    void aTaskThatIsKilledTwiceWhileItWritesAndThenEndsLeavesTheSameTables() throws IOException, InterruptedException {
        assumeTrue(!KILLED.isEmpty(), "-Dscanline.dag-kills=forecast was not asked for");
        begin();
        List<Path> days = days();
        Path last = days.remove(days.size() - 1);
        for (Path day : days) {
            deliver(day);
        }
        if (KILLED.equals("all")) {
            runDags(days.get(days.size() - 1), "scheduled");
        }
        deliver(last);
        Predicate<String> killed = task -> KILLED.equals("all") || KILLED.equals(task);
        if (dagsOf(last, killed).stream().noneMatch(dag -> dag.path("tasks").has("ingest"))) {
            command("ingest", "--lake=" + lake, "--source=" + folder.resolve("sales"));
        }
        Path another = folder.resolve("another");
        FileUtils.copyDirectory(lake.toFile(), another.toFile());
        for (JsonNode dag : dagsOf(last, killed)) {
            runTasks(dag, "scheduled", task -> false);
        }
        Map<String, List<String>> undisturbed = tables();
        assertThat(undisturbed).containsKey("sales_lines");

        lake = another;
        int kills = 0;
        for (JsonNode dag : dagsOf(last, killed)) {
            kills += runTasks(dag, "scheduled", killed);
        }
        assertThat(kills).isGreaterThanOrEqualTo(2);
        assertThat(tables()).isEqualTo(undisturbed);
    }

    @Test
    void anIntervalThatIsClearedAndRunAgainOrBackfilledLeavesTheSameTables() throws IOException, InterruptedException {
        int intervals = Integer.getInteger("scanline.dag-intervals", 0);
        assumeTrue(intervals > 0, "-Dscanline.dag-intervals=3 was not asked for");
        begin();
        List<Path> days = days();
        List<Path> before = days.subList(0, days.size() - intervals);
        for (Path day : before) {
            deliver(day);
        }
        for (Path day : days.subList(before.size(), days.size())) {
            deliver(day);
            runDags(day, "scheduled");
        }
        Path last = days.get(days.size() - 1);
        Map<String, List<String>> tables = tables();
        assertThat(tables)
                .containsKeys("sales_lines", "hourly_sales", "trend_comparisons", "forecasts", "reorder_proposals");

        runDags(last, "scheduled");
        assertThat(tables()).as("cleared and run again").isEqualTo(tables);
        runDags(last, "backfill");
        assertThat(tables()).as("backfilled").isEqualTo(tables);
    }

    private void runDags(Path day, String kind) throws IOException, InterruptedException {
        for (JsonNode dag : dags(day)) {
            runTasks(dag, kind, task -> false);
        }
    }

    /** Both DAGs with the command lines of the day's run. */
    private JsonNode dags(Path day) throws IOException, InterruptedException {
        LocalDate date = LocalDate.parse(day.getFileName().toString().replace("business_date=", ""));
        return Dags.rendered(folder, date.plusDays(1) + "T06:00:00+00:00").path("dags");
    }

    /** Those of the day's DAGs that have such a task. */
    private List<JsonNode> dagsOf(Path day, Predicate<String> task) throws IOException, InterruptedException {
        List<JsonNode> dags = new ArrayList<>();
        dags(day).forEach(dags::add);
        dags.removeIf(dag -> dag.path("tasks").properties().stream().noneMatch(one -> task.test(one.getKey())));
        return dags;
    }

    /** Runs every task of a DAG to its end; returns how many tries of the tasks to be killed were. */
    private int runTasks(JsonNode dag, String kind, Predicate<String> killed) throws IOException, InterruptedException {
        int kills = 0;
        for (Map.Entry<String, JsonNode> task : dag.path("tasks").properties()) {
            String[] words = words(task.getValue().path("words").path(kind));
            boolean writes = task.getValue().path("pool").asText().equals("scanline_lake");
            if (writes && killed.test(task.getKey())) {
                kills += kill(TABLE_FILE, words) + kill(COMMIT, words);
            }
            command(words);
        }
        return kills;
    }

    /**
     * Kills the process of a command when such a file has come into the lake; Airflow tries again when the lease is over.
     *
     * @return 0 where it ended before, as it had nothing to write
     */
    private int kill(Pattern moment, String... words) throws IOException, InterruptedException {
        Path err = folder.resolve("killed.txt");
        Set<Path> before = LakeFiles.of(lake);
        Process process = new Launcher(folder, ENVIRONMENT).start(folder.resolve("out.txt"), err, words);
        Optional<Path> written = Optional.empty();
        while (written.isEmpty() && process.isAlive()) {
            Thread.sleep(5);
            written = LakeFiles.of(lake).stream()
                    .filter(file -> !before.contains(file))
                    .map(lake::relativize)
                    .filter(file -> moment.matcher(file.toString()).matches())
                    .findFirst();
        }
        boolean amid = process.isAlive();
        int exitCode = process.destroyForcibly().waitFor();
        System.out.printf(
                "%s, killed at %s: %s%n", words[0], written.map(Path::toString).orElse("no file"), amid);
        if (!amid) {
            assertThat(exitCode).as(Files.readString(err)).isZero();
        }
        LakeFiles.expireLease(lake);
        return amid ? 1 : 0;
    }

    private String[] words(JsonNode words) {
        Map<String, String> variables = Map.of(
                "{{ var.value.scanline_lake }}",
                lake.toString(),
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
        FileUtils.copyDirectory(
                day.toFile(), folder.resolve("sales").resolve(day.getFileName()).toFile());
    }

    private static List<Path> days() throws IOException {
        try (Stream<Path> days = Files.list(SALES)) {
            return days.sorted().collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private Map<String, List<String>> tables() throws IOException {
        try (SparkSession spark = Session.open("dags-it")) {
            return LakeRows.of(spark, lake);
        }
    }
}
