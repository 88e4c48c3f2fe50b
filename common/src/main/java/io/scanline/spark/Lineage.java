package io.scanline.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.spark.package$;

/**
 * OpenLineage events of runs (spec 2-0-2): START, then COMPLETE or FAIL with the tables that the run read and wrote and their
 * versions. They are added to a file, a line each, or sent to a collector such as Marquez; {@code OPENLINEAGE_API_KEY} is
 * the collector's key where it wants one.
 */
final class Lineage implements RunReport {
    private static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String FACETS = "https://openlineage.io/spec/facets/";
    private static final String COLLECTOR_PATH = "/api/v1/lineage";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String target;

    Lineage(String target) {
        this.target = target;
    }

    @Override
    public void started(Lake lake) throws IOException, InterruptedException {
        send(event(lake, "START", lake.run().startedAt()));
    }

    @Override
    public void ended(Lake lake, RunEnd end) throws IOException, InterruptedException {
        ObjectNode event = event(lake, end.done() ? "COMPLETE" : "FAIL", end.at());
        lake.run().versionsRead().forEach((table, version) -> {
            if (version >= 0) {
                dataset(event.withArrayProperty("inputs"), lake, table, version);
            }
        });
        lake.run().versionsWritten().forEach((table, version) -> {
            // the ledger is what this event is about, not what the job is for
            if (!table.equals(Runs.TABLE.name())) {
                dataset(event.withArrayProperty("outputs"), lake, table, version);
            }
        });
        if (!end.done()) {
            ObjectNode error =
                    facet(facets(event.withObjectProperty("run")), "errorMessage", "1-0-1/ErrorMessageRunFacet.json");
            error.put("message", String.valueOf(end.failure().getMessage())).put("programmingLanguage", "JAVA");
        }
        send(event);
    }

    private static ObjectNode event(Lake lake, String type, Instant at) {
        ObjectNode event = JSON.objectNode();
        event.put("eventType", type).put("eventTime", at.toString());
        event.put("producer", producer()).put("schemaURL", SPEC);
        ObjectNode run = event.putObject("run");
        run.put("runId", runId(lake).toString());
        ObjectNode engine = facet(facets(run), "processing_engine", "1-1-1/ProcessingEngineRunFacet.json");
        engine.put("name", "spark").put("version", package$.MODULE$.SPARK_VERSION());
        event.putObject("job")
                .put("namespace", "scanline")
                .put("name", lake.run().job());
        event.putArray("inputs");
        event.putArray("outputs");
        return event;
    }

    /** The same for both events of a run, and for no other run. */
    private static UUID runId(Lake lake) {
        String run = lake.root() + " " + lake.run().id();
        return UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8));
    }

    /** Named as OpenLineage names files: a bucket is a namespace, and s3a is S3. */
    private static void dataset(ArrayNode datasets, Lake lake, String table, long version) {
        Location place = lake.root().child(table);
        URI uri = place.path().toUri();
        boolean local = uri.getAuthority() == null;
        ObjectNode dataset = datasets.addObject();
        dataset.put("namespace", local ? "file" : uri.getScheme().replace("s3a", "s3") + "://" + uri.getAuthority());
        dataset.put("name", local ? uri.getPath() : uri.getPath().substring(1));
        facet(facets(dataset), "version", "1-0-1/DatasetVersionDatasetFacet.json")
                .put("datasetVersion", String.valueOf(version));
    }

    private static ObjectNode facets(ObjectNode of) {
        return of.withObjectProperty("facets");
    }

    private static ObjectNode facet(ObjectNode facets, String name, String schema) {
        ObjectNode facet = facets.putObject(name);
        facet.put("_producer", producer()).put("_schemaURL", FACETS + schema);
        return facet;
    }

    private static String producer() {
        return "urn:scanline:" + CodeVersion.current();
    }

    private void send(ObjectNode event) throws IOException, InterruptedException {
        if (target.startsWith("http://") || target.startsWith("https://")) {
            post(event.toString());
        } else {
            add(Path.of(target), event + "\n");
        }
    }

    /** Parts of a chain end side by side: each event is one write at the file's end. */
    private static void add(Path file, String line) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void post(String event) throws IOException, InterruptedException {
        URI given = URI.create(target);
        boolean whole = given.getPath() != null && given.getPath().length() > 1;
        HttpRequest.Builder request = HttpRequest.newBuilder(whole ? given : given.resolve(COLLECTOR_PATH))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        String key = System.getenv("OPENLINEAGE_API_KEY");
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> answer = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(target + " answered " + answer.statusCode());
        }
    }
}
