package io.scanline.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lines without a row of their own that are not quarantined either: the lake must have their content from another line, must
 * have replaced it, or must have let their business day go. They are looked up together, some thousand at a time, so that memory stays bounded.
 */
final class UnplacedLines {
    static final int AT_ONCE = 20_000;

    /** Where the lake has the contents of lines; see {@link ContentLookup}. */
    interface Lookup {
        /** By position in the list, what was found; nothing for what was not. */
        Map<Integer, Found> find(List<RawSale> sales);

        /** Rows of corrections in the whole lake. */
        long corrections();
    }

    /**
     * Where a content is.
     *
     * @param row a row that has it; null for none
     * @param replacement the line that replaced it; null for none
     */
    record Found(Place row, Place replacement) {}

    record Place(String file, long line) {}

    /** The unplaced lines of one file, of which some may still wait. */
    static final class OfFile {
        private final LedgerFile ledger;
        private long likeRows;
        private long replaced;
        private long untold;
        private long nowhere;
        private long letGo;
        private long lastLikeRow;

        OfFile(LedgerFile ledger) {
            this.ledger = ledger;
        }
    }

    private record Waiting(OfFile file, long line, boolean correction, RawSale sale) {}

    private final Lookup lookup;
    private final Findings findings;
    private final Totals totals;
    private final KeptDays kept;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<OfFile> ended = new ArrayList<>();

    UnplacedLines(Lookup lookup, Findings findings, Totals totals, KeptDays kept) {
        this.lookup = lookup;
        this.findings = findings;
        this.totals = totals;
        this.kept = kept;
    }

    /** @param correction whether the line itself was a correction, and has been replaced since */
    void add(OfFile file, long line, boolean correction, RawSale sale) {
        waiting.add(new Waiting(file, line, correction, sale));
        if (waiting.size() >= AT_ONCE) {
            lookUp();
        }
    }

    /** A line that cannot be compared with rows: it counts, no more. */
    void addUntold(OfFile file) {
        file.untold++;
    }

    void end(OfFile file) {
        ended.add(file);
    }

    /** Settles what waits; files that have ended are held to the ledger's counts. */
    void finish() {
        lookUp();
    }

    private void lookUp() {
        Map<Integer, Found> found = waiting.isEmpty()
                ? Map.of()
                : lookup.find(waiting.stream().map(Waiting::sale).toList());
        for (int i = 0; i < waiting.size(); i++) {
            settle(waiting.get(i), found.get(i));
        }
        waiting.clear();
        ended.forEach(this::judge);
        ended.clear();
    }

    private void settle(Waiting line, Found found) {
        if (found == null && kept.mayHaveLetGo(line.sale(), line.file().ledger)) {
            line.file().letGo += line.correction() ? 0 : 1;
            totals.add(LinePlace.LET_GO, line.correction() ? 0 : 1);
        } else if (found == null) {
            findings.add(
                    line.file().ledger.uri(),
                    line.line(),
                    "a sale over " + line.sale().net() + " that nothing replaced",
                    "nothing: no row, no refusal, and no other row with its content");
            line.file().nowhere += line.correction() ? 0 : 1;
            totals.add(LinePlace.NOWHERE, line.correction() ? 0 : 1);
        } else if (!line.correction() && found.replacement() != null) {
            line.file().replaced++;
        } else if (!line.correction()) {
            line.file().likeRows++;
            line.file().lastLikeRow = line.line();
        }
    }

    /** Holds a file's unplaced lines to the ledger: its duplicates, and accepted lines that were replaced since. */
    private void judge(OfFile file) {
        long duplicates = file.ledger.duplicate();
        long all = file.likeRows + file.replaced + file.untold;
        long counted = Math.max(file.likeRows, Math.min(duplicates, all));
        long unexplained = all - duplicates - file.replaced - untoldReplaced(file);
        // of lines that cannot be compared, the ledger alone says on which days the file had rows
        long untoldLetGo = kept.mayHaveLetGo(file.ledger) ? Math.max(0, Math.min(file.untold, unexplained)) : 0;
        totals.add(LinePlace.DUPLICATE, counted);
        totals.add(LinePlace.SUPERSEDED, all - counted - untoldLetGo);
        totals.add(LinePlace.LET_GO, untoldLetGo);
        if (file.nowhere > 0) {
            return;
        }
        if (file.likeRows > duplicates) {
            findings.add(
                    file.ledger.uri(),
                    file.lastLikeRow,
                    "one of " + file.likeRows + " lines without a row that other rows repeat",
                    duplicates + " of the file's lines are duplicates, so a row is missing");
        } else if (all + file.letGo < duplicates) {
            findings.ofFile(
                    file.ledger.uri(),
                    new Mismatch(all + " lines have no row of their own", duplicates + " lines are duplicates"));
        } else if (unexplained > untoldLetGo) {
            findings.ofFile(
                    file.ledger.uri(),
                    new Mismatch(
                            all + " lines have no row of their own",
                            duplicates + " lines are duplicates, and " + file.replaced + " were replaced"));
        }
    }

    /** Lines that cannot be compared may have been replaced, as many as the lake has corrections. */
    private long untoldReplaced(OfFile file) {
        return file.untold == 0 ? 0 : Math.min(file.untold, lookup.corrections());
    }
}
