package io.scanline.verify;

import static org.apache.spark.sql.functions.col;

import io.scanline.spark.Job;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Says where one raw line went: its row, its refusal, or the line that has its content or replaced it. Writes nothing. */
public final class ExplainJob implements Job<Explanation> {
    private final ExplainOptions options;

    public ExplainJob(ExplainOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "explain-line";
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public Explanation run(SparkSession spark, Lake lake) {
        lake.run().step("Looking for " + options.file());
        LedgerSearch ledger = new LedgerSearch(lake);
        LedgerFile named = ledger.find(options.file());
        List<String> details = new ArrayList<>();
        LedgerFile file = named;
        if (named.state().equals(IngestFiles.DUPLICATE)) {
            Optional<LedgerFile> original = ledger.original(named);
            details.add(original.map(loaded -> "the file is a copy of " + loaded.uri() + "; what follows is of that")
                    .orElse("the file is a copy of one that was replaced since; ingest it again"));
            file = original.orElse(named);
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Layout layout = new Layouts(lake, options.profile()).of(file.batch());
        Optional<RawLine> raw = RawLine.find(named, options.line(), layout, hadoop);
        long line = raw.map(RawLine::start).orElse(options.line());
        if (line != options.line()) {
            details.add("it is inside the record that begins on line " + line);
        }
        if (raw.isEmpty()) {
            details.add("the file is not there any more");
        }
        return explained(lake, named, file, line, raw, details);
    }

    private static Explanation explained(
            Lake lake, LedgerFile named, LedgerFile file, long line, Optional<RawLine> raw, List<String> details) {
        List<Row> sales = rows(lake, SalesLines.TABLE, file, line);
        List<Row> refusals = rows(lake, QuarantinedLines.TABLE, file, line);
        List<Row> corrections = rows(lake, Corrections.TABLE, file, line);
        corrections.forEach(row -> details.add("it replaced a line with net amount "
                + row.<BigDecimal>getAs(Corrections.REPLACED_NET_AMOUNT).toPlainString()));
        sales.forEach(row -> details.add(described(row)));
        refusals.forEach(row -> describe(row, details));
        LinePlace place;
        if (!sales.isEmpty()) {
            place = corrections.isEmpty() ? LinePlace.ACCEPTED : LinePlace.CORRECTED;
        } else if (!refusals.isEmpty()) {
            place = LinePlace.QUARANTINED;
        } else if (raw.isPresent() && raw.get().kind() != RawRecords.Kind.CONTENT) {
            place = raw.get().kind() == RawRecords.Kind.BLANK ? LinePlace.BLANK : LinePlace.HEADER;
        } else {
            place = withoutRow(lake, file, raw.map(RawLine::sale), details);
        }
        String text = refusals.isEmpty()
                ? raw.filter(known -> known.text() != null)
                        .map(known -> ShownText.of(known.text(), known.sale()))
                        .orElse(null)
                : refusals.get(0).getAs(QuarantinedLines.RAW);
        return new Explanation(named.uri(), line, place.name(), text, List.copyOf(details));
    }

    private static List<Row> rows(Lake lake, Table table, LedgerFile file, long line) {
        return lake.read(table)
                .where(col(SalesLines.SOURCE_FILE)
                        .equalTo(file.uri())
                        .and(col(SalesLines.SOURCE_LINE).equalTo(line))
                        .and(col(SalesLines.INGEST_BATCH).between(file.sinceBatch(), file.batch())))
                .collectAsList();
    }

    private static String described(Row row) {
        return "row of sales_lines: store " + row.getAs(SalesLines.STORE_ID) + ", register "
                + row.getAs(SalesLines.REGISTER_ID) + ", transaction " + row.getAs(SalesLines.TRANSACTION_ID)
                + ", line "
                + row.getAs(SalesLines.LINE_NUMBER) + ", business day " + row.getAs(SalesLines.BUSINESS_DATE)
                + ", net amount " + row.<BigDecimal>getAs(SalesLines.NET_AMOUNT).toPlainString() + " "
                + row.getAs(SalesLines.CURRENCY) + ", by batch " + row.getAs(SalesLines.INGEST_BATCH);
    }

    private static void describe(Row refusal, List<String> details) {
        String field = refusal.getAs(QuarantinedLines.FIELD);
        details.add("refused for "
                + String.join(", ", refusal.<String>getList(refusal.fieldIndex(QuarantinedLines.REASONS)))
                + (field == null ? "" : ", field " + field) + ": " + refusal.getAs(QuarantinedLines.MESSAGE));
        details.add("by batch " + refusal.getAs(QuarantinedLines.INGEST_BATCH) + ", "
                + refusal.getAs(QuarantinedLines.STATUS));
    }

    private static LinePlace withoutRow(Lake lake, LedgerFile file, Optional<RawSale> sale, List<String> details) {
        if (sale.isEmpty()) {
            details.add("the lake has no row and no refusal of it, and it cannot be compared with other lines");
            return LinePlace.NOWHERE;
        }
        UnplacedLines.Found found =
                new ContentLookup(lake).find(List.of(sale.get())).get(0);
        KeptDays kept = KeptDays.of(lake);
        if (found == null && kept.mayHaveLetGo(sale.get(), file)) {
            details.add(
                    "its business day was let go: the lake keeps lines since " + kept.since() + " (maintain --keep)");
            return LinePlace.LET_GO;
        }
        if (found == null) {
            details.add("the lake has no row and no refusal of it, and no other line with its content");
            return LinePlace.NOWHERE;
        }
        if (found.replacement() != null) {
            details.add("replaced by " + found.replacement().file() + ":"
                    + found.replacement().line());
            return LinePlace.SUPERSEDED;
        }
        details.add("a duplicate of " + found.row().file() + ":" + found.row().line());
        return LinePlace.DUPLICATE;
    }
}
