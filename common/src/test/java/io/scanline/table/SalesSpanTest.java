package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SalesSpanTest {
    private static final SalesSpan SPAN = new SalesSpan(
            LocalDate.parse("2024-01-02"), LocalDate.parse("2024-03-31"), Instant.parse("2024-03-31T07:30:00Z"));

    @TempDir
    Path folder;

    private SparkSession spark;

    @Test
    void readsTheEndsOnly(SparkSession session) throws IOException {
        spark = session;
        append(hour("STORE", "2024-01-02", "2024-01-02T09:00:00Z"));
        append(hour("STORE", "2024-02-15", "2024-02-15T09:00:00Z"));
        append(
                hour("STORE", "2024-03-30", "2024-03-30T19:30:00Z"),
                hour("STORE", "2024-03-31", "2024-03-31T07:30:00Z"));

        for (String file : filesOf("2024-02-15")) {
            Files.delete(Path.of(URI.create(file)));
        }

        assertThat(span()).contains(SPAN);
    }

    @Test
    void looksFurtherWhereTheEndsAreOfOthersOrGone(SparkSession session) {
        spark = session;
        append(
                hour("STORE", "2023-06-01", "2023-06-01T09:00:00Z"),
                hour("STORE", "2024-01-02", "2024-01-02T09:00:00Z"));
        append(
                hour("REGION", "2024-12-31", "2024-12-31T09:00:00Z"),
                hour("STORE", "2024-03-31", "2024-03-31T07:30:00Z"));
        Dataset<Row> gone = lake().read(HourlySales.TABLE)
                .where(col(HourlySales.LOCAL_DATE).equalTo("2023-06-01"))
                .drop(Table.RUN_ID, Table.COMPUTED_AT);
        DeltaIo.merge(lake(), HourlySales.TABLE, gone.limit(0), gone, HourlySales.LOCAL_DATE);

        assertThat(span()).contains(SPAN);
    }

    @Test
    void anHourThatIsStillToComeIsNoFrontier(SparkSession session) {
        spark = session;
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        append(
                hour("STORE", "2024-01-02", "2024-01-02T09:00:00Z"),
                hour("STORE", "2024-03-31", "2024-03-31T07:30:00Z"),
                hour("STORE", tomorrow.toString().substring(0, 10), tomorrow.toString()));

        assertThat(span()).map(SalesSpan::frontier).contains(SPAN.frontier());
    }

    @Test
    void isEmptyWhereNothingIs(SparkSession session) {
        spark = session;
        assertThat(span()).isEmpty();

        append(hour("REGION", "2024-12-31", "2024-12-31T09:00:00Z"));
        assertThat(span()).as("only a region").isEmpty();
    }

    private Optional<SalesSpan> span() {
        Lake lake = lake();
        return SalesSpan.of(lake, lake.version(HourlySales.TABLE));
    }

    private Lake lake() {
        return TestLake.in(folder, spark);
    }

    private List<String> filesOf(String day) {
        return lake().read(HourlySales.TABLE)
                .where(col(HourlySales.LOCAL_DATE).equalTo(day))
                .select(input_file_name())
                .as(Encoders.STRING())
                .collectAsList();
    }

    private void append(Row... hours) {
        Lake lake = lake();
        DeltaIo.append(lake, HourlySales.TABLE, spark.createDataFrame(List.of(hours), HourlySales.TABLE.rowSchema()));
    }

    private static Row hour(String level, String day, String start) {
        return TableRows.row(
                HourlySales.TABLE,
                Map.of(HourlySales.LEVEL, level, HourlySales.LOCAL_DATE, day, HourlySales.HOUR_START_UTC, start));
    }
}
