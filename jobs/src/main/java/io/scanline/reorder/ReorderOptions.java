package io.scanline.reorder;

import io.scanline.config.ScanlineException;
import java.time.LocalDate;

/**
 * @param asOf last day of history behind the forecasts to order from; orders are placed on the next day. Null is the last
 *     business day of the sales lines
 * @param serviceTarget service for items whose supply terms set none, between 0 and 1
 * @param tuned whether to aim, where a replay was tuned, at what met the service target in it
 */
public record ReorderOptions(LocalDate asOf, double serviceTarget, boolean tuned) {
    public static final String DEFAULT_SERVICE_TARGET = "0.95";

    public ReorderOptions {
        if (!(serviceTarget > 0 && serviceTarget < 1)) {
            throw ScanlineException.usage(
                    "--service-target must be between 0 and 1, was " + serviceTarget + ".",
                    "0.95 lets demand go unmet before one delivery in twenty.");
        }
    }
}
