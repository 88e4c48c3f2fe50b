package io.scanline.verify;

import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Walks through raw files in the order of the lake's rows, and holds every line and every count against them. */
final class FileRecount {
    /** Reasons for which a line was refused before its fields were looked at. */
    private static final Set<String> UNREADABLE = Set.of("MALFORMED", "BAD_ENCODING", "TOO_LONG");

    private final LakeCursors lake;
    private final Findings findings;
    private final Totals totals;
    private final UnplacedLines unplaced;

    FileRecount(LakeCursors lake, Findings findings, Totals totals, UnplacedLines unplaced) {
        this.lake = lake;
        this.findings = findings;
        this.totals = totals;
        this.unplaced = unplaced;
    }

    /** A file's lines as they are counted here. */
    private static final class Count {
        private final LedgerFile file;
        private final UnplacedLines.OfFile withoutRow;
        private long total;
        private long header;
        private long blank;
        private long corrected;
        private long quarantined;
        private BigDecimal net = BigDecimal.ZERO.setScale(RawSale.SCALE);
        private boolean allNet = true;

        Count(LedgerFile file) {
            this.file = file;
            this.withoutRow = new UnplacedLines.OfFile(file);
        }
    }

    /** Recounts a file that is there. */
    void recount(LedgerFile file, RawFile raw) throws IOException {
        long before = findings.count();
        lake.reportBefore(file.uri(), 0, findings);
        Count count = new Count(file);
        RawRecords records = raw.records();
        while (records.next()) {
            lake.reportBefore(file.uri(), records.number(), findings);
            place(records, count);
        }
        lake.reportBefore(file.uri(), Long.MAX_VALUE, findings);
        boolean linesAgree = findings.count() == before;
        String hash = raw.readToHash();
        if (raw.length() != file.length()) {
            findings.ofFile(file.uri(), Mismatch.of("length", raw.length(), file.length()));
        } else if (!hash.equals(file.sha256())) {
            findings.ofFile(file.uri(), Mismatch.of("sha256", hash, file.sha256()));
        }
        if (linesAgree) {
            compare(count);
        }
        unplaced.end(count.withoutRow);
        totals.checked();
    }

    private void place(RawRecords records, Count count) {
        String file = count.file.uri();
        long line = records.number();
        LakeCursors.AtLine rows = lake.takeAt(file, line);
        count.total++;
        if (records.kind() != RawRecords.Kind.CONTENT) {
            boolean isBlank = records.kind() == RawRecords.Kind.BLANK;
            count.blank += isBlank ? 1 : 0;
            count.header += isBlank ? 0 : 1;
            totals.add(isBlank ? LinePlace.BLANK : LinePlace.HEADER, 1);
            if (rows.count() > 0) {
                findings.add(file, line, isBlank ? "a blank line" : "the header", rows.described());
            }
            return;
        }
        RawSale sale = records.sale();
        boolean isCorrection = !rows.corrections().isEmpty();
        count.corrected += isCorrection ? 1 : 0;
        if (rows.count() > 1 || rows.corrections().size() > 1) {
            findings.add(file, line, "one line", rows.described());
        }
        rows.ofOtherBatch(count.file)
                .ifPresent(batch ->
                        findings.add(file, line, "that batch " + count.file.batch() + " loaded it", "batch " + batch));
        if (!rows.quarantined().isEmpty()) {
            count.quarantined++;
            totals.add(LinePlace.QUARANTINED, 1);
            refused(records, sale, rows.quarantined().get(0), count);
            return;
        }
        addNet(sale, count);
        totals.add(LinePlace.CORRECTED, isCorrection ? 1 : 0);
        if (!rows.sales().isEmpty()) {
            totals.add(LinePlace.ACCEPTED, isCorrection ? 0 : 1);
            compare(records, sale, rows.sales().get(0), file);
        } else if (sale != null) {
            unplaced.add(count.withoutRow, line, isCorrection, sale);
        } else if (records.text() == null) {
            unplaced.addUntold(count.withoutRow);
        } else {
            totals.add(LinePlace.NOWHERE, 1);
            findings.add(file, line, "a line that cannot be split into fields", "nothing: no row and no refusal");
        }
    }

    private void addNet(RawSale sale, Count count) {
        BigDecimal net = sale == null || !sale.knowsNet() ? null : sale.net();
        count.allNet &= net != null;
        count.net = net == null ? count.net : count.net.add(net);
    }

    /** A refused line has the net amount that can be read from it, which counts in the balance. */
    private void refused(RawRecords records, RawSale sale, Row refusal, Count count) {
        List<String> reasons = refusal.getList(refusal.fieldIndex(QuarantinedLines.REASONS));
        BigDecimal stored = refusal.getAs(QuarantinedLines.NET_AMOUNT);
        boolean readable = reasons.stream().noneMatch(UNREADABLE::contains);
        boolean known = records.text() != null && (!readable || (sale != null && sale.knowsNet()));
        BigDecimal raw = readable && sale != null ? sale.net() : null;
        Mismatch mismatch = known ? ValueCheck.sameNumber(SalesLines.NET_AMOUNT, raw, stored) : null;
        if (mismatch != null) {
            findings.add(count.file.uri(), records.number(), mismatch);
        }
        count.allNet &= known;
        count.net = stored == null ? count.net : count.net.add(stored);
    }

    private void compare(RawRecords records, RawSale sale, Row row, String file) {
        totals.values(sale != null);
        if (sale == null) {
            if (records.text() != null) {
                findings.add(file, records.number(), "a line that cannot be split into fields", "a row of sales_lines");
            }
            return;
        }
        ValueCheck.compare(sale, row).ifPresent(mismatch -> findings.add(file, records.number(), mismatch));
        if (sale.knowsNet() && sale.net() != null) {
            totals.net(sale.net(), row.getAs(SalesLines.NET_AMOUNT));
        }
    }

    private void compare(Count count, String what, long counted, long ledger) {
        if (counted != ledger) {
            findings.ofFile(count.file.uri(), Mismatch.of(what, counted, ledger));
        }
    }

    private void compare(Count count) {
        LedgerFile ledger = count.file;
        compare(count, "lines", count.total, ledger.total());
        compare(count, "header lines", count.header, ledger.header());
        compare(count, "blank lines", count.blank, ledger.blank());
        compare(count, "corrected lines", count.corrected, ledger.corrected());
        compare(count, "quarantined lines", count.quarantined, ledger.quarantined());
        Mismatch net = count.allNet ? ValueCheck.sameNumber("sum of net_amount", count.net, ledger.net()) : null;
        if (net != null) {
            findings.ofFile(ledger.uri(), net);
        }
    }

    /** Passes over the rows of a file that is not there any more; only their numbers can be held against the ledger. */
    void passOver(LedgerFile file) {
        lake.reportBefore(file.uri(), 0, findings);
        LakeCursors.Numbers rows = lake.takeAll(file.uri());
        if (rows.sales() > file.accepted() + file.corrected() || rows.quarantined() != file.quarantined()) {
            findings.ofFile(
                    file.uri(),
                    new Mismatch(
                            "nothing, it is not there any more; its ledger row "
                                    + (file.accepted() + file.corrected()) + " rows and " + file.quarantined()
                                    + " refused lines",
                            rows.sales() + " rows and " + rows.quarantined() + " refused lines"));
        }
        totals.missing(file);
    }

    /** Passes over what is left of the rows of a file that cannot be read to its end. */
    void abandon(LedgerFile file) {
        lake.reportBefore(file.uri(), 0, findings);
        lake.takeAll(file.uri());
        totals.checked();
    }
}
