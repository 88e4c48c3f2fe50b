package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import io.scanline.storage.Lease;
import io.scanline.storage.Location;
import io.scanline.storage.S3LogStore;
import io.scanline.table.IngestFiles;
import io.scanline.table.Runs;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on an S3 server, by a network that refuses, breaks off and loses replies: the same tables as on the local disk. */
class S3IT {
    private static final String BUCKET = "s3a://" + S3Server.BUCKET + "/";
    private static final Set<String> OF_THE_PLACE =
            Set.of(Table.RUN_ID, Table.COMPUTED_AT, SalesLines.SOURCE_FILE, IngestFiles.URI, IngestFiles.MODIFIED_AT);

    /** Hours and days of which the rest would be more of the same. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SCANLINE_COMPARE_HOUR_DAYS", "2", "SCANLINE_COMPARE_BACKFILL_DAYS", "10");

    @TempDir
    static Path folder;

    private static final Map<String, String> settings = new HashMap<>(SparkExtension.FEW_ROWS);
    private static S3Server server;
    private static FaultyNetwork network;
    private static SparkSession spark;
    private static String second;

    @BeforeAll
    static void loadBothLakes() throws IOException, InterruptedException {
        server = S3Server.start(Files.createDirectory(folder.resolve("server")));
        network = FaultyNetwork.before(server.port(), 0.05, 0.1);
        settings.putAll(S3Server.settings(network.port()));
        // before its own second try the AWS client waits long; Hadoop tries again too, and soon
        settings.put("spark.hadoop.fs.s3a.attempts.maximum", "1");
        settings.put("spark.hadoop.fs.s3a.retry.interval", "20ms");
        settings.put("spark.hadoop.fs.s3a.retry.throttle.interval", "20ms");
        settings.put("spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");
        settings.forEach(System::setProperty);
        Path source = folder.resolve("source");
        run(
                "generate --stores=2 --items=20 --start=2025-03-03 --days=21 --lines-per-store-day=60 --dirt=0.05 --seed=5 --out="
                        + source);
        runChain(source.toString(), folder.resolve("lake").toString());
        S3Server.upload(source, BUCKET + "source", settings);
        runChain(BUCKET + "source", BUCKET + "lake");
        second = run("ingest --lake=" + BUCKET + "lake --source=" + BUCKET + "source/sales");
        spark = Session.open("s3-it");
    }

    private static void runChain(String source, String lake) {
        run("run --steps=ingest,summarize,compare,detect,forecast,reorder,report,maintain --lake=" + lake + " --source="
                + source + " --out=" + folder.resolve("report.html"));
    }

    private static String run(String words) {
        return Commands.run(ENVIRONMENT, words.split(" ")).succeeded().out();
    }

    @AfterAll
    static void stop() throws IOException {
        if (spark != null) {
            spark.close();
        }
        settings.keySet().forEach(System::clearProperty);
        network.close();
        server.close();
    }

    @Test
    void theLakeOnS3HasTheRowsOfTheLocalOne() {
        List<String> filled = new ArrayList<>();
        for (Table table : Tables.all()) {
            Path onDisk = folder.resolve("lake").resolve(table.name());
            if (Files.exists(onDisk) && !table.equals(Runs.TABLE)) {
                List<String> local = rows(folder.resolve("lake").toString(), table);
                assertThat(rows(BUCKET + "lake", table)).as(table.name()).isEqualTo(local);
                filled.add(local.isEmpty() ? "" : table.name());
            }
        }
        assertThat(filled).contains("stores").containsAll(ChainIT.FILLED);
    }

    @Test
    void whatWasLoadedByABadNetworkIsNotLoadedAgain() {
        assertThat(second).startsWith("Nothing new: 21 files known already.");
    }

    @Test
    void everyKindOfFaultHappened() {
        assertThat(network.faults()).containsOnlyKeys(FaultyNetwork.Fault.values());
    }

    @Test
    void ofTwoRunsAtOnceOneHoldsTheLakeAndTheOtherIsToldSo() {
        Configuration hadoop = hadoop();
        for (int round = 0; round < 20; round++) {
            Location lake = Location.of(BUCKET + "contested-" + round);
            List<Lease> taken = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger told = new AtomicInteger();
            sideBySide(2, run -> {
                try {
                    taken.add(Lease.take(lake, hadoop, "run " + run));
                } catch (ScanlineException busy) {
                    assertThat(busy.code()).isEqualTo(ScanlineException.Code.BUSY);
                    assertThat(busy).hasMessageContaining("run " + (1 - run));
                    told.incrementAndGet();
                }
            });
            assertThat(taken).as("round " + round).hasSize(1);
            assertThat(told).hasValue(1);
            taken.forEach(Lease::close);
        }
    }

    @Test
    void writersAtOnceLoseNoCommit() throws IOException {
        Configuration hadoop = hadoop();
        S3LogStore store = new S3LogStore(hadoop);
        String log = BUCKET + "race/_delta_log/";
        Map<Integer, String> acknowledged = Collections.synchronizedMap(new HashMap<>());
        sideBySide(4, writer -> {
            int version = 0;
            for (int commit = 0; commit < 5; commit++) {
                String action = "{\"commitInfo\":{\"txnId\":\"" + writer + "/" + commit + "\"}}";
                while (!committed(store, log, version, action, hadoop)) {
                    version++;
                }
                assertThat(acknowledged.put(version, action)).isNull();
            }
        });

        assertThat(acknowledged.keySet())
                .isEqualTo(Set.copyOf(IntStream.range(0, 20).boxed().toList()));
        List<FileStatus> found = new ArrayList<>();
        store.listFrom(path(log, 5), hadoop).forEachRemaining(found::add);
        assertThat(found)
                .extracting(status -> status.getPath().getName())
                .containsExactlyElementsOf(IntStream.range(5, 20)
                        .mapToObj(version -> path(log, version).getName())
                        .toList());
        for (Map.Entry<Integer, String> commit : acknowledged.entrySet()) {
            try (var lines = store.read(path(log, commit.getKey()), hadoop)) {
                assertThat(lines.next()).isEqualTo(commit.getValue());
            }
        }
    }

    private static boolean committed(S3LogStore store, String log, int version, String action, Configuration hadoop) {
        try {
            store.write(path(log, version), List.of(action).iterator(), false, hadoop);
            return true;
        } catch (FileAlreadyExistsException anotherWasFirst) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static org.apache.hadoop.fs.Path path(String log, int version) {
        return new org.apache.hadoop.fs.Path(log + String.format("%020d.json", version));
    }

    private static void sideBySide(int threads, IntConsumer work) {
        CompletableFuture.allOf(IntStream.range(0, threads)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> work.accept(thread)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private static List<String> rows(String lake, Table table) {
        String[] columns = Stream.of(table.rowSchema().fieldNames())
                .filter(name -> !OF_THE_PLACE.contains(name))
                .toArray(String[]::new);
        return spark
                .read()
                .format("delta")
                .load(lake + "/" + table.name())
                .select(Stream.of(columns).map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                .toJSON()
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }
}
