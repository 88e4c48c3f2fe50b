package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ListedFilesTest {
    private static final String MANY_FILES = "spark.databricks.delta.allFilesInCrc.thresholdNumFiles";
    private static final LocalDate FIRST = LocalDate.parse("2024-03-01");
    private static final List<LocalDate> THREE_DAYS = List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));

    @TempDir
    Path folder;

    @Test
    void filtersOnPartitionColumnsLeaveOutFiles(SparkSession spark) throws IOException {
        Dataset<Row> rows = listed(spark, written(spark, 3));
        assertThat(days(rows)).containsExactlyElementsOf(THREE_DAYS);

        FileUtils.deleteDirectory(folder.resolve(DemandHistory.TABLE.name() + "/date=" + FIRST.plusDays(2))
                .toFile());
        assertThat(days(rows.where(on(0).or(on(1))))).containsExactly(FIRST, FIRST.plusDays(1));
        assertThat(days(rows.where(on(1)))).containsExactly(FIRST.plusDays(1));
        assertThat(days(rows.where(on(1).and(col(DemandHistory.STORE_ID).equalTo("S9")))))
                .isEmpty();
        assertThatThrownBy(() -> days(rows.where(on(2)))).hasMessageContaining("FILE_NOT_EXIST");
    }

    @Test
    void aPinnedVersionStaysWhenTheTableIsWrittenMeanwhile(SparkSession spark) {
        Lake pinned = written(spark, 3);
        assertThat(pinned.version(DemandHistory.TABLE)).isNotNegative();
        DeltaIo.replace(
                TestLake.in(folder, spark),
                DemandHistory.TABLE,
                TestLake.demand(spark, FIRST.toString()),
                Scope.everything());

        assertThat(days(pinned.read(DemandHistory.TABLE))).containsExactlyElementsOf(THREE_DAYS);
        assertThat(days(listed(spark, TestLake.in(folder, spark)))).containsExactly(FIRST);
    }

    @Test
    void aTableOfManyFilesIsLeftToDelta(SparkSession spark) {
        SparkSession.setActiveSession(spark);
        spark.conf().set(MANY_FILES, "10");
        try {
            Lake lake = written(spark, 12);

            assertThat(ListedFiles.rows(spark, log(spark, lake), lake.version(DemandHistory.TABLE)))
                    .isEmpty();
            assertThat(days(lake.read(DemandHistory.TABLE).where(on(11)))).containsExactly(FIRST.plusDays(11));
        } finally {
            spark.conf().unset(MANY_FILES);
        }
    }

    private Lake written(SparkSession spark, int days) {
        String[] dates = IntStream.range(0, days)
                .mapToObj(day -> FIRST.plusDays(day).toString())
                .toArray(String[]::new);
        DeltaIo.replace(
                TestLake.in(folder, spark), DemandHistory.TABLE, TestLake.demand(spark, dates), Scope.everything());
        return TestLake.in(folder, spark);
    }

    private static Dataset<Row> listed(SparkSession spark, Lake lake) {
        return ListedFiles.rows(spark, log(spark, lake), lake.version(DemandHistory.TABLE))
                .orElseThrow();
    }

    private static DeltaLog log(SparkSession spark, Lake lake) {
        return DeltaLog.forTable(spark, lake.location(DemandHistory.TABLE).path());
    }

    private static Column on(int day) {
        return col(DemandHistory.DATE).equalTo(Date.valueOf(FIRST.plusDays(day)));
    }

    private static List<LocalDate> days(Dataset<Row> rows) {
        return rows.select(DemandHistory.DATE)
                .orderBy(DemandHistory.DATE)
                .as(Encoders.LOCALDATE())
                .collectAsList();
    }
}
