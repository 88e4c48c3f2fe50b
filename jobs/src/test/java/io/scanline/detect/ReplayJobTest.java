package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.detect.SimulatedChain.Shock;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.UnusualEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Four stores; one sells little on an afternoon, the hours of another come with a file of two days later. */
@ExtendWith(SparkExtension.class)
class ReplayJobTest {
    private static final int DAYS = 48;
    private static final int DROP = 43;
    private static final int LATE = 44;

    @Test
    void saysWhatWouldHaveBeenFoundWhenAndWritesNothing(@TempDir Path folder, SparkSession spark) throws IOException {
        Lake lake = TestLake.in(folder, spark);
        new SimulatedChain(4, DAYS, 3)
                .with(new Shock("S01", DROP, 12, 18, "*", 0.2, 1, false))
                .fill(lake);
        fill(lake, IngestFiles.TABLE, List.of(file(LATE), file(LATE + 2)));
        fill(lake, SalesLines.TABLE, lines());
        Path labels = folder.resolve("labels.csv");
        Files.writeString(
                labels,
                "event_id,level,entity,department,start_utc,end_utc,kind,factor,impact_money\n"
                        + "E1,STORE,S01,*," + utc(DROP, 12) + "," + utc(DROP, 18) + ",SALES_DROP,0.2,-2000\n"
                        + "E2,STORE,S02,*," + utc(LATE, 11) + "," + utc(LATE, 17) + ",DATA_LATE,1,-2000\n"
                        + "E3,STORE,S03,*," + utc(DROP, 11) + "," + utc(DROP, 12) + ",SALES_DROP,0.2,-1\n"
                        + "E4,STORE,S03,*," + utc(DROP, 13) + "," + utc(DROP, 14) + ",SALES_DROP,0.9,-2000\n");

        ReplayResult result = TestLake.run(folder, spark, new ReplayJob(new ReplayOptions(week(), labels.toString())));

        ReplayResult.Score score = result.score();
        assertThat(result.lateHours()).isEqualTo(6);
        assertThat(List.of(score.labels(), score.largeLabels()))
                .as("two are worth the gates, one has too little money, one is a tenth of the usual")
                .containsExactly(4, 2);
        assertThat(score.recall()).as(score.toString()).isEqualTo(1);
        assertThat(score.precision()).as(score.toString()).isEqualTo(1);
        assertThat(score.rootShare()).isEqualTo(1);
        assertThat(List.of(score.lateEpisodes(), score.lateNamed(), score.lateNamedDrop()))
                .containsExactly(1, 1, 0);
        assertThat(score.delayP90Hours()).isBetween(1.0, 3.0);
        assertThat(result.takenBack()).as("the late hours have come").isPositive();
        assertThat(TestLake.in(folder, spark).exists(UnusualEvents.TABLE)).isFalse();

        Files.writeString(labels, "event_id,level\nE1,STORE\n");
        assertThatThrownBy(() -> Labels.read(TestLake.in(folder, spark), DetectOptions.defaults(), labels.toString()))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("has no column entity, department");
    }

    private static DetectOptions week() {
        DetectOptions d = DetectOptions.defaults();
        LocalDate from = SimulatedChain.START.plusDays(DROP);
        return new DetectOptions(
                new Interval(from, from.plusDays(2)),
                d.backfillDays(),
                d.weeks(),
                d.falseDiscoveryRate(),
                d.minPercent(),
                d.minMoney());
    }

    private static String utc(int day, int hour) {
        return SimulatedChain.START
                .plusDays(day)
                .atTime(hour, 0)
                .atZone(SimulatedChain.ZONE)
                .toInstant()
                .toString();
    }

    private static Row file(int day) {
        return TableRows.row(
                IngestFiles.TABLE,
                Map.of(
                        "batch",
                        1,
                        "dataset",
                        "sales",
                        "uri",
                        uri(day),
                        "state",
                        "LOADED",
                        "modified_at",
                        "2026-01-01T00:00:00Z",
                        "last_business_date",
                        SimulatedChain.START.plusDays(day).toString()));
    }

    private static List<Row> lines() {
        List<Row> lines = new ArrayList<>();
        for (int hour = 11; hour < 17; hour++) {
            lines.add(line(LATE, hour, LATE + 2));
        }
        for (int i = 0; i < 30; i++) {
            lines.add(line(LATE + 2, 9 + i % 12, LATE + 2));
            lines.add(line(LATE, 9 + i % 2, LATE));
        }
        return lines;
    }

    private static Row line(int day, int hour, int fileDay) {
        return TableRows.row(
                SalesLines.TABLE,
                Map.of(
                        "store_id", "S02",
                        "hour_start_utc", utc(day, hour),
                        "business_date", SimulatedChain.START.plusDays(day).toString(),
                        "source_file", uri(fileDay)));
    }

    private static String uri(int day) {
        return "file:/in/" + SimulatedChain.START.plusDays(day) + ".csv";
    }

    private static void fill(Lake lake, Table table, List<Row> rows) {
        DeltaIo.replace(lake, table, lake.spark().createDataFrame(rows, table.rowSchema()), Scope.everything());
    }
}
