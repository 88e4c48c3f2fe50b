package io.scanline.detect;

import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Joins findings of one kind that follow each other: hour on hour, or close of trade on the next day's opening. Rows come sorted. */
record MergedWindows() implements MapPartitionsFunction<Row, Row> {
    static final String[] ORDER = {
        Nodes.LEVEL, Nodes.ENTITY, HourSchema.CURRENCY, HourSchema.DEPARTMENT, Finding.KIND, Finding.FROM
    };

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            private Finding pending = rows.hasNext() ? Finding.of(rows.next()) : null;

            @Override
            public boolean hasNext() {
                return pending != null;
            }

            @Override
            public Row next() {
                if (pending == null) {
                    throw new NoSuchElementException();
                }
                Finding whole = pending;
                pending = null;
                while (rows.hasNext() && pending == null) {
                    Finding following = Finding.of(rows.next());
                    if (follows(whole, following)) {
                        whole = whole.with(following);
                    } else {
                        pending = following;
                    }
                }
                return whole.row();
            }
        };
    }

    /** As {@link #call}, of a list. */
    static List<Finding> of(List<Finding> findings) {
        List<Finding> merged = new ArrayList<>();
        new MergedWindows()
                .call(findings.stream().map(Finding::row).iterator())
                .forEachRemaining(row -> merged.add(Finding.of(row)));
        return Collections.unmodifiableList(merged);
    }

    private static boolean follows(Finding before, Finding after) {
        return before.level().equals(after.level())
                && before.entity().equals(after.entity())
                && before.currency().equals(after.currency())
                && before.department().equals(after.department())
                && before.kind() == after.kind()
                && before.direction() == after.direction()
                && adjacent(before, after);
    }

    private static boolean adjacent(Finding before, Finding after) {
        boolean sameWeek = before.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                == after.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        boolean nextDay =
                before.lastDay().plusDays(1).equals(after.day()) && before.closesDay() && after.opensDay() && sameWeek;
        return nextDay || (before.lastDay().equals(after.day()) && before.to() == after.from());
    }
}
