package io.scanline.simulate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.scanline.simulate.SimulateResult.PolicyScore;
import io.scanline.simulate.StoreItems.Excluded;
import io.scanline.table.PolicyScores;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The result of a simulation from the stores' sums: one value a policy, target and currency, however many stores. */
final class ScoreSummary {
    private final Span span;
    private final long rowsWritten;

    ScoreSummary(Span span, long rowsWritten) {
        this.span = span;
        this.rowsWritten = rowsWritten;
    }

    SimulateResult of(Dataset<Row> sums) {
        Column[] added = Stream.of(
                        PolicyScores.ITEMS_WITHOUT_COST,
                        PolicyScores.DEMAND_UNITS,
                        PolicyScores.SOLD_UNITS,
                        PolicyScores.WASTE_UNITS,
                        ReplayStores.STOCK_DAYS,
                        PolicyScores.LOST_MARGIN,
                        PolicyScores.WASTE_COST,
                        PolicyScores.HOLDING_COST)
                .map(name -> sum(col(name)).as(name))
                .toArray(Column[]::new);
        List<Row> rows = new ArrayList<>(sums.groupBy(
                        col(ReplayStores.EXCLUDED),
                        col(PolicyScores.POLICY),
                        col(PolicyScores.SERVICE_TARGET),
                        col(PolicyScores.CURRENCY))
                .agg(sum(col(PolicyScores.ITEMS)).as(PolicyScores.ITEMS), withExample(added))
                .orderBy(col(PolicyScores.POLICY), col(PolicyScores.SERVICE_TARGET), col(PolicyScores.CURRENCY))
                .collectAsList());
        List<Row> excluded = rows.stream().filter(ScoreSummary::isExcluded).toList();
        rows.removeIf(ScoreSummary::isExcluded);
        return result(excluded, rows);
    }

    private static Column[] withExample(Column[] added) {
        Column[] all = Arrays.copyOf(added, added.length + 1);
        all[added.length] = min(col(ReplayStores.EXAMPLE)).as(ReplayStores.EXAMPLE);
        return all;
    }

    private static boolean isExcluded(Row row) {
        return row.getAs(ReplayStores.EXCLUDED) != null;
    }

    private SimulateResult result(List<Row> excluded, List<Row> rows) {
        Map<String, Long> counts = new HashMap<>();
        String example = null;
        for (Row row : excluded) {
            counts.put(row.getAs(ReplayStores.EXCLUDED), row.getAs(PolicyScores.ITEMS));
            example = row.getAs(ReplayStores.EXAMPLE) == null ? example : row.getAs(ReplayStores.EXAMPLE);
        }
        Map<String, List<Row>> byEntry = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getAs(PolicyScores.POLICY) + " " + row.getAs(PolicyScores.SERVICE_TARGET),
                        TreeMap::new,
                        Collectors.toList()));
        List<Row> first =
                byEntry.isEmpty() ? List.of() : byEntry.values().iterator().next();
        return new SimulateResult(
                span.asOf(),
                span.scoredDays(),
                total(first, PolicyScores.ITEMS),
                counts.getOrDefault(Excluded.NO_TERMS.name(), 0L),
                counts.getOrDefault(Excluded.UNUSABLE_TERMS.name(), 0L),
                example,
                counts.getOrDefault(Excluded.SHORT_HISTORY.name(), 0L),
                total(first, PolicyScores.ITEMS_WITHOUT_COST),
                rowsWritten,
                byEntry.values().stream().map(ScoreSummary::score).toList());
    }

    private static long total(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> row.<Long>getAs(column)).sum();
    }

    private static PolicyScore score(List<Row> rows) {
        long wanted = total(rows, PolicyScores.DEMAND_UNITS);
        long sold = total(rows, PolicyScores.SOLD_UNITS);
        Map<String, BigDecimal> costs = new TreeMap<>();
        for (Row row : rows) {
            costs.put(
                    row.getAs(PolicyScores.CURRENCY),
                    row.<BigDecimal>getAs(PolicyScores.LOST_MARGIN)
                            .add(row.getAs(PolicyScores.WASTE_COST))
                            .add(row.getAs(PolicyScores.HOLDING_COST)));
        }
        return new PolicyScore(
                rows.get(0).getAs(PolicyScores.POLICY),
                rows.get(0).getAs(PolicyScores.SERVICE_TARGET),
                wanted == 0 ? null : (double) sold / wanted,
                sold == 0 ? null : (double) total(rows, ReplayStores.STOCK_DAYS) / sold,
                BigDecimal.valueOf(total(rows, PolicyScores.WASTE_UNITS), 4),
                costs);
    }
}
