package io.scanline.simulate;

import java.math.BigDecimal;

/**
 * Who an item is ordered of.
 *
 * @param minimumOrder money that all lines of a store's order must come to together; 0 for none
 */
record Supplier(String id, BigDecimal minimumOrder) {
    boolean asksForMinimum() {
        return minimumOrder.signum() > 0;
    }
}
