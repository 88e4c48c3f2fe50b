package io.scanline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class RunReportTest {
    private static final String JOB = "told";

    @TempDir
    Path folder;

    private SparkSession spark;

    @BeforeEach
    void keepSession(SparkSession session) {
        spark = session;
    }

    @AfterEach
    void tellNobodyElse() {
        spark.conf().unset(RunReport.LINEAGE);
        spark.conf().unset(RunReport.METRICS);
    }

    @Test
    void tellsWhichTablesAndVersionsARunReadAndWrote() throws IOException {
        spark.conf().set(RunReport.LINEAGE, folder.resolve("events.jsonl").toString());
        run(lake -> DeltaIo.append(lake, DemandHistory.TABLE, TestLake.demand(spark, "2024-03-01")));
        run(lake -> lake.read(DemandHistory.TABLE).count());

        List<JsonNode> events = events();
        assertThat(events)
                .extracting(event -> event.path("eventType").asText())
                .containsExactly("START", "COMPLETE", "START", "COMPLETE");
        events.forEach(RunReportTest::assertHasWhatTheSpecificationRequires);
        assertThat(events.get(0).at("/run/runId")).isEqualTo(events.get(1).at("/run/runId"));
        assertThat(events.get(1).at("/run/runId")).isNotEqualTo(events.get(2).at("/run/runId"));
        assertThat(events.get(1).at("/job/name").asText()).isEqualTo(JOB);
        assertThat(events.get(1).path("outputs")).hasSize(1);
        assertThat(events.get(1).at("/outputs/0/name").asText())
                .isEqualTo(folder.resolve("lake/demand_history").toString());
        assertThat(events.get(3).at("/inputs/0/facets/version/datasetVersion").asText())
                .isEqualTo(events.get(1)
                        .at("/outputs/0/facets/version/datasetVersion")
                        .asText());
        assertThat(events.get(3).path("outputs")).isEmpty();
    }

    @Test
    void tellsWhyARunFailed() throws IOException {
        spark.conf().set(RunReport.LINEAGE, folder.resolve("events.jsonl").toString());
        spark.conf().set(RunReport.METRICS, folder.toString());
        assertThatThrownBy(() -> run(lake -> {
                    throw ScanlineException.usage("No such day.", "Give another.");
                }))
                .isInstanceOf(ScanlineException.class);

        JsonNode failed = events().get(1);
        assertThat(failed.path("eventType").asText()).isEqualTo("FAIL");
        assertHasWhatTheSpecificationRequires(failed);
        assertThat(failed.at("/run/facets/errorMessage/message").asText()).contains("No such day.");
        assertThat(metrics()).anyMatch(line -> line.startsWith("scanline_run_done{") && line.endsWith(" 0"));
    }

    @Test
    void leavesTheFiguresOfTheLastRunForPrometheus() throws IOException {
        spark.conf().set(RunReport.METRICS, folder.toString());
        run(lake -> lake.run().linesIn(100));
        run(lake -> lake.run().linesIn(12));

        String labels = "{job=\"told\",lake=\"" + Location.of(folder.resolve("lake")) + "\"";
        assertThat(metrics())
                .contains("# TYPE scanline_run_lines_in gauge", "scanline_run_lines_in" + labels + "} 12")
                .contains("scanline_run_done" + labels + "} 1")
                .contains("scanline_run_result" + labels + ",figure=\"quarantined\"} 7")
                .noneMatch(line -> line.contains("figure=\"note\""));
        assertThat(metrics())
                .as("one sample a line, each after its type")
                .allMatch(
                        line -> line.matches("# (HELP|TYPE) scanline_run_\\w+ .+|scanline_run_\\w+\\{.*} [-+.0-9E]+"));
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws IOException {
        spark.conf().set(RunReport.METRICS, folder.toString());
        run(lake -> {});

        Path dashboard = Path.of(System.getProperty("scanline.project"), "jobs/monitoring/grafana-dashboard.json");
        assertThat(Pattern.compile("scanline_run_\\w+")
                        .matcher(Files.readString(dashboard))
                        .results())
                .extracting(MatchResult::group)
                .isNotEmpty()
                .allMatch(metric -> text().contains("# TYPE " + metric + " gauge"));
    }

    @Test
    void figuresAreAmongSparksOwn() {
        run(lake -> lake.run().linesIn(12));

        Source figures = SparkEnv.get()
                .metricsSystem()
                .getSourcesByName("scanline." + JOB)
                .head();
        assertThat(figures.metricRegistry().getGauges().get("lines_in").getValue())
                .isEqualTo(12L);
        assertThat(figures.metricRegistry()
                        .getGauges()
                        .get("result.quarantined")
                        .getValue())
                .isEqualTo(7L);
    }

    @Test
    void sendsEventsToACollector() throws IOException {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new ObjectMapper()
                            .readTree(exchange.getRequestBody())
                            .path("eventType")
                            .asText());
            exchange.sendResponseHeaders(asked.size() == 1 ? 201 : 500, -1);
            exchange.close();
        });
        collector.start();
        try {
            spark.conf()
                    .set(
                            RunReport.LINEAGE,
                            "http://127.0.0.1:" + collector.getAddress().getPort());
            run(lake -> {});
        } finally {
            collector.stop(0);
        }
        assertThat(asked)
                .as("one that refuses an event keeps no run from its work")
                .containsExactly("POST /api/v1/lineage START", "POST /api/v1/lineage COMPLETE");
    }

    /** OpenLineage 2-0-2: what its JSON schema requires of events, runs, jobs, datasets and facets, and the forms of values. */
    private static void assertHasWhatTheSpecificationRequires(JsonNode event) {
        assertThat(event.path("eventType").asText()).isIn("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
        assertThat(Instant.parse(event.path("eventTime").asText())).isNotNull();
        assertThat(URI.create(event.path("producer").asText()).isAbsolute()).isTrue();
        assertThat(event.path("schemaURL").asText()).endsWith("OpenLineage.json#/$defs/RunEvent");
        assertThat(UUID.fromString(event.at("/run/runId").asText())).isNotNull();
        List<JsonNode> named = new ArrayList<>(List.of(event.path("job")));
        event.path("inputs").forEach(named::add);
        event.path("outputs").forEach(named::add);
        assertThat(named)
                .allMatch(one ->
                        one.path("namespace").isTextual() && one.path("name").isTextual());
        Stream.concat(named.stream(), Stream.of(event.path("run")))
                .flatMap(one -> one.path("facets").properties().stream())
                .forEach(facet -> {
                    assertThat(facet.getValue().path("_producer").isTextual()).isTrue();
                    assertThat(facet.getValue().path("_schemaURL").asText())
                            .startsWith("https://openlineage.io/spec/facets/");
                });
        named.stream()
                .flatMap(one -> Stream.of(one.at("/facets/version")))
                .filter(version -> !version.isMissingNode())
                .forEach(version ->
                        assertThat(version.path("datasetVersion").isTextual()).isTrue());
    }

    private record Counted(long quarantined, String note) implements Result {
        @Override
        public String summary() {
            return note;
        }
    }

    private void run(Consumer<Lake> work) {
        TestLake.run(folder.resolve("lake"), spark, new Job<Counted>() {
            @Override
            public String name() {
                return JOB;
            }

            @Override
            public Counted run(SparkSession session, Lake lake) {
                work.accept(lake);
                return new Counted(7, "done");
            }
        });
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private String text() {
        try {
            return String.join("\n", metrics());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> metrics() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readAllLines(files.filter(file -> file.toString().endsWith(".prom"))
                    .findAny()
                    .orElseThrow());
        }
    }
}
