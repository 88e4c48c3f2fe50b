package io.scanline.reorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.calendar.SupplyCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProposalTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 4, 29);

    @Test
    void explainsAnOrderInOneSentence() {
        Situation now = situation(9, List.of(new Arrival(MONDAY.plusDays(1), units(12))), 8);
        Proposal proposal = Proposal.of(now);

        assertThat(proposal.deliveryOn()).isEqualTo(MONDAY.plusDays(2));
        assertThat(proposal.nextDeliveryOn()).isEqualTo(MONDAY.plusDays(4));
        assertThat(proposal.status()).isEqualTo(Proposal.Status.PROPOSED);
        assertThat(Reason.of(now, proposal))
                .isEqualTo("Order 16 (2 packs): 9 on hand and 12 arriving Tuesday cover 21 of the "
                        + whole(proposal.coveredLevel()) + " units likely needed until Friday's delivery; rounded up "
                        + whole(proposal.quantity().roundingToPack()) + " to full packs.");
        assertThat(proposal.coveredLevel())
                .as("what is there and the need make up what is needed")
                .isEqualByComparingTo(proposal.quantity().netNeed().add(units(21)));
    }

    @Test
    void tellsWhatWouldBeOrderedOtherwise() {
        Situation now = situation(30, List.of(), 1);
        BigDecimal asItIs = Proposal.of(now).quantity().units();
        Sensitivity sensitivity = Sensitivity.of(now);

        assertThat(sensitivity.aDayLater())
                .as("one more day of six is sold before the goods come")
                .isBetween(asItIs.add(units(5)), asItIs.add(units(8)));
        assertThat(sensitivity.aPackLess()).isEqualByComparingTo(asItIs.add(units(1)));
        assertThat(sensitivity.halfTheMisses()).isGreaterThan(asItIs);
        assertThat(Sensitivity.of(with(now, null, units(0))).aPackLess()).isNull();
    }

    @Test
    void saysSoWhenStockLasts() {
        Situation now = situation(90, List.of(), 12);
        Proposal proposal = Proposal.of(now);

        assertThat(proposal.status()).isEqualTo(Proposal.Status.NOT_NEEDED);
        assertThat(proposal.stockoutChance()).isLessThan(1e-6);
        assertThat(Reason.of(now, proposal))
                .startsWith("No order: 90 on hand cover the ")
                .endsWith(" units likely needed until Friday's delivery.");
    }

    @Test
    void anEmptyShelfLosesSalesUntilTheDelivery() {
        Situation now = situation(0, List.of(), 1);
        Proposal proposal = Proposal.of(now);

        assertThat(proposal.lostBeforeDelivery()).isCloseTo(12, within(1e-6));
        assertThat(proposal.demandMean()).isCloseTo(12, within(1e-6));
        assertThat(proposal.quantity().units())
                .as("what was lost before the delivery is not bought after it")
                .isEqualByComparingTo(BigDecimal.valueOf(proposal.demandTarget()));
        assertThat(proposal.stockoutChance()).isGreaterThan(0.99);
        assertThat(Reason.of(now, proposal))
                .contains("about 12 are likely to be missed before the goods come on Wednesday");
    }

    @Test
    void goodsThatComeAfterTheNextDeliveryDoNotCount() {
        Situation now = situation(9, List.of(new Arrival(MONDAY.plusDays(4), units(100))), 1);

        assertThat(Proposal.of(now).onOrderDue()).isEqualByComparingTo("0");
    }

    @Test
    void goodsThatCameBeforeTheCountAreInTheCount() {
        Situation now = situation(9, List.of(new Arrival(MONDAY.minusDays(1), units(100))), 1);

        assertThat(Proposal.of(now).onOrderDue()).isEqualByComparingTo("0");
    }

    @Test
    void anOldCountIsRolledForwardAndWidensTheNeed() {
        Situation fresh = situation(40, List.of(), 1);
        Situation old = with(fresh, MONDAY.minusDays(4), units(58));
        Proposal today = Proposal.of(fresh);
        Proposal late = Proposal.of(old);

        assertThat(old.stockAgeDays()).isEqualTo(3);
        assertThat(late.stockAtDelivery()).isCloseTo(today.stockAtDelivery(), within(0.2));
        assertThat(late.orderUpTo()).isGreaterThan(today.orderUpTo());
        assertThat(Reason.of(old, late)).contains("the stock count is 3 days old");
    }

    @Test
    void withoutACountAnyStockIsAssumed() {
        Situation now = with(situation(0, List.of(), 1), null, units(0));
        Proposal proposal = Proposal.of(now);

        assertThat(proposal.stockAtDelivery()).isBetween(0.5, proposal.demandTarget() / 2);
        assertThat(proposal.quantity().units().doubleValue())
                .isBetween(proposal.demandMean() / 2, proposal.demandTarget());
        assertThat(Reason.of(now, proposal)).contains("no stock count is known");
    }

    @Test
    void aClosedDaySellsNothing() {
        Situation open = situation(9, List.of(), 1, date -> false);
        Situation closed = situation(9, List.of(), 1, date -> date.equals(MONDAY.plusDays(3)));

        assertThat(Proposal.of(open).demandMean()).isCloseTo(12, within(1e-6));
        assertThat(Proposal.of(closed).demandMean()).isCloseTo(6, within(1e-6));
    }

    @Test
    void suspectsStockThatDoesNotSell() {
        Situation now = situation(9, List.of(), 1);
        Situation silent = new Situation(
                now.orderDate(),
                now.countedThrough(),
                now.onHand(),
                now.arrivals(),
                now.demand(),
                now.calendar(),
                now.terms(),
                null,
                null,
                null,
                null,
                1,
                14,
                0.6);

        assertThat(now.phantomStock()).isFalse();
        assertThat(silent.phantomStock()).isTrue();
        assertThat(Reason.of(silent, Proposal.of(silent))).contains("nothing sold for 14 days", "check the shelf");
    }

    @Test
    void ordersNothingThatWouldComeAfterTheEnd() {
        Situation now = situation(0, List.of(), 1);
        Situation ending = new Situation(
                now.orderDate(),
                now.countedThrough(),
                now.onHand(),
                now.arrivals(),
                now.demand(),
                now.calendar(),
                now.terms(),
                MONDAY.plusDays(1),
                null,
                null,
                null,
                1,
                0,
                Double.NaN);

        Proposal proposal = Proposal.of(ending);

        assertThat(proposal.status()).isEqualTo(Proposal.Status.NOT_NEEDED);
        assertThat(Reason.of(ending, proposal)).isEqualTo("No order: sales end on 30 April, before the delivery.");
    }

    private static Situation situation(int onHand, List<Arrival> arrivals, int pack) {
        return situation(onHand, arrivals, pack, date -> false);
    }

    /** Six a day without overdispersion, orders on Monday and Wednesday, two days on the way. */
    private static Situation situation(int onHand, List<Arrival> arrivals, int pack, Predicate<LocalDate> closed) {
        double[] mean = new double[28];
        Arrays.fill(mean, 6);
        return new Situation(
                MONDAY,
                MONDAY.minusDays(1),
                units(onHand),
                arrivals,
                new DemandOutlook(MONDAY, mean, new double[28], 0, closed),
                new SupplyCalendar(SupplyCalendar.weekdays("MON,WED"), 2, 0, closed),
                new Terms(units(pack), units(0), null, null, units(0), 0.98),
                null,
                null,
                null,
                null,
                1,
                0,
                Double.NaN);
    }

    private static Situation with(Situation now, LocalDate countedThrough, BigDecimal onHand) {
        return new Situation(
                now.orderDate(),
                countedThrough,
                onHand,
                now.arrivals(),
                now.demand(),
                now.calendar(),
                now.terms(),
                null,
                null,
                null,
                null,
                1,
                0,
                Double.NaN);
    }

    private static BigDecimal units(int units) {
        return BigDecimal.valueOf(units).setScale(4);
    }

    private static String whole(BigDecimal units) {
        return String.valueOf(units.intValueExact());
    }
}
