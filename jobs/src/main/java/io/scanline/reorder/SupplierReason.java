package io.scanline.reorder;

import io.scanline.stats.SupplierMinimum;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a line's reason says of its supplier's minimum. */
final class SupplierReason {
    private SupplierReason() {}

    /** @param added units of the line */
    static String of(SupplierMinimum order, String supplier, String currency, BigDecimal added) {
        String asked = money(order.minimum()) + " " + currency;
        return switch (order.outcome()) {
            case FILLED ->
                "raised " + added.stripTrailingZeros().toPlainString() + " to fill the order of " + supplier
                        + " up to its minimum of " + asked;
            case OUT_OF_REACH ->
                "put off, as all that is sensible to order of " + supplier + " comes to " + money(order.reached())
                        + " of its minimum of " + asked;
            case NOT_WORTH_IT ->
                "put off, as filling the order of " + supplier + " up from " + money(order.ordered())
                        + " to its minimum of " + asked + " costs more than the order saves";
            case COST_UNKNOWN -> supplier + " asks for " + asked + " at least, and not every cost is known";
            case NOTHING_ORDERED, MET -> "";
        };
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
