package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.cli.LakeFiles;
import io.scanline.spark.SparkExtension;
import io.scanline.storage.Faults;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real drivers that are killed in the midst of an ingest. */
@ExtendWith(SparkExtension.class)
@EnabledIfSystemProperty(named = "scanline.driver-kills", matches = "\\d+")
class KilledDriverTest {
    private static final int KILLS = Integer.getInteger("scanline.driver-kills", 0);

    @TempDir
    Path folder;

    @Test
    void theNextRunMakesTheLakeOfAnUndisturbedOne(SparkSession spark) throws IOException, InterruptedException {
        SixFiles files = new SixFiles(folder, spark);
        UndisturbedRun undisturbed = UndisturbedRun.of(files, spark);
        Random dice = new Random();
        int most = (int) undisturbed.changes().stream()
                .map(Faults.Change::file)
                .distinct()
                .count();
        int killed = 0;
        for (int round = 0; killed < KILLS; round++) {
            Path lake = files.lake("killed-" + round);
            DriverProcess driver = DriverProcess.start(
                    "io.scanline.cli.Scanline",
                    SparkExtension.FEW_ROWS,
                    files.command(lake.toString()),
                    folder.resolve("driver-" + round + ".log"));
            // moments are told by the files that a driver makes: how long it takes depends on the machine
            Set<Path> seen = LakeFiles.of(lake);
            int before = seen.size();
            int wanted = 1 + dice.nextInt(most);
            while (driver.process().isAlive() && seen.size() < before + wanted) {
                Thread.sleep(5);
                seen.addAll(LakeFiles.of(lake));
            }
            if (driver.process().isAlive()) {
                driver.kill();
                killed++;
                String found = undisturbed.seen(lake);
                System.out.printf("kill %d, at the %d. new file: %s%n", killed, wanted, found);
                assertThat(found).doesNotContain("WRONG");
            } else {
                assertThat(driver.exitCode()).as(driver.printed()).isZero();
                most = seen.size() - before; // others came and went too fast to be seen
            }
            LakeFiles.expireLease(lake);
            files.ingest(spark, Location.of(lake));
            assertThat(undisturbed.differences(lake)).isEmpty();
        }
    }
}
