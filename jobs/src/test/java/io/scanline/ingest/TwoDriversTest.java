package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.cli.CommandLoop;
import io.scanline.cli.S3Server;
import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two whole drivers that take the same files into the same lake at once. */
@ExtendWith(SparkExtension.class)
@EnabledIfSystemProperty(named = "scanline.driver-races", matches = "\\d+")
class TwoDriversTest {
    private static final int RACES = Integer.getInteger("scanline.driver-races", 0);

    @TempDir
    Path folder;

    @Test
    void oneTakesTheFilesInAndTheOtherIsToldSo(SparkSession spark) throws IOException, InterruptedException {
        race(spark, folder, folder + "/", Map.of(), (before, name) -> SixFiles.copied(before, folder.resolve(name)));
    }

    @Test
    void onS3TheLeaseAndTheLogHoldAsWell(SparkSession spark) throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve("server"));
        try (S3Server server = S3Server.start(place)) {
            String address = "s3a://" + S3Server.BUCKET + "/";
            race(spark, server.bucket(), address, server.settings(), new Place() {
                @Override
                public void copy(Path before, String name) throws IOException {
                    S3Server.upload(before, address + name, server.settings());
                }

                /** An empty folder of the server's is no object. */
                @Override
                public String differences(UndisturbedRun undisturbed, Path lake) throws IOException {
                    Path staging = lake.resolve(UndisturbedRun.STAGING);
                    if (!Files.exists(staging)) {
                        return undisturbed.differentRows(lake);
                    }
                    try (Stream<Path> left = Files.walk(staging)) {
                        return undisturbed.differentRows(lake)
                                + left.filter(Files::isRegularFile)
                                        .map(Path::toString)
                                        .collect(Collectors.joining(", "));
                    }
                }
            });
        }
    }

    /**
     * @param lakes where the lakes' files are
     * @param address the same, as the drivers are told
     * @param settings what the drivers need to get there
     * @param place puts the lake before the race there, and looks at it afterwards
     */
    private void race(SparkSession spark, Path lakes, String address, Map<String, String> settings, Place place)
            throws IOException, InterruptedException {
        SixFiles files = new SixFiles(folder, spark);
        UndisturbedRun undisturbed = UndisturbedRun.of(files, spark);
        List<Racer> racers = List.of(new Racer("first", settings), new Racer("second", settings));
        try {
            // the first command of a JVM takes long: not the one to race with
            for (Racer racer : racers) {
                place.copy(files.lakeBefore(), "warm-" + racer.name);
                racer.begin(files.command(address + "warm-" + racer.name));
            }
            for (Racer racer : racers) {
                assertThat(racer.exitCode()).as(racer.driver.printed()).isZero();
            }
            int first = 0;
            for (int race = 1; race <= RACES; race++) {
                String name = "race-" + race;
                place.copy(files.lakeBefore(), name);
                for (Racer racer : racers) {
                    racer.begin(files.command(address + name));
                }
                List<Integer> codes =
                        List.of(racers.get(0).exitCode(), racers.get(1).exitCode());
                System.out.printf("race %d: exit codes %s%n", race, codes);
                assertThat(codes).containsExactlyInAnyOrder(0, 5);
                assertThat(place.differences(undisturbed, lakes.resolve(name))).isEmpty();
                first += codes.get(0) == 0 ? 1 : 0;
            }
            System.out.printf("on %s the first driver won %d of %d races%n", address, first, RACES);
        } finally {
            for (Racer racer : racers) {
                racer.driver.kill();
            }
        }
    }

    private interface Place {
        void copy(Path before, String name) throws IOException;

        default String differences(UndisturbedRun undisturbed, Path lake) throws IOException {
            return undisturbed.differences(lake);
        }
    }

    private final class Racer {
        final String name;
        final DriverProcess driver;
        private final OutputStream commands;
        private int ended;

        Racer(String name, Map<String, String> settings) throws IOException {
            this.name = name;
            Map<String, String> all = new HashMap<>(SparkExtension.FEW_ROWS);
            all.putAll(settings);
            this.driver =
                    DriverProcess.start(CommandLoop.class.getName(), all, List.of(), folder.resolve(name + ".log"));
            this.commands = driver.process().getOutputStream();
        }

        void begin(List<String> command) throws IOException {
            commands.write((String.join("\t", command) + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
        }

        /** The exit code of the command that was begun last. */
        int exitCode() throws IOException, InterruptedException {
            List<String> codes = codes();
            while (codes.size() == ended) {
                if (!driver.process().isAlive()) {
                    throw new AssertionError(driver.printed());
                }
                Thread.sleep(20);
                codes = codes();
            }
            ended++;
            return Integer.parseInt(codes.get(ended - 1));
        }

        private List<String> codes() throws IOException {
            return driver.printed()
                    .lines()
                    .filter(line -> line.startsWith(CommandLoop.ENDED))
                    .map(line -> line.substring(CommandLoop.ENDED.length()))
                    .filter(code -> !code.isEmpty())
                    .toList();
        }
    }
}
