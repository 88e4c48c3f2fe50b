package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.detect.DetectResult;
import io.scanline.ingest.IngestResult;
import io.scanline.reorder.ReorderResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard asks for figures that jobs leave. */
class MonitoringTest {
    private static final Path FOLDER = Launcher.PROJECT.resolve("jobs/monitoring");
    private static final Map<String, Class<?>> RESULTS =
            Map.of("ingest", IngestResult.class, "detect", DetectResult.class, "reorder", ReorderResult.class);

    @Test
    void everyFigureOfTheDashboardIsAComponentOfItsJobsResult() throws IOException {
        Pattern result = Pattern.compile("job=\"(\\w+)\",figure=~?\"([\\w|]+)\"");
        int figures = 0;
        for (String query : queries()) {
            Matcher asked = result.matcher(query);
            while (asked.find()) {
                assertThat(Stream.of(RESULTS.get(asked.group(1)).getRecordComponents()))
                        .extracting(component -> component.getName())
                        .contains(asked.group(2).split("\\|"));
                figures++;
            }
        }
        assertThat(figures).isGreaterThanOrEqualTo(4);
    }

    @Test
    void everyMetricOfTheDashboardIsExplained() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        Pattern metric = Pattern.compile("scanline_run_\\w+");
        for (String query : queries()) {
            metric.matcher(query).results().forEach(name -> assertThat(readme).contains("`" + name.group() + "`"));
        }
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        dashboard.findValues("expr").forEach(expression -> queries.add(expression.asText()));
        return queries;
    }
}
