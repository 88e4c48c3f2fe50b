package io.scanline.simulate;

import io.scanline.calendar.SupplyCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** An item with the demand and the terms that a test gives it; day 0 is a Monday. */
final class PlayedItem {
    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private final float[] demand;
    private final BitSet promoted = new BitSet();
    private String orderDays;
    private int leadTime = 1;
    private double deviation;
    private IntPredicate closed = day -> false;
    private long pack = Supply.UNIT;
    private long minimum;
    private long maximum = Supply.NO_LIMIT;
    private long capacity = Supply.NO_LIMIT;
    private long presentation;
    private int shelfLife;
    private int end = Integer.MAX_VALUE;
    private String supplier = "warehouse";
    private long supplierMinimum;

    private PlayedItem(float[] demand) {
        this.demand = demand;
    }

    static PlayedItem wanting(float[] demand) {
        return new PlayedItem(demand);
    }

    /** Nothing for some days, then so much a day. */
    static PlayedItem wanting(int daysWithout, int days, float each) {
        float[] demand = new float[days];
        Arrays.fill(demand, daysWithout, days, each);
        return new PlayedItem(demand);
    }

    PlayedItem orderedOn(String weekdays) {
        orderDays = weekdays;
        return this;
    }

    PlayedItem leadTime(int days) {
        leadTime = days;
        return this;
    }

    PlayedItem lateBy(double days) {
        deviation = days;
        return this;
    }

    PlayedItem closedOn(IntPredicate day) {
        closed = day;
        return this;
    }

    PlayedItem packs(double units) {
        pack = Supply.of(units);
        return this;
    }

    PlayedItem limits(double least, double most, double shelf) {
        minimum = Supply.of(least);
        maximum = Supply.of(most);
        capacity = Supply.of(shelf);
        return this;
    }

    PlayedItem presentation(double units) {
        presentation = Supply.of(units);
        return this;
    }

    PlayedItem shelfLife(int days) {
        shelfLife = days;
        return this;
    }

    PlayedItem of(String id, long minimumOrder) {
        supplier = id;
        supplierMinimum = minimumOrder;
        return this;
    }

    PlayedItem until(int day) {
        end = day;
        return this;
    }

    ItemSeries series() {
        SupplyCalendar calendar = new SupplyCalendar(
                SupplyCalendar.weekdays(orderDays),
                leadTime,
                deviation,
                date -> closed.test((int) (date.toEpochDay() - FIRST.toEpochDay())));
        Supply supply = new Supply(calendar, pack, minimum, maximum, capacity, presentation, shelfLife);
        return new ItemSeries(
                "item",
                "dairy",
                demand,
                promoted,
                0,
                end,
                supply,
                new Supplier(supplier, BigDecimal.valueOf(supplierMinimum)),
                OrderCalendar.of(calendar, FIRST, demand.length),
                Lateness.of("store", "item", deviation),
                FIRST.toEpochDay(),
                BigDecimal.valueOf(3),
                BigDecimal.valueOf(2),
                1);
    }

    /** What comes of the item by itself. */
    Tally run(Policy policy, int start, int scoredFrom, int end) {
        return run(replay(series()), policy, start, scoredFrom, end);
    }

    static Tally run(Replay replay, Policy policy, int start, int scoredFrom, int end) {
        Course course = replay.course(policy, start, scoredFrom, end);
        SupplierOrder.play(List.of(course), 0.25);
        return course.tally();
    }

    Replay replay() {
        return replay(series());
    }

    static Replay replay(ItemSeries series) {
        return new Replay(series, new RollingForecast(series, WeekdayProfile.flat(series.demand().length)));
    }
}
