package io.scanline.verify;

import io.scanline.table.SalesLines;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows of a table in the order of the lines that they come from, taken as the raw files are walked through. */
final class Cursor {
    private final Iterator<Row> rows;
    private Row ahead;

    Cursor(Iterator<Row> rows) {
        this.rows = rows;
        advance();
    }

    private void advance() {
        ahead = rows.hasNext() ? rows.next() : null;
    }

    /** Takes the next row if it comes from a place before this one; null where none is left. */
    Row takeBefore(String file, long line) {
        return ahead != null && compareAhead(file, line) < 0 ? take() : null;
    }

    /** Takes all rows that come from this place. */
    List<Row> takeAt(String file, long line) {
        List<Row> taken = new ArrayList<>(1);
        while (ahead != null && compareAhead(file, line) == 0) {
            taken.add(take());
        }
        return taken;
    }

    /** Takes the next row, whatever its place; null at the end. */
    Row take() {
        Row row = ahead;
        if (row != null) {
            advance();
        }
        return row;
    }

    private int compareAhead(String file, long line) {
        return LakePlace.compare(fileOf(ahead), lineOf(ahead), file, line);
    }

    static String fileOf(Row row) {
        return row.getAs(SalesLines.SOURCE_FILE);
    }

    static long lineOf(Row row) {
        return row.<Long>getAs(SalesLines.SOURCE_LINE);
    }

    static long batchOf(Row row) {
        return row.<Long>getAs(SalesLines.INGEST_BATCH);
    }
}
