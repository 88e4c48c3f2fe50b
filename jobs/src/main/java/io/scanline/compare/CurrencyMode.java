package io.scanline.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import io.scanline.table.TrendComparisons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * In which money a store's periods are compared: each currency by itself, or all in the group's at the rates of the base, so that
 * what exchange rates did is no trend.
 */
final class CurrencyMode {
    private final Optional<String> group;

    private CurrencyMode(Optional<String> group) {
        this.group = group;
    }

    /** Currencies as they are, and where there are several, or another than the group's, in the group's too. */
    static List<CurrencyMode> of(Set<String> currencies, String group) {
        List<CurrencyMode> modes = new ArrayList<>(List.of(new CurrencyMode(Optional.empty())));
        if (!group.isEmpty() && !currencies.equals(Set.of(group))) {
            modes.add(new CurrencyMode(Optional.of(group)));
        }
        return modes;
    }

    /** As the table says it. */
    String name() {
        return group.isPresent() ? TrendComparisons.CONSTANT : TrendComparisons.REPORTED;
    }

    /** The rows that it is for: in the group's currency, days and longer periods of all departments together. */
    Column isFor() {
        return group.isEmpty()
                ? lit(true)
                : PeriodKind.HOUR
                        .isThis()
                        .equalTo(false)
                        .and(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS));
    }

    Column currency() {
        return group.map(currency -> lit(currency)).orElse(col(HourlySales.CURRENCY));
    }

    /** Adds the columns that the other methods name. */
    Dataset<Row> prepared(Dataset<Row> pairs) {
        if (group.isEmpty()) {
            return pairs;
        }
        Map<String, Column> columns = new HashMap<>();
        for (Side side : Side.PAST) {
            columns.put(
                    base(side),
                    at(side, coalesce(rate(side), rate(Side.NOW)))
                            .withField(HourlySales.NET_SALES, side.value(HourlySales.NET_SALES_REPORTING)));
        }
        for (Comparison comparison : Comparison.values()) {
            Column rate = coalesce(Stream.concat(comparison.sides().stream(), Stream.of(Side.NOW))
                    .map(CurrencyMode::rate)
                    .toArray(Column[]::new));
            columns.put(now(comparison), when(isFor(), at(Side.NOW, rate)));
        }
        return pairs.withColumns(columns);
    }

    /** The column of the period's own values, which in constant currency depend on what they are compared with. */
    String now(Comparison comparison) {
        return group.isEmpty() ? Side.NOW.name() : TrendComparisons.CONSTANT + "_NOW_" + comparison.name();
    }

    /** The column of a base's values. */
    String base(Side side) {
        return group.isEmpty() ? side.name() : TrendComparisons.CONSTANT + "_" + side.name();
    }

    /** Whether all that the comparison needs of the store can be said in this money. */
    Column isKnown(Comparison comparison) {
        return group.isEmpty()
                ? lit(true)
                : Stream.concat(Stream.of(Side.NOW), comparison.sides().stream())
                        .map(side -> coalesce(side.value(StorePeriods.WITHOUT_RATE), lit(0L))
                                .equalTo(0))
                        .reduce(lit(true), Column::and);
    }

    private static Column at(Side side, Column rate) {
        Column values = col(side.name());
        for (String money : List.of(HourlySales.NET_SALES, HourlySales.GROSS_SALES, HourlySales.DISCOUNT)) {
            Column converted =
                    round(side.value(money).cast("double").multiply(rate)).cast("long");
            values = values.withField(money, converted);
        }
        return values;
    }

    /** What a side's sales were worth in the group's currency, by the days' rates; null without sales. */
    private static Column rate(Side side) {
        Column net = side.value(HourlySales.NET_SALES);
        return when(
                net.notEqual(0),
                side.value(HourlySales.NET_SALES_REPORTING).cast("double").divide(net));
    }
}
