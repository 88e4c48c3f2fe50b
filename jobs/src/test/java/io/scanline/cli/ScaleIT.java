package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.spark.SparkExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scale on a cluster of its own, as a user runs it, plan from what it recorded, and a load on another. */
class ScaleIT {
    @TempDir
    Path folder;

    @Test
    void measuresOnAClusterOfItsOwnAndPlansFromIt() throws Exception {
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
        try {
            Commands.run(
                            Map.of(),
                            "generate",
                            "--stores=2",
                            "--items=20",
                            "--days=2",
                            "--lines-per-store-day=50",
                            "--out=" + folder.resolve("source"))
                    .succeeded();
            Commands.run(
                            Map.of(),
                            "ingest",
                            "--dataset=stores",
                            "--source=" + folder.resolve("source/reference/stores.csv"),
                            "--lake=" + folder.resolve("base"))
                    .succeeded();
            JsonNode measured = scale("--executors=1,2");
            List<JsonNode> runs = measured.path("runs").findParents("kind");
            List<JsonNode> real = runs.stream()
                    .filter(run -> run.path("kind").asText().equals("MEASURED")
                            && run.path("job").asText().equals("ingest"))
                    .toList();
            assertThat(real).extracting(run -> run.path("executors").asInt()).containsExactly(1, 2);
            assertThat(real).extracting(run -> run.path("lines").asLong()).containsExactly(21L, 21L);
            assertThat(real)
                    .allMatch(run -> run.path("wall").asDouble() > 0
                            && run.path("cpu").asDouble() > 0
                            && run.path("tasks").asInt() > 0);
            assertThat(folder.resolve("lake/scale_runs/_delta_log")).isDirectory();
            assertThat(folder.resolve("lake/_scanline/recorded-runs")).isNotEmptyDirectory();

            Launcher.Ended plan =
                    Commands.run(Map.of(), "plan", "--sales=x4", "--deadline=45m", "--lake=" + folder.resolve("lake"));
            assertThat(plan.succeeded().out()).contains("Simulated, not measured", "Assumed");
            staysWarm();
            servesALoad();
            assertThat(Commands.run(Map.of(), "scale", "--executors=0", "ingest")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(Commands.run(Map.of(), "scale", "nothing").err()).contains("no command that scale can run");
        } finally {
            SparkExtension.FEW_ROWS.keySet().forEach(System::clearProperty);
        }
    }

    /** The last run of an application counts, and begins with the same lake as those before. */
    private void staysWarm() throws Exception {
        JsonNode measured = scale("--executors=1", "--warm=2");
        JsonNode run = measured.path("runs").get(0);
        assertThat(measured.path("warm").asBoolean()).isTrue();
        assertThat(run.path("kind").asText()).isEqualTo("MEASURED");
        assertThat(run.path("lines").asLong()).isEqualTo(21);
    }

    /** One executor is enough to see that jobs of several clients are served, counted and recorded. */
    private void servesALoad() throws Exception {
        Commands.run(
                        Map.of(),
                        "ingest",
                        "--source=" + folder.resolve("source/sales"),
                        "--lake=" + folder.resolve("base"))
                .succeeded();
        JsonNode load = measured("scale", "load", "--jobs=1,2", "--rounds=2", "--most-executors=1", "--lake=base");
        JsonNode one = load.path("oneExecutor");
        assertThat(one.findValuesAsText("served")).containsExactly("2", "4");
        assertThat(one.findValues("inSystem").get(0).asDouble()).isBetween(0.5, 1.1);
        assertThat(one.findValues("inSystem").get(1).asDouble()).isBetween(1.0, 3.0);
        assertThat(load.path("inProportion")).hasSize(1);
        assertThat(folder.resolve("base/scale_runs/_delta_log")).isDirectory();
    }

    private JsonNode scale(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("scale", "--repeat=1", "--lake=lake", "--base=base"));
        words.addAll(List.of(options));
        words.addAll(List.of("ingest", "--dataset=products", "--source=source/reference/products.csv"));
        return measured(words.toArray(String[]::new));
    }

    private JsonNode measured(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(
                words[1].equals("load") ? 2 : 1,
                List.of("--json", "--executor-memory", "768m", "--conf", "spark.sql.shuffle.partitions=2"));
        String out = new Launcher(folder, Map.of())
                .run(all.toArray(String[]::new))
                .succeeded()
                .out();
        return new ObjectMapper().readTree(out.lines().reduce((a, b) -> b).orElseThrow());
    }
}
