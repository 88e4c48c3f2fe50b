package io.scanline.ingest;

import io.scanline.table.Corrections;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Walks through lines sorted by key, the loaded one first, then in the order of files and lines, and settles each as if it
 * were delivered alone: the same content is a duplicate, a newer message replaces the line that stands (by the rule of the load
 * also a later file's line), anything else collides.
 */
final class KeySettlement implements Iterator<Row> {
    /** Whether the line is in the lake already. */
    static final String LOADED = "loaded";

    /** The line as one JSON object. */
    static final String CONTENT = "content";

    /** Whether a later line of the same batch replaced this one, so that it is not published. */
    static final String SUPERSEDED = "superseded";

    /** Whether the line that stood before is in the lake, and has to go. */
    static final String REPLACES_LOADED = "replaces_loaded";

    /** The batch's number of the file of the line that stood before; for a line of the lake, its file is named itself. */
    static final String REPLACED_FILE = "replaced_file";

    static final String NEW = "NEW";
    static final String DUPLICATE = "DUPLICATE";
    static final String CORRECTED = "CORRECTED";
    static final String COLLISION = "COLLISION";

    static final StructType SCHEMA = new StructType()
            .add(StagedLines.FILE, Types.INT)
            .add(StagedLines.LINE, Types.LONG)
            .add(StagedLines.VERDICT, Types.STRING)
            .add(SUPERSEDED, Types.BOOLEAN)
            .add(REPLACES_LOADED, Types.BOOLEAN)
            .add(REPLACED_FILE, Types.INT)
            .add(Corrections.REPLACED_SOURCE_FILE, Types.STRING)
            .add(Corrections.REPLACED, Types.STRING)
            .add(Corrections.REPLACEMENT, Types.STRING)
            .add(Corrections.REPLACED_NET_AMOUNT, Types.MONEY)
            .add(Corrections.REPLACEMENT_NET_AMOUNT, Types.MONEY);

    private final Iterator<Row> lines;
    private final CorrectionRule rule;
    private Row ahead;
    private Row standing;
    private Row settled;
    private boolean replacedLoaded;
    private Row ready;

    KeySettlement(Iterator<Row> lines, CorrectionRule rule) {
        this.lines = lines;
        this.rule = rule;
    }

    @Override
    public boolean hasNext() {
        while (ready == null && (lines.hasNext() || settled != null)) {
            step();
        }
        return ready != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = ready;
        ready = null;
        return row;
    }

    /** Takes one line further; the verdict on the line that stands waits until it is known whether a later one replaces it. */
    private void step() {
        if (!lines.hasNext()) {
            ready = settled;
            settled = null;
            return;
        }
        ahead = lines.next();
        if (standing == null || !sameKey(standing, ahead)) {
            ready = settled;
            begin();
        } else if (Objects.equals(hash(standing), hash(ahead))) {
            ready = verdict(ahead, DUPLICATE, false, null);
        } else if (replaces(ahead, standing)) {
            ready = settled == null ? null : superseded(settled);
            replacedLoaded |= isLoaded(standing);
            settled = verdict(ahead, CORRECTED, replacedLoaded, standing);
            standing = ahead;
        } else {
            ready = verdict(ahead, COLLISION, false, standing);
        }
    }

    private void begin() {
        standing = ahead;
        replacedLoaded = false;
        settled = isLoaded(ahead) ? null : verdict(ahead, NEW, false, null);
    }

    private static boolean sameKey(Row a, Row b) {
        return Duplicates.KEY.stream().allMatch(name -> Objects.equals(a.getAs(name), b.getAs(name)));
    }

    private boolean replaces(Row candidate, Row standing) {
        Long mine = candidate.getAs(SalesLines.MESSAGE_TS);
        Long theirs = standing.getAs(SalesLines.MESSAGE_TS);
        if (mine != null && theirs != null && !mine.equals(theirs)) {
            return mine > theirs;
        }
        return rule == CorrectionRule.ACCEPT
                && !Objects.equals(candidate.getAs(StagedLines.FILE), standing.getAs(StagedLines.FILE));
    }

    private static boolean isLoaded(Row line) {
        return line.<Boolean>getAs(LOADED);
    }

    private static String hash(Row line) {
        return line.getAs(SalesLines.LINE_HASH);
    }

    private static Row verdict(Row line, String verdict, boolean replacesLoaded, Row before) {
        return RowFactory.create(
                line.getAs(StagedLines.FILE),
                line.getAs(StagedLines.LINE),
                verdict,
                false,
                replacesLoaded,
                before == null ? null : before.<Integer>getAs(StagedLines.FILE),
                before == null ? null : before.<String>getAs(SalesLines.SOURCE_FILE),
                before == null ? null : before.<String>getAs(CONTENT),
                before == null ? null : line.<String>getAs(CONTENT),
                before == null ? null : before.<BigDecimal>getAs(SalesLines.NET_AMOUNT),
                before == null ? null : line.<BigDecimal>getAs(SalesLines.NET_AMOUNT));
    }

    private static Row superseded(Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        values[SCHEMA.fieldIndex(SUPERSEDED)] = true;
        return RowFactory.create(values);
    }
}
