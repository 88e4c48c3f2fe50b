package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The manifests of {@code jobs/k8s}, as the Apache Spark Kubernetes operator and Scanline's own command line read them. */
class KubernetesTest {
    private static final Path K8S = Launcher.PROJECT.resolve("jobs/k8s");
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @ValueSource(strings = {"hourly.yaml", "daily.yaml"})
    void usesOnlyFieldsOfASparkApplication(String manifest) throws IOException {
        JsonNode fields = YAML.readTree(KubernetesTest.class.getResourceAsStream("spark-application.yaml"));

        assertThat(new StructuralSchema(fields).problems(manifest(manifest))).isEmpty();
    }

    /** The operator publishes its schema with its Helm chart, which no registry of jars has. */
    @ParameterizedTest
    @ValueSource(strings = {"hourly.yaml", "daily.yaml"})
    void meetsTheOperatorsPublishedSchema(String manifest) throws IOException {
        String file = System.getProperty("scanline.operator-crd");
        assumeTrue(file != null, "-Dscanline.operator-crd=FILE names no copy of the operator's CRD");
        JsonNode schema = null;
        for (JsonNode version :
                YAML.readTree(Path.of(file).toFile()).path("spec").path("versions")) {
            if (version.path("name").asText().equals("v1")) {
                schema = version.path("schema").path("openAPIV3Schema");
            }
        }
        assertThat(schema).as("v1 in " + file).isNotNull();
        ObjectNode object = manifest(manifest);
        // every object has these, so a custom resource's schema leaves them out
        object.remove(List.of("apiVersion", "kind", "metadata"));

        assertThat(new StructuralSchema(schema).problems(object)).isEmpty();
    }

    @Test
    void aMisspelledFieldAWrongTypeAndAMissingOneAreFound() throws IOException {
        JsonNode schema = YAML.readTree(KubernetesTest.class.getResourceAsStream("spark-application.yaml"));
        ObjectNode object = manifest("hourly.yaml");
        ObjectNode spec = (ObjectNode) object.path("spec");
        spec.put("driverArguments", "run");
        ((ObjectNode) spec.path("sparkConf")).put("spark.executor.cores", 4);
        ((ObjectNode) spec.path("runtimeVersions")).remove("sparkVersion");
        ((ObjectNode) spec.path("applicationTolerations").path("restartConfig")).put("restartPolicy", "Sometimes");

        assertThat(new StructuralSchema(schema).problems(object))
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).startsWith(".spec.driverArguments is not known"))
                .anySatisfy(problem -> assertThat(problem).contains("spark.executor.cores is no string: 4"))
                .anySatisfy(problem -> assertThat(problem).contains("sparkVersion is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("restartPolicy is none of"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly.yaml", "daily.yaml"})
    void runsACommandThatScanlineHasOnTheSparkThatItIsBuiltWith(String manifest) throws IOException {
        JsonNode spec = manifest(manifest).path("spec");
        List<String> words = new ArrayList<>();
        spec.path("driverArgs").forEach(word -> words.add(word.asText()));
        CommandLine scanline = new CommandLine(new Scanline()).setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine.ParseResult parsed = scanline.parseArgs(words.toArray(String[]::new));

        assertThat(((SparkCommand<?>) parsed.subcommand().commandSpec().userObject()).work())
                .isNotNull();
        assertThat(spec.path("mainClass").asText()).isEqualTo(Scanline.class.getName());
        assertThat(spec.path("runtimeVersions").path("sparkVersion").asText())
                .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly.yaml", "daily.yaml"})
    void scalesAsEveryClusterDoes(String manifest) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        manifest(manifest)
                .path("spec")
                .path("sparkConf")
                .properties()
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));

        assertThat(settings).containsAllEntriesOf(ClusterSettings.withoutMost()).containsKey(ClusterSettings.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly.yaml", "daily.yaml"})
    void holdsNoSecretItself(String manifest) throws IOException {
        Set<String> secrets = new TreeSet<>();
        manifest(manifest).path("spec").path("sparkConf").properties().forEach(setting -> {
            if (setting.getKey().matches("(?i).*(secret|key|password|token).*")) {
                assertThat(setting.getKey()).contains(".secretKeyRef.");
                assertThat(setting.getValue().asText()).matches("[a-z-]+:[a-z-]+");
                secrets.add(setting.getKey().replaceFirst(".*\\.", ""));
            }
        });
        assertThat(secrets).contains("SCANLINE_CUSTOMER_KEY");
    }

    @Test
    void everyFileThatTheImageCopiesIsThere() throws IOException {
        List<String> copied = Files.readString(K8S.resolve("Dockerfile"))
                .lines()
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .filter(word -> word.startsWith("target/spark/") || word.startsWith("conf/"))
                .toList();
        assertThat(copied).hasSizeGreaterThan(5);
        for (String pattern : copied) {
            Path path = Launcher.PROJECT.resolve("jobs").resolve(pattern);
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
            try (Stream<Path> files = Files.list(path.getParent())) {
                assertThat(files.map(Path::getFileName).anyMatch(matcher::matches))
                        .as(pattern)
                        .isTrue();
            }
        }
    }

    @Test
    void theScheduleStartsBothManifests() throws IOException {
        List<String> created = new ArrayList<>();
        YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(K8S.resolve("schedule.yaml").toFile())
                .forEachRemaining(object -> {
                    JsonNode pod = object.path("spec")
                            .path("jobTemplate")
                            .path("spec")
                            .path("template")
                            .path("spec");
                    pod.path("containers")
                            .forEach(
                                    container -> container.path("command").forEach(word -> created.add(word.asText())));
                });
        assertThat(created).contains("/applications/hourly.yaml", "/applications/daily.yaml");
    }

    private static ObjectNode manifest(String name) throws IOException {
        return (ObjectNode) YAML.readTree(K8S.resolve(name).toFile());
    }
}
