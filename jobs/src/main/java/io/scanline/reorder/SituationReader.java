package io.scanline.reorder;

import io.scanline.calendar.SupplyCalendar;
import io.scanline.reorder.ProposeOrder.UnusableInput;
import io.scanline.stats.Velocity;
import io.scanline.table.OpenOrders;
import io.scanline.table.SupplyTerms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** Reads a joined row into a {@link Situation}: nulls become the defaults that the tables' comments state. */
final class SituationReader {
    private static final String PIECES = "EA";
    private static final double FINEST_WEIGHT = 0.1;

    /** Fewer selling days than this say too little about how often an item sells. */
    private static final int FEW_SELLING_DAYS = 8;

    private static final int LONGEST_LEAD_TIME_DAYS = 365;
    private static final int LARGEST_DEVIATION_DAYS = 30;

    private final Row row;
    private final Row terms;
    private final LocalDate orderDate;
    private final double defaultServiceTarget;

    SituationReader(Row row, Row terms, LocalDate orderDate, double defaultServiceTarget) {
        this.row = row;
        this.terms = terms;
        this.orderDate = orderDate;
        this.defaultServiceTarget = defaultServiceTarget;
    }

    Situation situation() throws UnusableInput {
        if (row.getAs(OrderInputs.CURRENCY) == null) {
            throw unusable("the store is not in stores");
        }
        Predicate<LocalDate> closed = closures();
        LocalDate endsOn = earlier(day(OrderInputs.STORE_ENDS), day(OrderInputs.ITEM_ENDS));
        Predicate<LocalDate> sellsNothing = date -> closed.test(date) || (endsOn != null && !date.isBefore(endsOn));
        LocalDate countedThrough = earlier(day(OrderInputs.COUNTED_THROUGH), orderDate.minusDays(1));
        BigDecimal onHand = row.getAs(OrderInputs.ON_HAND);
        BigDecimal ownCost = terms.getAs(SupplyTerms.UNIT_COST);
        DemandOutlook demand = demand(sellsNothing);
        String uom = row.getAs(OrderInputs.UOM);
        return new Situation(
                orderDate,
                onHand == null ? null : countedThrough,
                onHand == null ? BigDecimal.ZERO : onHand,
                arrivals(),
                demand,
                calendar(closed),
                aimed(limits(), Velocity.of(demand.meanOfOpenDays())),
                endsOn,
                row.getAs(OrderInputs.SHELF_LIFE_DAYS),
                ownCost == null ? row.getAs(OrderInputs.PRODUCT_COST) : ownCost,
                row.getAs(OrderInputs.PRICE),
                uom == null || uom.equals(PIECES) ? 1 : FINEST_WEIGHT,
                daysWithoutSale(closed),
                sellingDayShare());
    }

    private SupplyCalendar calendar(Predicate<LocalDate> closed) throws UnusableInput {
        int leadTime = terms.getAs(SupplyTerms.LEAD_TIME_DAYS);
        Double deviation = terms.getAs(SupplyTerms.LEAD_TIME_SD_DAYS);
        if (leadTime < 0 || leadTime > LONGEST_LEAD_TIME_DAYS) {
            throw unusable("lead_time_days must be from 0 to " + LONGEST_LEAD_TIME_DAYS + ", was " + leadTime);
        }
        if (deviation != null && !(deviation >= 0 && deviation <= LARGEST_DEVIATION_DAYS)) {
            throw unusable("lead_time_sd_days must be from 0 to " + LARGEST_DEVIATION_DAYS + ", was " + deviation);
        }
        try {
            return new SupplyCalendar(
                    SupplyCalendar.weekdays(terms.getAs(SupplyTerms.ORDER_WEEKDAYS)),
                    leadTime,
                    deviation == null ? 0 : deviation,
                    closed);
        } catch (IllegalArgumentException e) {
            throw unusable("order_weekdays: " + e.getMessage());
        }
    }

    private Terms limits() throws UnusableInput {
        Double target = terms.getAs(SupplyTerms.SERVICE_TARGET);
        try {
            return new Terms(
                    or(SupplyTerms.PACK_SIZE, BigDecimal.ONE),
                    or(SupplyTerms.MIN_ORDER, BigDecimal.ZERO),
                    terms.getAs(SupplyTerms.MAX_ORDER),
                    terms.getAs(SupplyTerms.SHELF_CAPACITY),
                    or(SupplyTerms.PRESENTATION_MIN, BigDecimal.ZERO),
                    target == null ? defaultServiceTarget : target);
        } catch (IllegalArgumentException e) {
            throw unusable(e.getMessage());
        }
    }

    private Terms aimed(Terms limits, Velocity velocity) {
        return TunedSafety.aim(rows(OrderInputs.TUNED), velocity, limits.serviceTarget())
                .map(limits::aimingAt)
                .orElse(limits);
    }

    private DemandOutlook demand(Predicate<LocalDate> closed) {
        List<Row> days = row.getList(row.fieldIndex(OrderInputs.DAYS));
        int last = day(days.get(days.size() - 1));
        double[] mean = new double[Math.max(1, last + 1)];
        double[] dispersion = new double[mean.length];
        Arrays.fill(mean, Double.NaN);
        for (Row forecast : days) {
            if (day(forecast) >= 0) {
                mean[day(forecast)] = forecast.getDouble(1);
                dispersion[day(forecast)] = forecast.getDouble(2);
            }
        }
        for (int i = 0; i < mean.length; i++) {
            if (Double.isNaN(mean[i])) {
                mean[i] = i == 0 ? 0 : mean[i - 1];
                dispersion[i] = i == 0 ? 0 : dispersion[i - 1];
            }
        }
        return new DemandOutlook(orderDate, mean, dispersion, row.getAs(OrderInputs.COLD_START_WEIGHT), closed);
    }

    private int day(Row forecast) {
        return (int) (forecast.getInt(0) - orderDate.toEpochDay());
    }

    private List<Arrival> arrivals() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Row order : rows(OrderInputs.ARRIVALS)) {
            arrivals.add(new Arrival(LocalDate.ofEpochDay(order.getInt(0)), order.getAs(OpenOrders.QUANTITY)));
        }
        return arrivals;
    }

    private Predicate<LocalDate> closures() {
        List<Row> closures = rows(OrderInputs.CLOSURES);
        return date -> closures.stream()
                .anyMatch(closure -> closure.getInt(0) <= date.toEpochDay() && date.toEpochDay() < closure.getInt(1));
    }

    private List<Row> rows(String column) {
        int at = row.fieldIndex(column);
        return row.isNullAt(at) ? List.of() : row.getList(at);
    }

    private int daysWithoutSale(Predicate<LocalDate> closed) {
        LocalDate alive = day(OrderInputs.LAST_ALIVE_DAY);
        return alive == null
                ? 0
                : (int) alive.plusDays(1)
                        .datesUntil(orderDate)
                        .filter(closed.negate())
                        .count();
    }

    private double sellingDayShare() {
        Long selling = row.getAs(OrderInputs.SELLING_DAYS);
        if (selling == null || selling < FEW_SELLING_DAYS) {
            return Double.NaN;
        }
        int first = row.getAs(OrderInputs.FIRST_DAY);
        int alive = row.getAs(OrderInputs.LAST_ALIVE_DAY);
        // the rule of succession: that it has sold on every day so far does not say that it always will
        return Math.min(1, selling / (alive - first + 2.0));
    }

    private LocalDate day(String column) {
        Integer day = row.getAs(column);
        return day == null ? null : LocalDate.ofEpochDay(day);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private BigDecimal or(String column, BigDecimal otherwise) {
        BigDecimal value = terms.getAs(column);
        return value == null ? otherwise : value;
    }

    private UnusableInput unusable(String problem) {
        return new UnusableInput("supplier " + terms.getAs(SupplyTerms.SUPPLIER_ID) + ", store "
                + row.getAs(OrderInputs.STORE_ID) + ", item " + row.getAs(OrderInputs.ITEM_ID) + ": " + problem);
    }
}
