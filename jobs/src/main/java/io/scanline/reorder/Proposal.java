package io.scanline.reorder;

import io.scanline.calendar.SupplyCalendar;
import io.scanline.stats.DemandDistribution;
import io.scanline.stats.DemandOverInterval;
import io.scanline.stats.Newsvendor;
import io.scanline.stats.OrderGain;
import io.scanline.stats.StockOutlook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * What to order of one item, and the figures that led to it. Amounts are in the item's unit.
 *
 * @param demandTarget demand over the protection interval that the service target, or what was tuned for it, asks for
 * @param stockAtDelivery stock expected on the delivery day without this order, later arrivals of the interval included
 * @param lostBeforeDelivery demand expected to find no stock before the delivery; no order of today can help it
 * @param coveredLevel stock and arrivals that would have needed no order
 * @param sizing how the quantity came about
 * @param lostWithoutOrder demand of the protection interval expected to be lost if nothing is ordered
 */
record Proposal(
        LocalDate deliveryOn,
        LocalDate nextDeliveryOn,
        BigDecimal onOrderDue,
        double demandMean,
        double demandMedian,
        double demandTarget,
        double demandUntilDelivery,
        double stockAtDelivery,
        double lostBeforeDelivery,
        BigDecimal coveredLevel,
        BigDecimal orderUpTo,
        OrderSizing sizing,
        OrderQuantity quantity,
        double stockoutChance,
        double lostWithoutOrder,
        double expectedWaste,
        boolean beyondHorizon) {

    /** Works the proposal out; a pure function of the situation, linear in the width of the demand distribution. */
    static Proposal of(Situation now) {
        SupplyCalendar calendar = now.calendar();
        LocalDate delivery = calendar.deliveryOf(now.orderDate());
        LocalDate next = calendar.deliveryAfter(now.orderDate());
        double[] lateness = calendar.latenessChances();
        double step = now.demand()
                .between(now.rollFrom(), next.plusDays(lateness.length / 2))
                .step(now.finestStep());
        DemandDistribution demand = now.demand().between(delivery, next, lateness, step);
        double target = demand.quantile(now.terms().aim());

        List<Arrival> due = now.arrivals().stream()
                .filter(arrival -> !arrival.dueOn().isBefore(now.rollFrom())
                        && arrival.dueOn().isBefore(next))
                .toList();
        StockOutlook start = now.stockIsKnown()
                ? StockOutlook.counted(now.onHand().doubleValue(), step)
                : StockOutlook.unknown(target, step);
        StockOutlook stock = rolled(start, due, now, delivery, step);

        boolean ending = now.endsBy(delivery);
        OrderSizing sizing = new OrderSizing(
                stock,
                demand,
                shelfDemand(now, delivery, step),
                shelfCosts(now),
                ending ? now.terms().withoutPresentation() : now.terms());
        BigDecimal shortOfTarget = sizing.shortOfTarget();
        OrderQuantity quantity = ending ? OrderQuantity.NOTHING : sizing.size();
        BigDecimal onOrder = due.stream().map(Arrival::units).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Proposal(
                delivery,
                next,
                onOrder,
                demand.mean(),
                demand.quantile(0.5),
                target,
                now.demand().between(now.orderDate(), delivery).mean(),
                stock.mean(),
                stock.lost(),
                now.onHand()
                        .max(BigDecimal.ZERO)
                        .add(onOrder)
                        .add(shortOfTarget)
                        .max(BigDecimal.ZERO),
                decimal(stock.mean()).add(shortOfTarget).max(BigDecimal.ZERO),
                sizing,
                quantity,
                1 - stock.chanceToCover(demand, 0),
                stock.expectedShortfall(demand, 0),
                sizing.expectedWaste(sizing.cellsOf(quantity.units())),
                next.plusDays(lateness.length / 2).isAfter(now.demand().horizonEnd()));
    }

    /** The same with another quantity. */
    Proposal ordering(OrderQuantity other) {
        return new Proposal(
                deliveryOn,
                nextDeliveryOn,
                onOrderDue,
                demandMean,
                demandMedian,
                demandTarget,
                demandUntilDelivery,
                stockAtDelivery,
                lostBeforeDelivery,
                coveredLevel,
                orderUpTo,
                sizing,
                other,
                stockoutChance,
                lostWithoutOrder,
                sizing.expectedWaste(sizing.cellsOf(other.units())),
                beyondHorizon);
    }

    /** Days from this delivery to the next one. */
    int protectionDays() {
        return (int) (nextDeliveryOn.toEpochDay() - deliveryOn.toEpochDay());
    }

    /** What is expected to be left when the next delivery comes, if the order reaches its level. */
    BigDecimal safetyStock() {
        return orderUpTo.subtract(decimal(demandMean)).max(BigDecimal.ZERO);
    }

    BigDecimal reorderPoint() {
        return decimal(demandUntilDelivery).add(safetyStock());
    }

    Status status() {
        if (quantity.units().signum() > 0) {
            return Status.PROPOSED;
        }
        if (quantity.supplierMinimum().signum() < 0) {
            return Status.BELOW_MINIMUM;
        }
        boolean cut = quantity.capacityCut().signum() < 0
                || quantity.shelfLifeCut().signum() < 0
                || (quantity.minimumAdjustment().signum() < 0);
        return cut ? Status.BLOCKED : Status.NOT_NEEDED;
    }

    /**
     * PROPOSED: an order. NOT_NEEDED: stock lasts. BLOCKED: there is a need, and a limit leaves no order that meets it.
     * BELOW_MINIMUM: there is a need, and the store's whole order comes to less than its supplier takes.
     */
    enum Status {
        PROPOSED,
        NOT_NEEDED,
        BLOCKED,
        BELOW_MINIMUM
    }

    static BigDecimal decimal(double units) {
        return BigDecimal.valueOf(units).setScale(4, RoundingMode.HALF_UP);
    }

    private static StockOutlook rolled(
            StockOutlook start, List<Arrival> due, Situation now, LocalDate delivery, double step) {
        StockOutlook stock = start;
        LocalDate soldUntil = now.rollFrom();
        for (Arrival arrival : due) {
            LocalDate until = arrival.dueOn().isBefore(delivery) ? arrival.dueOn() : delivery;
            stock = sold(stock, now.demand().between(soldUntil, until), step)
                    .after(arrival.units().doubleValue());
            soldUntil = until;
        }
        return sold(stock, now.demand().between(soldUntil, delivery), step);
    }

    private static StockOutlook sold(StockOutlook stock, DemandOverInterval demand, double step) {
        return demand.mean() > 0 ? stock.after(demand.distribution(step)) : stock;
    }

    private static DemandDistribution shelfDemand(Situation now, LocalDate delivery, double step) {
        Integer days = now.shelfLifeDays();
        return days == null || days > OrderGain.LONGEST_PERISHABLE_DAYS
                ? null
                : now.demand()
                        .between(delivery, delivery.plusDays(Math.max(0, days)))
                        .distribution(step);
    }

    /** A missed unit costs its margin, a perished one its cost; alike where either is not known or there is no margin. */
    private static Newsvendor shelfCosts(Situation now) {
        if (now.price() == null
                || now.unitCost() == null
                || now.unitCost().signum() <= 0
                || now.price().compareTo(now.unitCost()) <= 0) {
            return new Newsvendor(1, 1);
        }
        return new Newsvendor(
                now.unitCost().doubleValue(),
                now.price().subtract(now.unitCost()).doubleValue());
    }
}
