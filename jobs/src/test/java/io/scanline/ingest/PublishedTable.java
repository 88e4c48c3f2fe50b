package io.scanline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.table.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** A Delta table as any reader finds it: by its log and its Parquet files, without Spark and whatever it remembers. */
final class PublishedTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Reads its defaults once, not for every file. */
    private static final Configuration HADOOP = new Configuration();

    private static final String COMMIT = "\\d{20}\\.json";

    private final Path folder;

    PublishedTable(Path lake, String name) {
        this.folder = lake.resolve(name);
    }

    /** The newest version; -1 where there is no table. */
    long version() throws IOException {
        Path log = folder.resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return -1;
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(COMMIT))
                    .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
                    .max()
                    .orElse(-1);
        }
    }

    /**
     * The rows of a version in some order that is always the same, without what differs from run to run.
     *
     * @param without further columns to leave out
     */
    List<String> rows(long version, String... without) throws IOException {
        Set<String> left = new HashSet<>(List.of(without));
        left.addAll(List.of(Table.RUN_ID, Table.COMPUTED_AT));
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : files(version).entrySet()) {
            Path place = folder.resolve(URI.create(file.getKey()).getPath());
            org.apache.hadoop.fs.Path parquet = new org.apache.hadoop.fs.Path(place.toUri());
            try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), parquet)
                    .withConf(HADOOP)
                    .build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    rows.add(file.getValue() + " " + content(row, left));
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String content(Group row, Set<String> without) {
        return row.toString()
                .lines()
                .filter(line -> !without.contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .collect(Collectors.joining("; "));
    }

    /** File to the values of the columns that its folder names. */
    private Map<String, JsonNode> files(long version) throws IOException {
        Map<String, JsonNode> files = new TreeMap<>();
        for (long commit = 0; commit <= version; commit++) {
            Path log = folder.resolve("_delta_log").resolve(String.format("%020d.json", commit));
            for (String line : Files.readAllLines(log)) {
                JsonNode action = JSON.readTree(line);
                if (action.has("add")) {
                    JsonNode added = action.get("add");
                    if (added.hasNonNull("deletionVector")) {
                        throw new IllegalStateException("rows of " + added + " are deleted one by one");
                    }
                    files.put(added.get("path").asText(), added.get("partitionValues"));
                } else if (action.has("remove")) {
                    files.remove(action.get("remove").get("path").asText());
                }
            }
        }
        return files;
    }
}
