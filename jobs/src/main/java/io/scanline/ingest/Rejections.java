package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.scanline.config.ScanlineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Refuses a batch of which too much is bad: a wrong profile or a broken export, not a few bad lines. */
final class Rejections {
    private static final int EXAMPLES = 3;

    private Rejections() {}

    /** @throws ScanlineException refusal with the share, the reasons, and examples */
    static void check(BatchPlan plan, Dataset<Row> staged, StagedSummary summary) {
        long lines = summary.judged();
        long quarantined = summary.quarantined();
        if (quarantined > plan.maxRejected() * lines) {
            throw ScanlineException.refused(
                    String.format(
                                    Locale.ROOT,
                                    "Nothing was loaded: %,d of %,d lines would be rejected, --max-rejected is %s.%n    ",
                                    quarantined,
                                    lines,
                                    plan.maxRejected())
                            + described(plan, staged),
                    "Mend the source or its profile, load what the lines refer to, or allow more with --max-rejected RATE (1 lets all lines be quarantined); the lake is as it was.");
        }
    }

    private static String described(BatchPlan plan, Dataset<Row> staged) {
        Map<String, Long> reasons = Verdicts.reasons(staged);
        List<Row> examples = staged.where(col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED))
                .groupBy(StagedLines.MESSAGE)
                .agg(
                        count(lit(1)).as("lines"),
                        min(StagedLines.FILE).as(StagedLines.FILE),
                        min(StagedLines.LINE).as(StagedLines.LINE))
                .orderBy(desc("lines"), col(StagedLines.MESSAGE))
                .limit(EXAMPLES)
                .collectAsList();
        return reasons.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "))
                + examples.stream()
                        .map(row -> "\n    " + plan.files().get(row.getInt(2)).uri() + " line " + row.getLong(3) + ": "
                                + row.getString(0))
                        .collect(Collectors.joining());
    }
}
