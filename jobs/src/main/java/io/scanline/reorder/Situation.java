package io.scanline.reorder;

import io.scanline.calendar.SupplyCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What is known of one item in one store on the morning of an order day.
 *
 * @param countedThrough last day whose sales the stock figure has seen; null where no stock is known
 * @param onHand units on the books at the end of that day; 0 where none is known
 * @param arrivals open orders in the order of their days
 * @param endsOn first day without sales for good, because item or store close; null while none is known
 * @param shelfLifeDays days on sale before the item perishes, null where it does not
 * @param unitCost null where not known
 * @param price null where not known
 * @param finestStep 1 for pieces, less for weighed goods
 * @param daysWithoutSale days up to yesterday without a sale although stock was not known to be out
 * @param sellingDayShare share of days with a sale before that run; NaN where too few days are known
 */
record Situation(
        LocalDate orderDate,
        LocalDate countedThrough,
        BigDecimal onHand,
        List<Arrival> arrivals,
        DemandOutlook demand,
        SupplyCalendar calendar,
        Terms terms,
        LocalDate endsOn,
        Integer shelfLifeDays,
        BigDecimal unitCost,
        BigDecimal price,
        double finestStep,
        int daysWithoutSale,
        double sellingDayShare) {

    /** A run without sales less likely than this says that the stock on the books is not on the shelf. */
    private static final double IMPROBABLE = 1e-4;

    boolean stockIsKnown() {
        return countedThrough != null;
    }

    /** Whether goods that come on this day find item or store gone. */
    boolean endsBy(LocalDate delivery) {
        return endsOn != null && !delivery.isBefore(endsOn);
    }

    /** Days of sales that the stock figure has not seen. */
    int stockAgeDays() {
        return stockIsKnown() ? (int) (orderDate.toEpochDay() - 1 - countedThrough.toEpochDay()) : 0;
    }

    /** The first day whose demand has to be taken off the stock figure. */
    LocalDate rollFrom() {
        return stockIsKnown() ? countedThrough.plusDays(1) : orderDate;
    }

    /** Whether the books show stock while sales stopped for longer than chance explains: (1 - share) ^ days. */
    boolean phantomStock() {
        return stockIsKnown()
                && onHand.signum() > 0
                && sellingDayShare > 0
                && Math.pow(1 - sellingDayShare, daysWithoutSale) < IMPROBABLE;
    }
}
