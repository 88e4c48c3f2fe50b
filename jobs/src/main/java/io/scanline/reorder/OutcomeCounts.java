package io.scanline.reorder;

import io.scanline.table.ReorderProposals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The result from one row of counts per status and currency. */
final class OutcomeCounts {
    static final String ITEMS = "items";
    static final String COST = "cost";
    static final String WITHOUT_STOCK = "without_stock";
    static final String OLD_STOCK = "old_stock";
    static final String PHANTOMS = "phantoms";
    static final String BEYOND_HORIZON = "beyond_horizon";
    static final String TUNED = "tuned";
    static final String FILLED_UP = "filled_up";
    static final String EXAMPLE = "example";

    private OutcomeCounts() {}

    static ReorderResult of(
            LocalDate asOf, List<Row> counts, Optional<LocalDate> tunedThrough, Decisions.Totals decided) {
        return new ReorderResult(
                asOf,
                asOf.plusDays(1),
                total(counts, ITEMS),
                items(counts, Proposal.Status.PROPOSED.name()),
                costs(counts),
                items(counts, Proposal.Status.NOT_NEEDED.name()),
                items(counts, Proposal.Status.BLOCKED.name()),
                items(counts, Proposal.Status.BELOW_MINIMUM.name()),
                items(counts, ProposeOrder.NO_ORDER_DAY),
                items(counts, ProposeOrder.NO_TERMS),
                items(counts, ProposeOrder.UNUSABLE_TERMS),
                counts.stream()
                        .map(row -> row.<String>getAs(EXAMPLE))
                        .filter(Objects::nonNull)
                        .min(String::compareTo)
                        .orElse(null),
                total(counts, WITHOUT_STOCK),
                total(counts, OLD_STOCK),
                total(counts, PHANTOMS),
                total(counts, BEYOND_HORIZON),
                total(counts, TUNED),
                total(counts, FILLED_UP),
                tunedThrough.orElse(null),
                decided);
    }

    private static long total(List<Row> counts, String column) {
        return counts.stream().mapToLong(row -> row.<Long>getAs(column)).sum();
    }

    private static long items(List<Row> counts, String status) {
        return total(
                counts.stream()
                        .filter(row -> status.equals(row.getAs(ReorderProposals.STATUS)))
                        .toList(),
                ITEMS);
    }

    private static Map<String, BigDecimal> costs(List<Row> counts) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        for (Row row : counts) {
            BigDecimal cost = row.getAs(COST);
            if (cost != null && cost.signum() > 0) {
                costs.merge(row.getAs(ReorderProposals.CURRENCY), cost, BigDecimal::add);
            }
        }
        return costs;
    }
}
