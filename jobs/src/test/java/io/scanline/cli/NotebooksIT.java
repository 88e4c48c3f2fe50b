package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import io.scanline.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every notebook runs from its first cell to its last, in the kernel that {@code notebooks/install-kernel} installs. */
class NotebooksIT {
    private static final Path NOTEBOOKS = Launcher.PROJECT.resolve("notebooks");
    private static final long LIMIT_MINUTES = 10;
    private static final int MOST_BYTES = 150_000;

    @TempDir
    Path folder;

    @Test
    void everyCellOfEveryNotebookRuns() throws IOException, InterruptedException {
        assumeTrue(hasJupyter(), "jupyter-nbconvert is not installed");
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
        Commands.run(
                        Map.of("SCANLINE_FORECAST_HORIZON", "14", "SCANLINE_COMPARE_HOUR_DAYS", "2"),
                        "run",
                        "--source=" + Launcher.PROJECT.resolve("data-samples/chain"),
                        "--lake=" + folder.resolve("lake"),
                        "--out=" + folder.resolve("report.html"))
                .succeeded();
        measureScale();

        process(NOTEBOOKS.resolve("install-kernel").toString());
        List<String> words = new ArrayList<>(List.of(
                "jupyter",
                "nbconvert",
                "--to=notebook",
                "--execute",
                "--ExecutePreprocessor.timeout=300",
                "--output-dir=" + folder.resolve("executed")));
        notebooks().forEach(notebook -> words.add(notebook.toString()));
        process(words.toArray(String[]::new));

        for (Path notebook : notebooks()) {
            assertEveryCellRan(folder.resolve("executed").resolve(notebook.getFileName()));
        }
    }

    /** As scale would have written it, without the minutes that it takes to measure. */
    @SuppressWarnings("unchecked")
    private void measureScale() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int executors : new int[] {1, 2, 4}) {
            for (int repeat = 1; repeat <= 3; repeat++) {
                double wall = 100.0 / executors + 20 + repeat;
                rows.add(Map.of(
                        "study",
                        "s1",
                        "job",
                        "summarize",
                        "kind",
                        "MEASURED",
                        "executors",
                        executors,
                        "repeat",
                        repeat,
                        "lines",
                        1_000_000,
                        "wall_s",
                        wall,
                        "cpu_s",
                        110.0,
                        "speed_up",
                        121 / wall,
                        "skew",
                        1.5));
            }
        }
        try (SparkSession spark = Session.open("scale runs")) {
            Lake lake = TestLake.in(folder.resolve("lake"), spark);
            TableRows.fill(lake, ScaleRuns.TABLE, rows.toArray(Map[]::new));
        }
    }

    @Test
    void committedOutputsAreThereAndSmall() throws IOException {
        for (Path notebook : notebooks()) {
            assertThat(Files.size(notebook)).as(notebook.toString()).isLessThan(MOST_BYTES);
            assertEveryCellRan(notebook);
        }
    }

    /** A cell that shows something has its table or chart, and none has an error. */
    private static void assertEveryCellRan(Path notebook) throws IOException {
        JsonNode cells = new ObjectMapper().readTree(notebook.toFile()).path("cells");
        int shown = 0;
        for (JsonNode cell : cells) {
            if (!cell.path("cell_type").asText().equals("code")) {
                continue;
            }
            String source = text(cell.path("source"));
            String outputs = cell.path("outputs").toString();
            assertThat(cell.path("execution_count").isInt()).as(source).isTrue();
            assertThat(outputs).as(source).doesNotContain("\"error\"");
            if (source.lines().anyMatch(line -> line.startsWith("Show."))) {
                assertThat(text(cell.path("outputs").path(0).path("data").path("text/html")))
                        .as(source)
                        .containsAnyOf("<table>", "<svg");
                shown++;
            }
        }
        assertThat(shown).as(notebook + " shows something").isPositive();
    }

    private static String text(JsonNode lines) {
        StringBuilder text = new StringBuilder(lines.asText());
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    private static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            List<Path> notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertThat(notebooks).isNotEmpty();
            return notebooks;
        }
    }

    private static boolean hasJupyter() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "jupyter-nbconvert")));
    }

    private void process(String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "notebooks", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("SCANLINE_"));
        builder.environment().put("SCANLINE_LAKE", folder.resolve("lake").toString());
        builder.environment().put("SCANLINE_DRIVER_MEMORY", "1g");
        builder.environment().put("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        builder.environment().put("JDK_JAVA_OPTIONS", Launcher.SHORT_LIVED);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(words[0] + " did not end:\n" + Files.readString(out));
        }
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    }
}
