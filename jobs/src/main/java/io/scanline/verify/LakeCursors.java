package io.scanline.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
        report(rows -> rows.takeBefore(file, line), findings);
    }

    /** Reports all rows that are left. */
    void reportRest(Findings findings) {
        report(Cursor::take, findings);
    }

    private void report(Function<Cursor, Row> next, Findings findings) {
        report(() -> next.apply(sales), "sales_lines", findings);
        report(() -> next.apply(quarantined), "quarantined_lines", findings);
        report(() -> next.apply(corrections), "corrections", findings);
    }

    private static void report(Supplier<Row> next, String table, Findings findings) {
        for (Row row = next.get(); row != null; row = next.get()) {
            findings.add(
                    Cursor.fileOf(row),
                    Cursor.lineOf(row),
                    "nothing: no such line in a loaded file",
                    "a row of " + table + " by batch " + Cursor.batchOf(row));
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
