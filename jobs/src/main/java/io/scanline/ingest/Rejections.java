package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.scanline.config.ScanlineException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Refuses a batch of which too much is bad: a wrong profile or a broken export, not a few bad lines. */
final class Rejections {
    private static final int EXAMPLES = 3;
    private static final String PLACE = "place";

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

    /** The reasons with their lines, most first, and for the first of them a line that has it. */
    private static String described(BatchPlan plan, Dataset<Row> staged) {
        List<Row> reasons = staged.where(col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED))
                .select(explode(col(StagedLines.REASONS)).as("reason"), place())
                .groupBy("reason")
                .agg(count(lit(1)).as("lines"), min(PLACE).as(PLACE))
                .orderBy(desc("lines"), col("reason"))
                .collectAsList();
        return reasons.stream()
                        .map(row -> String.format(Locale.ROOT, "%s %,d", row.getString(0), row.getLong(1)))
                        .collect(Collectors.joining(", "))
                + reasons.stream()
                        .map(row -> row.getStruct(2))
                        .distinct()
                        .limit(EXAMPLES)
                        .map(line -> "\n    " + plan.files().get(line.getInt(0)).uri() + " line " + line.getLong(1)
                                + ": " + line.getString(2))
                        .collect(Collectors.joining());
    }

    private static Column place() {
        return struct(col(StagedLines.FILE), col(StagedLines.LINE), col(StagedLines.MESSAGE))
                .as(PLACE);
    }
}
