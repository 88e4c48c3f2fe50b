package io.scanline.detect;

import io.scanline.table.HourlySales;
import io.scanline.table.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * As {@link NodeTests}, at every step of a replay. Of the tests that cannot be events, those of one family at one step of a node
 * are one row, which says how many they were: the control of false discoveries needs no more of them.
 *
 * @param steps by epoch day: the moments at which the day is tested, epoch seconds, rising
 * @param leastP findings less certain than this are no events
 */
record NodeReplay(Map<Integer, long[]> steps, double leastP) implements MapPartitionsFunction<Row, Row> {
    /** Epoch second at which the finding was made. */
    static final String AS_OF = "as_of";
    /** Tests that the row stands for. */
    static final String TESTS = "tests";

    static final StructType SCHEMA =
            Finding.SCHEMA.add(AS_OF, Types.LONG, false).add(TESTS, Types.LONG, false);

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Walk(rows);
    }

    private final class Walk extends NodeWalk {
        private final Map<Integer, double[]> dayMoney = new HashMap<>();
        private List<NodeHour> hours = new ArrayList<>();

        Walk(Iterator<Row> rows) {
            super(rows);
        }

        @Override
        void take(NodeHours node, Row hour) {
            hours.add(NodeHour.ofReplay(hour));
        }

        @Override
        void end(NodeHours node) {
            // all departments together come first
            boolean whole = node.department.equals(HourlySales.ALL_DEPARTMENTS);
            if (whole) {
                dayMoney.clear();
            }
            new ReplayedNode(node, hours, dayMoney, whole).run(steps, this::add);
            hours = new ArrayList<>();
        }

        private void add(long asOf, List<Finding> findings) {
            Map<Double, Finding> likeliest = new HashMap<>();
            Map<Double, Long> counts = new HashMap<>();
            for (Finding finding : findings) {
                if (finding.p() <= leastP) {
                    make(row(finding, asOf, 1));
                } else {
                    double family = Discoveries.shareOfFalseOnes(finding);
                    likeliest.merge(family, finding, (a, b) -> a.p() <= b.p() ? a : b);
                    counts.merge(family, 1L, Long::sum);
                }
            }
            likeliest.forEach((family, finding) -> make(row(finding, asOf, counts.get(family))));
        }

        private static Row row(Finding finding, long asOf, long tests) {
            Row row = finding.row();
            Object[] values = new Object[row.size() + 2];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.get(i);
            }
            values[row.size()] = asOf;
            values[row.size() + 1] = tests;
            return RowFactory.create(values);
        }
    }
}
