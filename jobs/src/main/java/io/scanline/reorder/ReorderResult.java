package io.scanline.reorder;

import io.scanline.spark.Result;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was proposed for one order day, and what was not and why. Every item of a store that has a forecast is counted once
 * in {@code orders}, {@code notNeeded}, {@code blocked}, {@code belowMinimum}, {@code noOrderDay}, {@code withoutTerms} or {@code unusableTerms}.
 *
 * @param storeItems items of stores that have a forecast
 * @param orderCost cost of the orders, by currency, of the items whose cost is known
 * @param notNeeded items that could be ordered and whose stock lasts
 * @param blocked items in need for which a limit leaves no order
 * @param belowMinimum items in need that wait, as all that the store would order of their supplier comes to too little
 * @param noOrderDay items whose supplier takes no orders on this day
 * @param withoutTerms items that no supply terms name
 * @param unusableTerms items whose supply terms make no sense
 * @param unusableExample what is wrong with one of them; null where there is none
 * @param withoutStock items among the proposals whose stock is not known
 * @param oldStock items among the proposals whose stock was counted before the last day
 * @param phantomSuspects items among the proposals whose books show stock that does not sell
 * @param beyondHorizon items among the proposals that have to last beyond the forecast's last day
 * @param tuned items among the proposals that aim at what met their service target in a replay
 * @param filledUp items among the orders of which more is ordered, so that the supplier's order comes to its minimum
 * @param tunedThrough last day of that replay; null where there is none to go by
 * @param decided how earlier orders, as stores decided on them, compare with what was proposed
 */
public record ReorderResult(
        LocalDate asOf,
        LocalDate orderDate,
        long storeItems,
        long orders,
        Map<String, BigDecimal> orderCost,
        long notNeeded,
        long blocked,
        long belowMinimum,
        long noOrderDay,
        long withoutTerms,
        long unusableTerms,
        String unusableExample,
        long withoutStock,
        long oldStock,
        long phantomSuspects,
        long beyondHorizon,
        long tuned,
        long filledUp,
        LocalDate tunedThrough,
        Decisions.Totals decided)
        implements Result {

    @Override
    public String summary() {
        String cost = orderCost.entrySet().stream()
                .map(money -> money.getValue()
                                .setScale(2, java.math.RoundingMode.HALF_UP)
                                .toPlainString() + " " + money.getKey())
                .collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        text.append("Orders for %s: %d of %d items of stores%s"
                .formatted(orderDate, orders, storeItems, cost.isEmpty() ? "" : ", costing " + cost));
        text.append("\nNo order: %d have enough, %d wait for their supplier's order day, %d are blocked by a limit"
                .formatted(notNeeded, noOrderDay, blocked));
        if (filledUp + belowMinimum > 0) {
            text.append(
                    "\nMinimums of suppliers: more is ordered of %d, and %d in need wait for an order that is large enough"
                            .formatted(filledUp, belowMinimum));
        }
        if (withoutTerms + unusableTerms > 0) {
            text.append("\nCannot be ordered: %d without supply terms, %d with terms that make no sense%s"
                    .formatted(
                            withoutTerms, unusableTerms, unusableExample == null ? "" : " (" + unusableExample + ")"));
        }
        if (withoutStock + oldStock + phantomSuspects > 0) {
            text.append(
                    "\nTo check: %d without a known stock, %d with a stock older than %s, %d whose stock does not sell"
                            .formatted(withoutStock, oldStock, asOf, phantomSuspects));
        }
        if (beyondHorizon > 0) {
            text.append(
                    "\n%d have to last beyond the forecast, whose last week was repeated; forecast with a longer --horizon"
                            .formatted(beyondHorizon));
        }
        if (tuned > 0) {
            text.append("\nTuned: %d aim at what met their service target in the replay through %s"
                    .formatted(tuned, tunedThrough));
        }
        if (decided.scored() > 0) {
            text.append("\nScored %d decided orders: %d were changed, %d for the better, %d for the worse"
                    .formatted(decided.scored(), decided.changed(), decided.better(), decided.worse()));
        }
        return text.toString();
    }
}
