package io.scanline.compare;

import io.scanline.table.HourlySales;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What a level's stores had in a period, or in one of the bases that it is compared with. Amounts and units are ten-thousandths;
 * what is not there is null.
 *
 * @param points periods that were added up
 * @param nearest days before the period of the nearest part that has trade
 * @param farthest days before the period of the farthest one
 */
record SideSums(
        Long netSales,
        Long units,
        Long transactions,
        Long grossSales,
        Long discount,
        Long registersPresent,
        Long registersExpected,
        int points,
        Integer nearest,
        Integer farthest) {
    private static final int DECIMALS = Types.MONEY.scale();

    /** Where a side's values stand in a row, in this order. */
    static final List<String> COLUMNS = List.of(
            HourlySales.NET_SALES,
            HourlySales.UNITS_SOLD,
            HourlySales.TRANSACTIONS,
            HourlySales.GROSS_SALES,
            HourlySales.DISCOUNT,
            StorePeriods.PRESENT,
            StorePeriods.EXPECTED,
            Pairs.TRADED,
            Pairs.NEAREST,
            Pairs.FARTHEST);

    /** Reads {@link #COLUMNS} from a place of the row on. */
    static SideSums of(Row row, int first) {
        return new SideSums(
                number(row, first),
                number(row, first + 1),
                number(row, first + 2),
                number(row, first + 3),
                number(row, first + 4),
                number(row, first + 5),
                number(row, first + 6),
                row.isNullAt(first + 7) ? 0 : Integer.bitCount(row.getInt(first + 7)),
                days(row, first + 8),
                days(row, first + 9));
    }

    private static Long number(Row row, int column) {
        return row.isNullAt(column) ? null : row.getLong(column);
    }

    private static Integer days(Row row, int column) {
        return row.isNullAt(column) ? null : row.getInt(column);
    }

    /** A metric's value, to four decimals; null where the side has none. Of periods that were added up, their mean. */
    BigDecimal of(Metric metric) {
        return switch (metric) {
            case NET_SALES -> mean(netSales, DECIMALS);
            case UNITS -> mean(units, DECIMALS);
            case TRANSACTIONS -> mean(transactions, 0);
            case BASKET_VALUE -> ratio(netSales, transactions, DECIMALS);
            case UNITS_PER_TRANSACTION -> ratio(units, transactions, DECIMALS);
            case DISCOUNT_RATE -> ratio(discount, grossSales, 0);
        };
    }

    private BigDecimal mean(Long sum, int scale) {
        return points == 0 ? null : ratio(sum, (long) points, scale);
    }

    /** @param scale decimals of the part */
    private static BigDecimal ratio(Long part, Long whole, int scale) {
        if (part == null || whole == null || whole == 0) {
            return null;
        }
        return BigDecimal.valueOf(part, scale).divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP);
    }
}
