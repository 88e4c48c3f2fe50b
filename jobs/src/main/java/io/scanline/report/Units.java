package io.scanline.report;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** The unit in which an item's demand and orders are counted: pieces, or kilograms for weighed items. */
final class Units {
    static final String PIECE = "EA";
    static final String KILOGRAM = "KGM";

    private Units() {}

    static Column of(Column uom) {
        return when(uom.isin(KILOGRAM, "GRM", "LBR"), KILOGRAM)
                .when(uom.isNull(), lit(PIECE))
                .otherwise(uom);
    }
}
