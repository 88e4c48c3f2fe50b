package io.scanline.reorder;

import io.scanline.calendar.SupplyCalendar;
import java.math.BigDecimal;

/**
 * What would be ordered if one thing was otherwise. Units of the item.
 *
 * @param aDayLater if every order took a day longer to arrive
 * @param halfTheMisses if the service target left half as much unmet
 * @param aPackLess if there was one pack less than the books say; null where no stock is known
 */
record Sensitivity(BigDecimal aDayLater, BigDecimal halfTheMisses, BigDecimal aPackLess) {

    static Sensitivity of(Situation now) {
        return new Sensitivity(
                ordered(with(now, now.calendar().aDayLonger(), now.terms(), now.onHand())),
                ordered(with(now, now.calendar(), now.terms().withHalfTheMisses(), now.onHand())),
                now.stockIsKnown()
                        ? ordered(with(
                                now,
                                now.calendar(),
                                now.terms(),
                                now.onHand().subtract(now.terms().packSize())))
                        : null);
    }

    private static BigDecimal ordered(Situation otherwise) {
        return Proposal.of(otherwise).quantity().units();
    }

    private static Situation with(Situation now, SupplyCalendar calendar, Terms terms, BigDecimal onHand) {
        return new Situation(
                now.orderDate(),
                now.countedThrough(),
                onHand,
                now.arrivals(),
                now.demand(),
                calendar,
                terms,
                now.endsOn(),
                now.shelfLifeDays(),
                now.unitCost(),
                now.price(),
                now.finestStep(),
                now.daysWithoutSale(),
                now.sellingDayShare());
    }
}
