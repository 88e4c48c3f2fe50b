package io.scanline.simulate;

import io.scanline.calendar.SupplyCalendar;
import io.scanline.simulate.StoreItems.Excluded;
import io.scanline.table.SupplyTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Reads how the items of one store are ordered and sold; nulls become the defaults that the tables' comments state. */
final class ItemReader {
    private static final String PIECES = "EA";
    private static final double FINEST_WEIGHT = 0.1;
    private static final int LONGEST_LEAD_TIME_DAYS = 365;
    private static final double LARGEST_DEVIATION_DAYS = 30;

    /** The department of items that have none. */
    private static final String NO_DEPARTMENT = "UNKNOWN";

    private final Span span;
    private final String storeId;
    private final Map<SupplyCalendar, OrderCalendar> calendars = new HashMap<>();
    private BitSet closed;

    ItemReader(Span span, String storeId) {
        this.span = span;
        this.storeId = storeId;
    }

    /** Why an item cannot be replayed. */
    static final class NotReplayed extends Exception {
        private static final long serialVersionUID = 1;

        private final Excluded reason;

        NotReplayed(Excluded reason, String message) {
            super(message);
            this.reason = reason;
        }

        Excluded reason() {
            return reason;
        }
    }

    /**
     * @param demand by day; {@code first} is the first day of which something is known
     */
    ItemSeries item(String itemId, Row item, float[] demand, int first) throws NotReplayed {
        Row terms = item.getAs(SeriesInputs.TERMS);
        if (item.getAs(SeriesInputs.CURRENCY) == null) {
            throw unusable(itemId, terms, "the store is not in stores");
        }
        if (terms == null) {
            throw new NotReplayed(Excluded.NO_TERMS, null);
        }
        Supply supply = supply(itemId, item, terms);
        OrderCalendar calendar =
                calendars.computeIfAbsent(supply.calendar(), each -> OrderCalendar.of(each, span.first(), span.to()));
        BigDecimal ownCost = terms.getAs(SupplyTerms.UNIT_COST);
        String uom = item.getAs(SeriesInputs.UOM);
        ItemSeries series = new ItemSeries(
                itemId,
                department(item),
                withoutClosedDays(demand, closed(item)),
                promoted(item),
                first,
                end(item),
                supply,
                supplier(terms),
                calendar,
                Lateness.of(storeId, itemId, supply.calendar().leadTimeDeviation()),
                span.first().toEpochDay(),
                item.getAs(SeriesInputs.PRICE),
                ownCost == null ? item.getAs(SeriesInputs.PRODUCT_COST) : ownCost,
                uom == null || uom.equals(PIECES) ? 1 : FINEST_WEIGHT);
        if (!StoreReplay.isScored(series, span.from(), span.to())) {
            throw new NotReplayed(Excluded.SHORT_HISTORY, null);
        }
        return series;
    }

    private Supply supply(String itemId, Row item, Row terms) throws NotReplayed {
        int leadTime = terms.getAs(SupplyTerms.LEAD_TIME_DAYS);
        Double deviation = terms.getAs(SupplyTerms.LEAD_TIME_SD_DAYS);
        if (leadTime < 0 || leadTime > LONGEST_LEAD_TIME_DAYS) {
            throw unusable(itemId, terms, "lead_time_days must be from 0 to 365, was " + leadTime);
        }
        if (deviation != null && !(deviation >= 0 && deviation <= LARGEST_DEVIATION_DAYS)) {
            throw unusable(itemId, terms, "lead_time_sd_days must be from 0 to 30, was " + deviation);
        }
        Integer life = item.getAs(SeriesInputs.SHELF_LIFE_DAYS);
        try {
            return new Supply(
                    new SupplyCalendar(
                            SupplyCalendar.weekdays(terms.getAs(SupplyTerms.ORDER_WEEKDAYS)),
                            leadTime,
                            deviation == null ? 0 : deviation,
                            new Closures(closed(item), span.first())),
                    quantity(terms, SupplyTerms.PACK_SIZE, Supply.UNIT),
                    quantity(terms, SupplyTerms.MIN_ORDER, 0),
                    quantity(terms, SupplyTerms.MAX_ORDER, Supply.NO_LIMIT),
                    quantity(terms, SupplyTerms.SHELF_CAPACITY, Supply.NO_LIMIT),
                    quantity(terms, SupplyTerms.PRESENTATION_MIN, 0),
                    life == null ? 0 : Math.max(1, life));
        } catch (IllegalArgumentException e) {
            throw unusable(itemId, terms, e.getMessage());
        }
    }

    private static Supplier supplier(Row terms) {
        BigDecimal minimum = terms.getAs(SupplyTerms.SUPPLIER_MIN_ORDER_VALUE);
        return new Supplier(
                terms.getAs(SupplyTerms.SUPPLIER_ID), minimum == null ? BigDecimal.ZERO : minimum.max(BigDecimal.ZERO));
    }

    /** Days on which a store is closed; equal ones share a calendar. */
    private record Closures(BitSet days, LocalDate first) implements Predicate<LocalDate> {
        @Override
        public boolean test(LocalDate date) {
            long day = date.toEpochDay() - first.toEpochDay();
            return day >= 0 && days.get((int) day);
        }
    }

    private static long quantity(Row terms, String column, long otherwise) {
        BigDecimal value = terms.getAs(column);
        return value == null
                ? otherwise
                : value.multiply(BigDecimal.valueOf(Supply.UNIT))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    private BitSet closed(Row item) {
        if (closed == null) {
            closed = days(Stream.of(spans(item, SeriesInputs.CLOSURES)));
        }
        return closed;
    }

    private BitSet promoted(Row item) {
        return days(Stream.of(spans(item, SeriesInputs.PROMOTIONS), spans(item, SeriesInputs.CHAIN_PROMOTIONS)));
    }

    private static List<Row> spans(Row item, String column) {
        int at = item.fieldIndex(column);
        return item.isNullAt(at) ? List.of() : item.getList(at);
    }

    private BitSet days(Stream<List<Row>> spans) {
        BitSet days = new BitSet();
        int zero = (int) span.first().toEpochDay();
        spans.flatMap(List::stream).forEach(each -> {
            int from = Math.max(0, each.getInt(0) - zero);
            int to = each.getInt(1) - zero;
            if (to > from) {
                days.set(from, to);
            }
        });
        return days;
    }

    /** Nothing is known of demand on a day on which the store is closed; nobody wants anything on it either. */
    private static float[] withoutClosedDays(float[] demand, BitSet closed) {
        closed.stream().filter(day -> day < demand.length).forEach(day -> demand[day] = Float.NaN);
        return demand;
    }

    private int end(Row item) {
        Integer storeEnds = item.getAs(SeriesInputs.STORE_ENDS);
        Integer itemEnds = item.getAs(SeriesInputs.ITEM_ENDS);
        long zero = span.first().toEpochDay();
        long end = span.to() + (long) SupplyCalendar.LONGEST_WAIT + LONGEST_LEAD_TIME_DAYS;
        end = storeEnds == null ? end : Math.min(end, storeEnds - zero);
        return (int) (itemEnds == null ? end : Math.min(end, itemEnds - zero));
    }

    private static String department(Row item) {
        String path = item.getAs(SeriesInputs.DEPARTMENT);
        String top = path == null ? "" : path.split("/", 2)[0];
        return top.isEmpty() ? NO_DEPARTMENT : top;
    }

    private NotReplayed unusable(String itemId, Row terms, String problem) {
        String supplier = terms == null ? "" : "supplier " + terms.getAs(SupplyTerms.SUPPLIER_ID) + ", ";
        return new NotReplayed(
                Excluded.UNUSABLE_TERMS, supplier + "store " + storeId + ", item " + itemId + ": " + problem);
    }
}
