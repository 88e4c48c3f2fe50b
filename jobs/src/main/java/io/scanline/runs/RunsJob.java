package io.scanline.runs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import io.scanline.table.Table;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks up the newest runs of a lake, newest first. */
public final class RunsJob implements Job<RunsResult> {
    private final RunsOptions options;

    public RunsJob(RunsOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public RunsResult run(SparkSession spark, Lake lake) {
        if (!lake.exists(Runs.TABLE)) {
            throw ScanlineException.usage(
                    "The lake " + lake.root() + " has no runs yet.", "Check --lake; the first load makes the table.");
        }
        lake.run().step("Looking up the newest runs");
        List<LedgerRun> newest = lake
                .read(Runs.TABLE)
                .transform(this::onlyWanted)
                .orderBy(col(Runs.STARTED_AT).desc(), col(Table.RUN_ID).desc())
                .limit(options.last())
                .collectAsList()
                .stream()
                .map(LedgerRun::of)
                .toList();
        return new RunsResult(options.wording(), newest);
    }

    private Dataset<Row> onlyWanted(Dataset<Row> runs) {
        Column started = col(Runs.STARTED_AT);
        Column wanted = options.job()
                .map(job -> col(Runs.JOB).equalTo(job))
                .orElse(lit(true))
                .and(options.since().map(since -> started.geq(at(since))).orElse(lit(true)));
        LocalDate from = options.days().from();
        LocalDate to = options.days().to();
        return runs.where(wanted.and(from == null ? lit(true) : started.geq(at(midnight(from))))
                .and(to == null ? lit(true) : started.lt(at(midnight(to)))));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Column at(Instant moment) {
        return lit(Timestamp.from(moment));
    }
}
