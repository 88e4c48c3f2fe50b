package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Transform;
import io.scanline.table.HourlySales;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Streams the sorted hours of nodes, one node and department at a time, into rows of {@link Finding}: all tests that were made. */
record NodeTests(Set<Integer> scored) implements MapPartitionsFunction<Row, Row> {
    /** Brings the hours of a node together, all departments first; {@code also} orders rows of one hour. */
    static Transform byNode(String... also) {
        Column wholeFirst = when(col(HourSchema.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS), 0)
                .otherwise(1);
        Stream<Column> order = Stream.concat(
                Stream.of(
                        col(Nodes.LEVEL),
                        col(Nodes.ENTITY),
                        col(HourSchema.CURRENCY),
                        wholeFirst,
                        col(HourSchema.DEPARTMENT),
                        col(HourSchema.LOCAL_DATE),
                        col(HourSchema.HOUR)),
                Stream.of(also).map(Column::new));
        return hours -> hours.repartition(col(Nodes.LEVEL), col(Nodes.ENTITY), col(HourSchema.CURRENCY))
                .sortWithinPartitions(order.toArray(Column[]::new));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Walk(rows, scored);
    }

    private static final class Walk extends NodeWalk {
        private final Set<Integer> scored;
        private NodeHours whole;
        private Map<Integer, Double> dayMoney;

        Walk(Iterator<Row> rows, Set<Integer> scored) {
            super(rows);
            this.scored = scored;
        }

        @Override
        void take(NodeHours node, Row hour) {
            node.add(hour);
        }

        @Override
        void end(NodeHours node) {
            // all departments together come first
            if (whole == null
                    || !whole.level.equals(node.level)
                    || !whole.entity.equals(node.entity)
                    || !whole.currency.equals(node.currency)) {
                whole = node;
                dayMoney = NodeScan.dayMoney(node);
            }
            new NodeScan(node, scored, dayMoney, finding -> make(finding.row())).run();
        }
    }
}
