package io.scanline.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When a supplier takes orders for a store and when the goods come.
 *
 * <p>An order is placed before the store opens, goods arrive before the store opens, and nothing is received on a day on
 * which the store is closed: it comes on the next open day.
 *
 * @param orderDays weekdays on which orders are taken
 * @param leadTimeDays days from order to delivery; 0 is the same day
 * @param leadTimeDeviation standard deviation of the lead time, in days
 * @param closed whether the store is closed on a date
 */
public record SupplyCalendar(
        Set<DayOfWeek> orderDays, int leadTimeDays, double leadTimeDeviation, Predicate<LocalDate> closed) {

    /** A store that is closed for longer than this gets its goods without regard to the closure. */
    public static final int LONGEST_WAIT = 60;

    private static final int DEVIATIONS = 3;

    /**
     * Weekdays from text such as {@code MON,THU}, {@code Monday Thursday} or ISO numbers {@code 1,4}; no text is every day.
     *
     * @throws IllegalArgumentException naming the word that is no weekday
     */
    public static Set<DayOfWeek> weekdays(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : text == null ? new String[0] : text.trim().split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                days.add(weekday(word));
            }
        }
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private static DayOfWeek weekday(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean named = word.length() >= 2 && day.name().startsWith(word.toUpperCase(Locale.ROOT));
            if (named || word.equals(String.valueOf(day.getValue()))) {
                return day;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no weekday; write MON,THU or 1,4 (Monday is 1)");
    }

    /** The same supplier, every order a day longer on its way. */
    public SupplyCalendar aDayLonger() {
        return new SupplyCalendar(orderDays, leadTimeDays + 1, leadTimeDeviation, closed);
    }

    public boolean takesOrders(LocalDate date) {
        return orderDays.contains(date.getDayOfWeek());
    }

    /** First day on or after which the goods of an order can be received. */
    public LocalDate deliveryOf(LocalDate orderDate) {
        LocalDate due = orderDate.plusDays(leadTimeDays);
        LocalDate open = due;
        while (closed.test(open)) {
            open = open.plusDays(1);
            if (open.isAfter(due.plusDays(LONGEST_WAIT))) {
                return due;
            }
        }
        return open;
    }

    /** The delivery of the first later order that comes on a later day than this order's. */
    public LocalDate deliveryAfter(LocalDate orderDate) {
        LocalDate delivery = deliveryOf(orderDate);
        LocalDate next = orderDate;
        do {
            next = next.plusDays(1);
        } while (!takesOrders(next) || !deliveryOf(next).isAfter(delivery));
        return deliveryOf(next);
    }

    /**
     * How far the next delivery may be off its day: the normal distribution of the lead time, cut to whole days.
     *
     * @return chance of each day from {@code -(length / 2)} to {@code length / 2}; one entry when the lead time is certain
     */
    public double[] latenessChances() {
        int reach = (int) Math.ceil(DEVIATIONS * leadTimeDeviation);
        double[] chances = new double[2 * reach + 1];
        double total = 0;
        for (int i = 0; i < chances.length; i++) {
            double z = reach == 0 ? 0 : (i - reach) / leadTimeDeviation;
            chances[i] = Math.exp(-z * z / 2);
            total += chances[i];
        }
        for (int i = 0; i < chances.length; i++) {
            chances[i] /= total;
        }
        return chances;
    }
}
