package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.report.ReportResult;
import io.scanline.storage.Packed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Bad input ends with the right code and a message that says what to do, and leaves the lake as it was. */
class BadInputIT {
    private static final String HEADER =
            "store_id,register_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,net_amount,gross_amount,discount_amount\n";
    private static final String GOOD = "001,1,t1,1,2025-03-01T10:00:00Z,4711,1,2.50,2.50,2.50,0.00\n";

    @TempDir
    static Path folder;

    private static Path lake;

    @BeforeAll
    static void loadOneStoreAndOneLine() throws IOException {
        lake = folder.resolve("lake");
        Path stores = write(
                "stores.csv",
                "store_id,name,region,country,time_zone,currency\n001,Linden,North,DE,Europe/Berlin,EUR\n");
        assertThat(ingest("--dataset=stores", "--source=" + stores)).returns(0, Launcher.Ended::exitCode);
        assertThat(ingest("--source=" + write("good.csv", HEADER + GOOD))).returns(0, Launcher.Ended::exitCode);
    }

    @Test
    void aMissingSource() throws IOException {
        refused(2, "nowhere", "--source=" + folder.resolve("nowhere"));
    }

    @Test
    void aProfileThatNamesAnUnknownColumn() throws IOException {
        Path profile = write(
                "profile.yaml",
                "format: csv\ncolumns:\n  store_id: Filiale\n  transaction_id: transaction_id\n  sold_at: sold_at\n  item_id: item_id\n  quantity: quantity\n  unit_price: unit_price\n");
        Launcher.Ended ended = refused(
                2, "Filiale", "--source=" + write("a.csv", HEADER + GOOD.replace("t1", "t2")), "--profile=" + profile);
        assertThat(ended.err()).as("lists what the source has").contains("discount_amount");
    }

    @Test
    void anUnknownStore() throws IOException {
        refused(3, "UNKNOWN_STORE", "--source=" + write("unknown.csv", HEADER + GOOD.replace("001,", "999,")));
    }

    @Test
    void anEmptyFile() throws IOException {
        refused(3, "empty.csv", "--source=" + write("empty.csv", ""));
    }

    @Test
    void aTruncatedGzip() throws IOException {
        byte[] whole = Packed.gzip((HEADER + GOOD.replace("t1", "t3").repeat(500)).getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("cut.csv.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));
        refused(3, "cut.csv.gz", "--source=" + file);
    }

    @Test
    void aFileOfAnotherFormat() throws IOException {
        Path file = folder.resolve("really.parquet.csv");
        Files.write(file, "PAR1 not text at all PAR1".getBytes(StandardCharsets.UTF_8));
        refused(3, "really.parquet.csv", "--source=" + file);
    }

    @Test
    void aClusterThatEndsTheApplication() {
        StringWriter err = new StringWriter();
        CommandLine scanline = new CommandLine(new Scanline())
                .addSubcommand("vanish", new Vanishing())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        assertThat(Scanline.execute(scanline, Map.of(), "vanish", "--lake=" + lake))
                .isEqualTo(4);
        assertThat(err.toString())
                .contains("Spark was stopped before the work was done")
                .contains("session found")
                .contains("running the command again is safe")
                .doesNotContain("this is a bug");
    }

    /** Its Spark is gone in the midst of its work. */
    @Command(name = "vanish")
    private static final class Vanishing extends SparkCommand<ReportResult> {
        @Override
        Work<ReportResult> work() {
            return runner -> {
                SparkSession.active().stop();
                SparkSession.active();
                throw new AssertionError("there is a session still");
            };
        }
    }

    private static Launcher.Ended refused(int code, String named, String... options) throws IOException {
        Map<String, Long> before = files();
        Launcher.Ended ended = ingest(options);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).contains(named).doesNotContain("this is a bug");
        assertThat(ended.err().lines().filter(line -> !line.isBlank()).count())
                .as("a message and a way out: " + ended.err())
                .isGreaterThanOrEqualTo(2);
        assertThat(files()).as("files of the lake").isEqualTo(before);
        return ended;
    }

    private static Launcher.Ended ingest(String... options) {
        String[] words = Stream.concat(Stream.of("ingest", "--lake=" + lake), Stream.of(options))
                .toArray(String[]::new);
        return Commands.run(Map.of(), words);
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Every file of the lake with its length. */
    private static Map<String, Long> files() throws IOException {
        try (Stream<Path> all = Files.walk(lake)) {
            Map<String, Long> lengths = new TreeMap<>();
            all.filter(Files::isRegularFile)
                    .forEach(file -> lengths.put(lake.relativize(file).toString(), length(file)));
            return lengths;
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
