package io.scanline.reorder;

import io.scanline.reorder.ProposeOrder.Draft;
import io.scanline.stats.SupplierMinimum;
import io.scanline.table.SupplyTerms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Rows of {@link OrderInputs} to outcomes, one each. The items that a store orders of a supplier with a minimum come one after the
 * other and are held until their order is settled; all others pass one by one.
 */
final class ProposeOrders implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final ProposeOrder propose;

    ProposeOrders(LocalDate orderDate, double serviceTarget) {
        this.propose = new ProposeOrder(orderDate, serviceTarget);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Orders(rows), 0), false)
                .flatMap(List::stream)
                .iterator();
    }

    /** Of a supplier without a minimum each item is an order of its own. */
    private final class Orders implements Iterator<List<Row>> {
        private final Iterator<Row> rows;
        private Row ahead;

        Orders(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return ahead != null || rows.hasNext();
        }

        @Override
        public List<Row> next() {
            Row first = ahead == null ? rows.next() : ahead;
            ahead = null;
            if (minimum(first).signum() <= 0) {
                // the largest minimum of an order comes first
                return List.of(propose.alone(first));
            }
            List<Draft> drafts = new ArrayList<>();
            drafts.add(propose.draft(first));
            while (ahead == null && rows.hasNext()) {
                Row row = rows.next();
                if (isOfOneOrder(first, row)) {
                    drafts.add(propose.draft(row));
                } else {
                    ahead = row;
                }
            }
            return settled(drafts);
        }
    }

    private List<Row> settled(List<Draft> drafts) {
        List<Draft> lines =
                drafts.stream().filter(draft -> draft.ladder() != null).toList();
        BigDecimal minimum = lines.stream()
                .map(line -> minimum(line.input()))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        SupplierMinimum order =
                SupplierMinimum.of(minimum, lines.stream().map(Draft::ladder).toList());
        List<Row> outcomes = new ArrayList<>(drafts.size());
        int line = 0;
        for (Draft draft : drafts) {
            long added = draft.ladder() == null ? 0 : order.added()[line++];
            boolean concerned = added > 0 || (draft.ladder() != null && order.concerns(draft.ladder()));
            outcomes.add(concerned ? propose.underMinimum(draft, order, added) : draft.outcome());
        }
        return outcomes;
    }

    private static boolean isOfOneOrder(Row one, Row other) {
        return one.getAs(OrderInputs.STORE_ID).equals(other.getAs(OrderInputs.STORE_ID))
                && Objects.equals(supplier(one), supplier(other));
    }

    private static String supplier(Row row) {
        Row terms = row.getAs(OrderInputs.TERMS);
        return terms == null ? null : terms.getAs(SupplyTerms.SUPPLIER_ID);
    }

    private static BigDecimal minimum(Row row) {
        Row terms = row.getAs(OrderInputs.TERMS);
        BigDecimal minimum = terms == null ? null : terms.getAs(SupplyTerms.SUPPLIER_MIN_ORDER_VALUE);
        return minimum == null ? BigDecimal.ZERO : minimum;
    }
}
