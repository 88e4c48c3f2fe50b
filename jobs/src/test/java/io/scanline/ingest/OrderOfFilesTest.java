package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of a week give the same sales in whatever order they come and however many come at once.
 *
 * <p>Of a line that stands in several files, the file that came first keeps the credit: {@code source_file},
 * {@code source_line} and {@code ingest_batch} say how the lines came, not what was sold, and are left out.
 */
@ExtendWith(SparkExtension.class)
class OrderOfFilesTest {
    /** How many orders are tried; each gives one lake, in one batch and in several by turns, or two lakes from 10 on. */
    private static final int ORDERS = Integer.getInteger("scanline.file-orders", 2);

    private static final String HEADER =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,currency,message_ts\n";

    @TempDir
    Path folder;

    @Test
    void theOrderOfTheFilesDoesNotMatter(SparkSession spark) throws IOException {
        Random dice = new Random(17);
        List<String> week = week(dice);
        List<String> expected = null;
        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(week, dice);
            for (boolean atOnce : ORDERS < 10 ? new boolean[] {order == 0} : new boolean[] {true, false}) {
                Path source = Files.createDirectories(folder.resolve("order-" + order + "-" + atOnce));
                Path lake = folder.resolve("lake-" + order + "-" + atOnce);
                int batches = 0;
                for (int file = 0; file < week.size(); file++) {
                    Files.writeString(source.resolve("file-" + file + ".csv"), HEADER + week.get(file));
                    if (file == week.size() - 1 || (!atOnce && dice.nextInt(week.size()) < 2)) {
                        ingest(spark, source, lake);
                        batches++;
                    }
                }
                PublishedTable sales = new PublishedTable(lake, SalesLines.TABLE.name());
                List<String> found = sales.rows(
                        sales.version(), SalesLines.SOURCE_FILE, SalesLines.SOURCE_LINE, SalesLines.INGEST_BATCH);
                expected = expected == null ? found : expected;
                System.out.printf(Locale.ROOT, "order %d in %d batches: %d rows%n", order, batches, found.size());
                assertThat(found).as("order %d in %d batches", order, batches).isEqualTo(expected);
            }
        }
        assertThat(expected).as("five sales a day").hasSize(7 * 5);
    }

    /** Each day's file has five sales; among them, those of other days again, older and newer than they were. */
    private static List<String> week(Random dice) {
        List<String> files = new ArrayList<>();
        for (int day = 1; day <= 7; day++) {
            StringBuilder lines = new StringBuilder();
            for (int sale = 1; sale <= 5; sale++) {
                lines.append(line(day, sale, day));
            }
            for (int other = 0; other < 3; other++) {
                int of = 1 + dice.nextInt(7);
                if (of != day) {
                    lines.append(line(of, 1 + dice.nextInt(2), of)).append(line(of, 4 + other % 2, day));
                }
            }
            files.add(lines.toString());
        }
        return files;
    }

    /** @param told the day that the line tells of the sale: its price and the time of its message differ by it */
    private static String line(int day, int sale, int told) {
        return String.format(
                Locale.ROOT,
                "001,T%d,%d,2024-03-%02dT09:30:00,47%02d,1,%d.50,GBP,2024-03-%02dT20:00:00Z%n",
                day,
                sale,
                day,
                sale,
                told,
                10 + told);
    }

    private static void ingest(SparkSession spark, Path source, Path lake) {
        IngestOptions options = new IngestOptions(
                source.toString(), Optional.empty(), 1, true, Duration.ZERO, CorrectionRule.NEWER, DateLimits.DEFAULT);
        TestLake.run(lake, spark, new SalesIngestJob(options, Map.of()));
    }
}
