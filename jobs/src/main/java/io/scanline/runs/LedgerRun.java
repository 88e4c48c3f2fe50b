package io.scanline.runs;

import io.scanline.table.Runs;
import io.scanline.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** One row of the run ledger. */
public record LedgerRun(
        String runId,
        String job,
        Instant startedAt,
        LocalDate from,
        LocalDate to,
        String status,
        String message,
        double wallS,
        double cpuS,
        long linesIn,
        long linesOut,
        Double linesPerS,
        Double cpuSPerMillionLines,
        long bytes,
        int executors,
        int cores,
        long peakMemory,
        long spillBytes,
        Double skew,
        Map<String, Long> inputVersions,
        Map<String, Long> outputVersions,
        String configHash,
        String codeVersion) {

    static LedgerRun of(Row row) {
        return new LedgerRun(
                row.getAs(Table.RUN_ID),
                row.getAs(Runs.JOB),
                row.<java.sql.Timestamp>getAs(Runs.STARTED_AT).toInstant(),
                day(row, Runs.INTERVAL_FROM),
                day(row, Runs.INTERVAL_TO),
                row.getAs(Runs.STATUS),
                row.getAs(Runs.MESSAGE),
                row.<Double>getAs(Runs.WALL_S),
                row.<Double>getAs(Runs.CPU_S),
                row.<Long>getAs(Runs.LINES_IN),
                row.<Long>getAs(Runs.LINES_OUT),
                row.getAs(Runs.LINES_PER_S),
                row.getAs(Runs.CPU_S_PER_MILLION_LINES),
                row.<Long>getAs(Runs.BYTES),
                row.<Integer>getAs(Runs.EXECUTORS),
                row.<Integer>getAs(Runs.CORES),
                row.<Long>getAs(Runs.PEAK_MEMORY),
                row.<Long>getAs(Runs.SPILL_BYTES),
                row.getAs(Runs.SKEW),
                versions(row, Runs.INPUT_VERSIONS),
                versions(row, Runs.OUTPUT_VERSIONS),
                row.getAs(Runs.CONFIG_HASH),
                row.getAs(Runs.CODE_VERSION));
    }

    boolean isDone() {
        return status.equals(Runs.DONE);
    }

    private static LocalDate day(Row row, String column) {
        java.sql.Date day = row.getAs(column);
        return day == null ? null : day.toLocalDate();
    }

    private static Map<String, Long> versions(Row row, String column) {
        return new TreeMap<>(row.getJavaMap(row.fieldIndex(column)));
    }
}
