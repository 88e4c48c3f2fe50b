package io.scanline.table;

import static org.apache.spark.sql.functions.col;

import io.scanline.config.ScanlineException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The currency that a chain's reports are in. */
public final class GroupCurrency {
    private GroupCurrency() {}

    /**
     * The chosen currency, or that of the chain's oldest store.
     *
     * @param chosen ISO 4217, or empty
     * @return empty where none is chosen and no store is there
     */
    public static String of(String chosen, Dataset<Row> stores) {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        List<String> oldest = stores.orderBy(col(Stores.OPENED_ON).asc_nulls_first(), col(Stores.STORE_ID))
                .select(Stores.CURRENCY)
                .as(Encoders.STRING())
                .takeAsList(1);
        return oldest.isEmpty() ? "" : oldest.get(0);
    }

    /**
     * @param chosen as somebody wrote it
     * @throws ScanlineException where it is neither empty nor the form of an ISO 4217 code
     */
    public static void check(String chosen) {
        if (!chosen.matches("([A-Z]{3})?")) {
            throw ScanlineException.usage(
                    "The reporting currency '" + chosen + "' is not an ISO 4217 code",
                    "Give three capital letters, such as EUR.");
        }
    }
}
