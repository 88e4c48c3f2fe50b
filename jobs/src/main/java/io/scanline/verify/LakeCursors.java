package io.scanline.verify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** The three tables that lines go to, walked through together. */
final class LakeCursors {
    private final Cursor sales;
    private final Cursor quarantined;
    private final Cursor corrections;

    LakeCursors(Cursor sales, Cursor quarantined, Cursor corrections) {
        this.sales = sales;
        this.quarantined = quarantined;
        this.corrections = corrections;
    }

    /** What the lake has of one line. */
    record AtLine(List<Row> sales, List<Row> quarantined, List<Row> corrections) {
        /** Rows of which a line may have one. */
        int count() {
            return sales.size() + quarantined.size();
        }

        String described() {
            return sales.size() + " rows of sales_lines and " + quarantined.size() + " of quarantined_lines";
        }

        /** A batch that has rows here and is not the one that the ledger names. */
        Optional<Long> ofOtherBatch(LedgerFile file) {
            return Stream.of(sales, quarantined, corrections)
                    .flatMap(List::stream)
                    .map(Cursor::batchOf)
                    .filter(other -> !file.standsFor(other))
                    .findFirst();
        }
    }

    /** How many rows a file has. */
    record Numbers(long sales, long quarantined) {}

    AtLine takeAt(String file, long line) {
        return new AtLine(sales.takeAt(file, line), quarantined.takeAt(file, line), corrections.takeAt(file, line));
    }

    /** Reports the rows of all places before this one: no line of a loaded file is theirs. */
    void reportBefore(String file, long line, Findings findings) {
        report(sales, "sales_lines", file, line, findings);
        report(quarantined, "quarantined_lines", file, line, findings);
        report(corrections, "corrections", file, line, findings);
    }

    private static void report(Cursor rows, String table, String file, long line, Findings findings) {
        for (Row row = rows.takeBefore(file, line); row != null; row = rows.takeBefore(file, line)) {
            report(row, table, findings);
        }
    }

    private static void report(Row row, String table, Findings findings) {
        findings.add(
                Cursor.fileOf(row),
                Cursor.lineOf(row),
                "nothing: no such line in a loaded file",
                "a row of " + table + " by batch " + Cursor.batchOf(row));
    }

    /** Reports all rows that are left. */
    void reportRest(Findings findings) {
        for (Row row = sales.take(); row != null; row = sales.take()) {
            report(row, "sales_lines", findings);
        }
        for (Row row = quarantined.take(); row != null; row = quarantined.take()) {
            report(row, "quarantined_lines", findings);
        }
        for (Row row = corrections.take(); row != null; row = corrections.take()) {
            report(row, "corrections", findings);
        }
    }

    /** Takes all rows of a file. */
    Numbers takeAll(String file) {
        long sold = takeAll(sales, file);
        long refused = takeAll(quarantined, file);
        takeAll(corrections, file);
        return new Numbers(sold, refused);
    }

    private static long takeAll(Cursor rows, String file) {
        long taken = 0;
        while (rows.takeBefore(file, Long.MAX_VALUE) != null) {
            taken++;
        }
        return taken;
    }
}
