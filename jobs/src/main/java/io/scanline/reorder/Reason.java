package io.scanline.reorder;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentence that tells a store manager why an order is what it is. */
final class Reason {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private static final int OLD_STOCK_DAYS = 2;

    private final Situation now;
    private final Proposal proposal;

    private Reason(Situation now, Proposal proposal) {
        this.now = now;
        this.proposal = proposal;
    }

    static String of(Situation now, Proposal proposal) {
        return of(now, proposal, "");
    }

    /** @param ofSupplier what the supplier's minimum had to do with it; empty for nothing */
    static String of(Situation now, Proposal proposal, String ofSupplier) {
        Reason reason = new Reason(now, proposal);
        List<String> parts = new ArrayList<>();
        parts.add(reason.order() + ": " + reason.cover());
        reason.addAdjustments(parts);
        if (!ofSupplier.isEmpty()) {
            parts.add(ofSupplier);
        }
        reason.addDoubts(parts);
        return String.join("; ", parts) + ".";
    }

    private String order() {
        BigDecimal units = proposal.quantity().units();
        if (units.signum() == 0) {
            return "No order";
        }
        BigDecimal packs = units.divide(now.terms().packSize(), 0, RoundingMode.HALF_UP);
        boolean singles = now.terms().packSize().compareTo(BigDecimal.ONE) == 0;
        return "Order " + plain(units)
                + (singles ? "" : " (" + plain(packs) + (packs.intValue() == 1 ? " pack)" : " packs)"));
    }

    private String cover() {
        String need = plain(proposal.coveredLevel()) + " units likely needed until " + until(proposal.nextDeliveryOn());
        if (now.endsBy(proposal.deliveryOn())) {
            return "sales end on " + DAY.format(now.endsOn()) + ", before the delivery";
        }
        if (!now.stockIsKnown()) {
            return "no stock count is known, so any stock up to " + amount(proposal.demandTarget()) + " is assumed";
        }
        BigDecimal onHand = now.onHand().max(BigDecimal.ZERO);
        BigDecimal available = onHand.add(proposal.onOrderDue());
        boolean nothingComes = proposal.onOrderDue().signum() == 0;
        if (proposal.quantity().netNeed().signum() == 0) {
            String covers = onHand.compareTo(BigDecimal.ONE) == 0 && nothingComes ? " covers the " : " cover the ";
            return stock(onHand)
                    + (available.signum() == 0
                            ? ", and nothing is likely to sell until " + until(proposal.nextDeliveryOn())
                            : covers + need);
        }
        return stock(onHand) + (nothingComes ? " of the " : " cover " + plain(available) + " of the ") + need;
    }

    private String stock(BigDecimal onHand) {
        String shelf = plain(onHand) + " on hand";
        if (proposal.onOrderDue().signum() == 0) {
            return shelf;
        }
        List<Arrival> due = now.arrivals().stream()
                .filter(arrival -> !arrival.dueOn().isBefore(now.rollFrom())
                        && arrival.dueOn().isBefore(proposal.nextDeliveryOn()))
                .toList();
        String when = due.size() == 1
                ? day(due.get(0).dueOn())
                : "by " + day(due.get(due.size() - 1).dueOn());
        return shelf + " and " + plain(proposal.onOrderDue()) + " arriving " + when;
    }

    private void addAdjustments(List<String> parts) {
        OrderQuantity quantity = proposal.quantity();
        addIf(parts, quantity.roundingToPack(), "rounded up %s to full packs", "rounded down %s to full packs");
        addIf(
                parts,
                quantity.minimumAdjustment(),
                "raised %s to the supplier's minimum",
                "cut %s by the supplier's limits");
        addIf(parts, quantity.capacityCut(), "", "cut %s that the shelf cannot hold");
        addIf(parts, quantity.shelfLifeCut(), "", "cut %s that would perish unsold");
    }

    private static void addIf(List<String> parts, BigDecimal change, String more, String less) {
        if (change.signum() != 0) {
            parts.add((change.signum() > 0 ? more : less).formatted(plain(change.abs())));
        }
    }

    private void addDoubts(List<String> parts) {
        if (proposal.lostBeforeDelivery() >= 1 && now.stockIsKnown() && !now.endsBy(proposal.deliveryOn())) {
            parts.add("about " + amount(proposal.lostBeforeDelivery())
                    + " are likely to be missed before the goods come on " + day(proposal.deliveryOn()));
        }
        if (now.stockAgeDays() >= OLD_STOCK_DAYS) {
            parts.add("the stock count is " + now.stockAgeDays() + " days old");
        }
        if (now.phantomStock()) {
            parts.add("nothing sold for " + now.daysWithoutSale()
                    + " days although the books show stock: check the shelf");
        }
    }

    private String until(LocalDate date) {
        return near(date) ? day(date) + "'s delivery" : "the delivery of " + day(date);
    }

    private String day(LocalDate date) {
        return near(date) ? date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) : DAY.format(date);
    }

    /** Whether a weekday's name alone cannot be taken for another week's. */
    private boolean near(LocalDate date) {
        return !date.isBefore(now.orderDate()) && date.isBefore(now.orderDate().plusDays(7));
    }

    private static String plain(BigDecimal units) {
        return units.stripTrailingZeros().toPlainString();
    }

    private static String amount(double units) {
        return units < 10 && units != Math.rint(units)
                ? BigDecimal.valueOf(units).setScale(1, RoundingMode.HALF_UP).toPlainString()
                : BigDecimal.valueOf(units).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }
}
