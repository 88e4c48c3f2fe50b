package io.scanline.report;

import static java.util.stream.Collectors.partitioningBy;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.Runs;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where every line went, and what ran.
 *
 * @param linesTotal lines in all sales files
 * @param files the ledger's sums over the sales files as they stand, their states, the latest files, and how many deliveries
 *     were replaced by later ones; null where no file was taken in
 * @param quarantine open lines by reason with an example each, cut short; null where nothing was ever loaded
 * @param runs the last run of every job
 */
record Quality(
        long linesTotal, Map<String, Object> files, Map<String, Object> quarantine, List<Map<String, Object>> runs) {
    private static final List<String> COUNTS =
            List.of("count", "total", "header", "blank", "accepted", "duplicate", "corrected", "quarantined");
    private static final int LATEST_FILES = 15;
    private static final int STATES = 10;
    private static final int REASONS = 40;
    private static final int JOBS = 30;
    private static final int EXAMPLE_CHARACTERS = 300;

    static Quality of(Lake lake, String mendCommand) {
        Map<String, Object> files = files(lake);
        return new Quality(
                files == null ? 0 : (Long) files.get("total"),
                files,
                files == null ? null : quarantine(lake, mendCommand),
                runs(lake));
    }

    /** Null where no sales file was ever taken in. */
    private static Map<String, Object> files(Lake lake) {
        Dataset<Row> sales =
                lake.read(IngestFiles.TABLE).where(col(IngestFiles.DATASET).equalTo(IngestFiles.SALES));
        List<Map<String, Object>> states = Figures.of(
                sales.groupBy(IngestFiles.STATE)
                        .agg(
                                count(lit(1)).as("count"),
                                min(IngestFiles.FIRST_BUSINESS_DATE)
                                        .cast("string")
                                        .as("firstDay"),
                                max(IngestFiles.LAST_BUSINESS_DATE)
                                        .cast("string")
                                        .as("lastDay"),
                                sum(IngestFiles.LINES_TOTAL).as("total"),
                                sum(IngestFiles.LINES_HEADER).as("header"),
                                sum(IngestFiles.LINES_BLANK).as("blank"),
                                sum(IngestFiles.LINES_ACCEPTED).as("accepted"),
                                sum(IngestFiles.LINES_DUPLICATE).as("duplicate"),
                                sum(IngestFiles.LINES_CORRECTED).as("corrected"),
                                sum(IngestFiles.LINES_QUARANTINED).as("quarantined"))
                        .orderBy(col("count").desc(), col(IngestFiles.STATE)),
                STATES);
        if (states.isEmpty()) {
            return null;
        }
        // a file that came again stands in a row of its own: its earlier lines are not counted a second time
        Map<Boolean, List<Map<String, Object>>> byStanding = states.stream()
                .collect(partitioningBy(state -> !state.get(IngestFiles.STATE).equals(IngestFiles.REPLACED)));
        List<Map<String, Object>> standing = byStanding.get(true);
        Map<String, Object> files = new LinkedHashMap<>();
        COUNTS.forEach(name -> files.put(name, total(standing, name)));
        files.put("replaced", total(byStanding.get(false), "count"));
        files.put(
                "firstDay",
                days(standing, "firstDay").min(Comparator.naturalOrder()).orElse(null));
        files.put(
                "lastDay",
                days(standing, "lastDay").max(Comparator.naturalOrder()).orElse(null));
        files.put("states", standing);
        files.put("latest", latest(sales));
        return files;
    }

    private static long total(List<Map<String, Object>> states, String name) {
        return states.stream().mapToLong(state -> (Long) state.get(name)).sum();
    }

    private static Stream<String> days(List<Map<String, Object>> states, String name) {
        return states.stream().map(state -> (String) state.get(name)).filter(Objects::nonNull);
    }

    private static List<Map<String, Object>> latest(Dataset<Row> sales) {
        return Figures.of(
                sales.orderBy(
                                col(IngestFiles.BATCH).desc(),
                                col(IngestFiles.URI).desc())
                        .select(
                                shortName(IngestFiles.URI).as("name"),
                                col(IngestFiles.STATE),
                                col(IngestFiles.LINES_TOTAL).as("total"),
                                col(IngestFiles.LINES_ACCEPTED).as("accepted"),
                                col(IngestFiles.LINES_QUARANTINED).as("quarantined")),
                LATEST_FILES);
    }

    private static Map<String, Object> quarantine(Lake lake, String mendCommand) {
        Dataset<Row> open = lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.STATUS).equalTo(QuarantinedLines.OPEN));
        Column example = min(struct(
                col(QuarantinedLines.SOURCE_FILE),
                col(QuarantinedLines.SOURCE_LINE),
                substring(col(QuarantinedLines.MESSAGE), 1, EXAMPLE_CHARACTERS).as(QuarantinedLines.MESSAGE),
                substring(col(QuarantinedLines.RAW), 1, EXAMPLE_CHARACTERS).as(QuarantinedLines.RAW)));
        Dataset<Row> reasons = open.withColumn("reason", explode(col(QuarantinedLines.REASONS)))
                .groupBy("reason")
                .agg(count(lit(1)).as("count"), example.as("example"))
                .orderBy(col("count").desc(), col("reason"));
        Map<String, Object> quarantine = new LinkedHashMap<>();
        quarantine.put("open", open.count());
        quarantine.put(
                "reasons",
                Figures.of(
                        reasons.select(
                                col("reason"),
                                col("count"),
                                shortName("example." + QuarantinedLines.SOURCE_FILE)
                                        .as("file"),
                                col("example." + QuarantinedLines.SOURCE_LINE).as("line"),
                                col("example." + QuarantinedLines.MESSAGE).as("message"),
                                col("example." + QuarantinedLines.RAW).as("raw")),
                        REASONS));
        quarantine.put("mendCommand", mendCommand);
        return quarantine;
    }

    /** The file and the folder it is in. */
    private static Column shortName(String uri) {
        return regexp_extract(col(uri), "([^/]+/)?[^/]+$", 0);
    }

    private static List<Map<String, Object>> runs(Lake lake) {
        Column started = col(Runs.STARTED_AT);
        Dataset<Row> last = lake.read(Runs.TABLE)
                .groupBy(Runs.JOB)
                .agg(max_by(
                                struct(
                                        started,
                                        col(Runs.STATUS),
                                        col(Runs.WALL_S),
                                        col(Runs.LINES_IN),
                                        col(Runs.LINES_OUT)),
                                started)
                        .as("last"));
        return Figures.of(
                last.orderBy(col("last." + Runs.STARTED_AT), col(Runs.JOB))
                        .select(
                                col(Runs.JOB),
                                col("last." + Runs.STATUS).as("status"),
                                date_format(
                                                col("last." + Runs.STARTED_AT)
                                                        .cast("double")
                                                        .plus(col("last." + Runs.WALL_S))
                                                        .cast("timestamp"),
                                                "yyyy-MM-dd'T'HH:mm")
                                        .as("finished"),
                                col("last." + Runs.WALL_S).as("wallSeconds"),
                                col("last." + Runs.LINES_IN).as("linesIn"),
                                col("last." + Runs.LINES_OUT).as("linesOut")),
                JOBS);
    }
}
