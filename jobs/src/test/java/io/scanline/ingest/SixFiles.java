package io.scanline.ingest;

import io.scanline.spark.JobRunner;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/** An ingest that does all that one can: of six files, one is new, and the others each stand in another relation to the lake. */
final class SixFiles {
    static final String HEADER = "shop,receipt,line,item,at,pieces,price,sent,title\n";

    /** Of a till log with other names, whose stores and products are taken in as they come. */
    static final String PROFILE = """
            format: csv
            columns:
              store_id: shop
              transaction_id: receipt
              line_number: line
              item_id: item
              sold_at: at
              quantity: pieces
              unit_price: price
              message_ts: sent
            auto-register:
              stores: {region: "'North'", country: "'GB'", time_zone: "'Europe/London'", currency: "'GBP'"}
              products: {name: title, department: "'food'"}
            """;

    private final Path folder;
    private final Path source;
    private final Path profile;
    private final Path before;

    /** Loads two days into a lake, and lets the six files arrive. */
    SixFiles(Path folder, SparkSession spark) throws IOException {
        this.folder = folder;
        source = Files.createDirectory(folder.resolve("source"));
        profile = Files.writeString(folder.resolve("shop.yaml"), PROFILE);
        write("day1.csv", """
                1,T1,1,4711,2024-03-01T09:30:00,2,2.50,2024-03-01T10:00:00Z,Beans
                1,T1,2,4712,2024-03-01T09:30:00,1,3.00,2024-03-01T10:00:00Z,Peas
                1,T1,3,4713,2024-03-01T09:30:00,1,1.00,2024-03-01T10:00:00Z,Soap
                """);
        write("day2.csv", """
                1,T2,1,4711,2024-03-02T09:30:00,1,2.50,2024-03-02T10:00:00Z,Beans
                1,T3,1,4712,2024-03-02T09:40:00,x,3.00,2024-03-02T10:00:00Z,Peas
                """);
        before = folder.resolve("before");
        ingest(spark, Location.of(before));
        arrive();
    }

    /** The lake as the six files find it. */
    Path lakeBefore() {
        return before;
    }

    /** A copy of that lake. */
    Path lake(String name) throws IOException {
        return copied(before, name);
    }

    Path copied(Path lake, String name) throws IOException {
        return copied(lake, folder.resolve(name));
    }

    static Path copied(Path lake, Path copy) throws IOException {
        FileUtils.copyDirectory(lake.toFile(), copy.toFile());
        return copy;
    }

    private void arrive() throws IOException {
        String fresh = """
                2,T5,1,4714,2024-03-04T09:45:00,1,4.00,2024-03-04T10:00:00Z,Salt
                2,T5,2,4711,2024-03-04T09:45:00,3,2.50,2024-03-04T10:00:00Z,Beans
                2,T6,1,4711,2024-03-04T09:50:00,y,2.50,2024-03-04T10:00:00Z,Beans
                """;
        write("new.csv", fresh);
        write("new-again.csv", fresh);
        Files.copy(source.resolve("day1.csv"), source.resolve("renamed.csv"));
        write("day2.csv", """
                1,T2,1,4711,2024-03-02T09:30:00,2,2.50,2024-03-02T12:00:00Z,Beans
                1,T3,1,4712,2024-03-02T09:40:00,4,3.00,2024-03-02T12:00:00Z,Peas
                """);
        write("overlapping.csv", """
                1,T1,1,4711,2024-03-01T09:30:00,2,2.50,2024-03-02T10:00:00Z,Beans
                1,T1,2,4712,2024-03-01T09:30:00,1,3.50,2024-03-02T10:00:00Z,Peas
                1,T1,3,4713,2024-03-01T09:30:00,1,9.00,2024-03-01T09:00:00Z,Soap
                1,T9,1,4711,2024-03-01T09:40:00,1,2.50,2024-03-02T10:00:00Z,Beans
                """);
        write("late.csv", "1,T7,1,4712,2024-02-05T09:50:00,1,3.00,2024-03-04T10:00:00Z,Peas\n");
    }

    private void write(String name, String lines) throws IOException {
        Files.writeString(source.resolve(name), HEADER + lines);
    }

    /** The words of the command line that take the files in. */
    List<String> command(String lake) {
        return List.of(
                "ingest",
                "--source=" + source,
                "--profile=" + profile,
                "--lake=" + lake,
                "--max-rejected=1",
                "--settle=0");
    }

    IngestResult ingest(SparkSession spark, Location lake) {
        IngestOptions options = new IngestOptions(
                source.toString(),
                Optional.of(profile.toString()),
                1,
                false,
                Duration.ZERO,
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);
        JobRunner runner = new JobRunner(spark, lake, false, (run, step) -> {});
        return (IngestResult) runner.run(new SalesIngestJob(options, Map.of()));
    }
}
