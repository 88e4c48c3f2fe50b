package io.scanline.simulate;

import io.scanline.calendar.SupplyCalendar;
import java.time.LocalDate;

/**
 * A supplier's calendar for one store by day, worked out once for all items that share it. Day 0 is the first day of history.
 */
final class OrderCalendar {
    /** Deliveries of the last days come after them. */
    private static final int DAYS_BEYOND = 400;

    private final boolean[] takesOrders;
    private final int[] delivery;
    private final int[] next;
    private final boolean[] closed;
    private final double[] latenessChances;

    private OrderCalendar(int days, double[] latenessChances) {
        this.takesOrders = new boolean[days];
        this.delivery = new int[days];
        this.next = new int[days];
        this.closed = new boolean[days + DAYS_BEYOND];
        this.latenessChances = latenessChances;
    }

    static OrderCalendar of(SupplyCalendar supply, LocalDate first, int days) {
        OrderCalendar calendar = new OrderCalendar(days, supply.latenessChances());
        for (int day = 0; day < calendar.closed.length; day++) {
            calendar.closed[day] = supply.closed().test(first.plusDays(day));
        }
        for (int day = 0; day < days; day++) {
            LocalDate date = first.plusDays(day);
            calendar.takesOrders[day] = supply.takesOrders(date);
            if (calendar.takesOrders[day]) {
                calendar.delivery[day] = index(first, supply.deliveryOf(date));
                calendar.next[day] = index(first, supply.deliveryAfter(date));
            }
        }
        return calendar;
    }

    private static int index(LocalDate first, LocalDate date) {
        return (int) (date.toEpochDay() - first.toEpochDay());
    }

    boolean takesOrders(int day) {
        return takesOrders[day];
    }

    /** The promised delivery of an order of this order day. */
    int deliveryOf(int orderDay) {
        return delivery[orderDay];
    }

    /** The promised delivery of the first later order that comes later. */
    int deliveryAfter(int orderDay) {
        return next[orderDay];
    }

    /** The day on which goods come that are this many days late: not before the order, and on the next open day. */
    int actualDelivery(int orderDay, int daysLate) {
        int due = Math.max(orderDay, delivery[orderDay] + daysLate);
        int open = due;
        while (open < closed.length && closed[open]) {
            open++;
        }
        return open - due > SupplyCalendar.LONGEST_WAIT ? due : open;
    }

    boolean closed(int day) {
        return closed[Math.min(day, closed.length - 1)];
    }

    /** Chance of each shift of a delivery, in days; the middle one is none. */
    double[] latenessChances() {
        return latenessChances;
    }

    /** The order days from {@code day} on, as far as they are known; -1 where there is none. */
    int orderDayAfter(int day) {
        for (int later = day + 1; later < takesOrders.length; later++) {
            if (takesOrders[later]) {
                return later;
            }
        }
        return -1;
    }
}
