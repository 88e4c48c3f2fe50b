package io.scanline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The DAGs of {@code jobs/airflow}, imported by Python. */
final class Dags {
    private static final Path FOLDER = Launcher.PROJECT.resolve("jobs/airflow/dags");
    private static final Path SCRIPT =
            Launcher.PROJECT.resolve("jobs/src/test/resources/io/scanline/cli/render_dags.py");

    private Dags() {}

    /** Both DAGs with the command lines of runs whose interval ends then; see the script. */
    static JsonNode rendered(Path folder, String end) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(Python.run(folder, SCRIPT, FOLDER.toString(), end));
    }
}
