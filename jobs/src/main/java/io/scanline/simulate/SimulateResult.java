package io.scanline.simulate;

import io.scanline.spark.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the policies would have done. Every item that had demand is counted once in {@code items}, {@code withoutTerms},
 * {@code unusableTerms} or {@code shortHistory}.
 *
 * @param asOf last day that was replayed
 * @param days days that are scored
 * @param items items of stores that were replayed
 * @param withoutTerms items that no supply terms name
 * @param unusableTerms items whose supply terms make no sense
 * @param unusableExample what is wrong with one of them; null where there is none
 * @param shortHistory items that were not sold for long enough
 * @param withoutCost replayed items whose price or cost is not known: their units count, their money does not
 * @param rows rows of policy_scores written
 * @param scores of the whole chain
 */
public record SimulateResult(
        LocalDate asOf,
        int days,
        long items,
        long withoutTerms,
        long unusableTerms,
        String unusableExample,
        long shortHistory,
        long withoutCost,
        long rows,
        List<PolicyScore> scores)
        implements Result {

    /**
     * One policy and target, over all stores.
     *
     * @param fillRate null where there was no demand
     * @param meanStockDays null where nothing was sold
     * @param totalCost by currency
     */
    public record PolicyScore(
            String policy,
            double serviceTarget,
            Double fillRate,
            Double meanStockDays,
            BigDecimal wasteUnits,
            Map<String, BigDecimal> totalCost) {

        private String line() {
            return "%-24s %6.2f%% %9s %12s %12s  %s"
                    .formatted(
                            policy,
                            100 * serviceTarget,
                            fillRate == null ? "-" : "%.2f%%".formatted(100 * fillRate),
                            meanStockDays == null ? "-" : "%.1f days".formatted(meanStockDays),
                            wasteUnits.setScale(0, RoundingMode.HALF_UP).toPlainString(),
                            totalCost.entrySet().stream()
                                    .map(cost -> cost.getValue()
                                                    .setScale(0, RoundingMode.HALF_UP)
                                                    .toPlainString() + " " + cost.getKey())
                                    .collect(Collectors.joining(" + ")));
        }
    }

    @Override
    public String summary() {
        StringBuilder text =
                new StringBuilder("Replayed %d days to %s for %d items of stores (%d rows of policy_scores)"
                        .formatted(days, asOf, items, rows));
        if (withoutTerms + unusableTerms + shortHistory > 0) {
            text.append(
                    "\nNot replayed: %d without supply terms, %d with terms that make no sense%s, %d not sold for long enough"
                            .formatted(
                                    withoutTerms,
                                    unusableTerms,
                                    unusableExample == null ? "" : " (" + unusableExample + ")",
                                    shortHistory));
        }
        if (withoutCost > 0) {
            text.append(
                    "\n%d have no price or no cost: their units count, their money does not".formatted(withoutCost));
        }
        text.append("\n%-24s %7s %9s %12s %12s  %s"
                .formatted("Simulated", "target", "fill rate", "stock", "waste units", "total cost"));
        scores.forEach(score -> text.append('\n').append(score.line()));
        return text.toString();
    }
}
