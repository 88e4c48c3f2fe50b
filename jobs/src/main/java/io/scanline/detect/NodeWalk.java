package io.scanline.detect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Streams sorted hours, one node and department at a time, into the rows that are made of them. */
abstract class NodeWalk implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Deque<Row> ready = new ArrayDeque<>();
    private Row next;

    /** @param rows as {@link NodeTests#byNode} sorts them */
    NodeWalk(Iterator<Row> rows) {
        this.rows = rows;
        this.next = rows.hasNext() ? rows.next() : null;
    }

    /** One hour of a node. */
    abstract void take(NodeHours node, Row hour);

    /** All hours of a node were taken; what is made of them goes to {@link #make}. */
    abstract void end(NodeHours node);

    final void make(Row row) {
        ready.add(row);
    }

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty() && next != null) {
            NodeHours node = new NodeHours(next);
            while (next != null && node.holds(next)) {
                take(node, next);
                next = rows.hasNext() ? rows.next() : null;
            }
            end(node);
        }
        return !ready.isEmpty();
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.poll();
    }
}
