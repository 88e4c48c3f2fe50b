package io.scanline.ingest;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Puts lines through the rules, one staged row a line, and a TALLY of what was read for every file of the task. */
final class JudgedLines implements Iterator<InternalRow> {
    private final Iterator<Row> lines;
    private final SalesRules rules;
    private final Map<String, Integer> filesByUri;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int filePlace;
    private final int linePlace;
    private final int defectPlace;
    private final int messagePlace;
    private final int rawPlace;
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private Iterator<Map.Entry<Integer, Tally>> closing;

    /** @param filesByUri numbers of files, where the lines name them by location; else empty */
    JudgedLines(Iterator<Row> lines, SalesRules.Setting setting, Map<String, Integer> filesByUri) {
        this.lines = lines;
        this.rules = new SalesRules(setting);
        this.filesByUri = filesByUri;
        LineLayout layout = setting.layout();
        this.filePlace = layout.place(SourceLines.FILE);
        this.linePlace = layout.place(SourceLines.LINE);
        this.defectPlace = layout.place(SourceLines.DEFECT);
        this.messagePlace = layout.place(SourceLines.MESSAGE);
        this.rawPlace = layout.place(SourceLines.RAW);
    }

    @Override
    public boolean hasNext() {
        if (closing == null && lines.hasNext()) {
            return true;
        }
        closing = closing == null ? tallies.entrySet().iterator() : closing;
        return closing.hasNext();
    }

    @Override
    public InternalRow next() {
        if (closing == null && lines.hasNext()) {
            return judged(lines.next());
        }
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Map.Entry<Integer, Tally> tally = closing.next();
        return StagedRow.tally(
                tally.getKey(), tally.getValue().lines, tally.getValue().net());
    }

    private InternalRow judged(Row line) {
        int file = file(line.get(filePlace));
        StagedRow row = new StagedRow(file, line.getLong(linePlace));
        String defect = defectPlace < 0 ? null : line.getString(defectPlace);
        if (defect == null) {
            rules.judge(line, row);
            if (row.quarantined() || rawPlace >= 0) {
                rules.raw(line).ifPresent(raw -> row.set(StagedLines.RAW, raw));
            }
        } else if (defect.equals(SourceLines.HEADER) || defect.equals(SourceLines.BLANK)) {
            row.set(StagedLines.VERDICT, defect);
        } else {
            row.quarantine(java.util.List.of(defect), null, line.getString(messagePlace));
            row.set(StagedLines.RAW, CardNumbers.mask(line.getString(rawPlace)));
        }
        tallies.computeIfAbsent(file, number -> new Tally()).add(row.parsedNet());
        return row.row();
    }

    /** Files by number, or by location, which Spark writes with other slashes and escapes than the listing. */
    private int file(Object name) {
        return name instanceof Integer number
                ? number
                : numbers.computeIfAbsent((String) name, uri -> filesByUri.get(new Path(URI.create(uri)).toString()));
    }

    private static final class Tally {
        private long lines;
        private long net;
        private BigDecimal carried = BigDecimal.ZERO;

        void add(long tenThousandths) {
            lines++;
            if (tenThousandths != FixedPoint.NONE) {
                net += tenThousandths;
                if (Math.abs(net) > Long.MAX_VALUE / 4) {
                    carried = net();
                    net = 0;
                }
            }
        }

        BigDecimal net() {
            return carried.add(BigDecimal.valueOf(net, FixedPoint.SCALE));
        }
    }
}
