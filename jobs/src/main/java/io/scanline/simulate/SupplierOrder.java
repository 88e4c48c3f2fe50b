package io.scanline.simulate;

import io.scanline.stats.PackLadder;
import io.scanline.stats.SupplierMinimum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Items that one store orders together because their supplier asks for a minimum; else one item by itself.
 *
 * <p>What a policy asks for is filled up to the minimum, or put off, by the rule that {@code reorder} has for it, and by the same rule
 * for every policy: policies differ in what they ask for.
 */
record SupplierOrder(List<ItemSeries> items) {

    /**
     * Plays the courses of the items, one each, over the same days.
     *
     * @param holdingRate cost of a year's stock as a share of its value
     */
    static void play(List<Course> courses, double holdingRate) {
        int first = courses.stream().mapToInt(Course::start).min().orElse(0);
        int end = courses.stream().mapToInt(Course::end).max().orElse(0);
        for (int day = first; day < end; day++) {
            play(courses, day, holdingRate);
        }
    }

    static void play(List<Course> courses, int day, double holdingRate) {
        long[] quantities = quantities(courses, day, holdingRate);
        for (int i = 0; i < quantities.length; i++) {
            if (courses.get(i).runs(day)) {
                courses.get(i).play(day, quantities[i]);
            }
        }
    }

    /** What is ordered of each on a day, in ten-thousandths of a unit. */
    static long[] quantities(List<Course> courses, int day, double holdingRate) {
        List<Course.Line> lines = new ArrayList<>();
        int[] places = new int[courses.size()];
        long[] quantities = new long[courses.size()];
        for (int i = 0; i < quantities.length; i++) {
            if (courses.get(i).takesOrders(day)) {
                places[lines.size()] = i;
                lines.add(courses.get(i).line(day));
            }
        }
        long[] settled = settled(lines, holdingRate);
        for (int i = 0; i < settled.length; i++) {
            quantities[places[i]] = settled[i];
        }
        return quantities;
    }

    private static long[] settled(List<Course.Line> lines, double holdingRate) {
        long[] quantities = lines.stream().mapToLong(Course.Line::quantity).toArray();
        BigDecimal minimum = lines.stream()
                .map(line -> line.now().series().supplier().minimumOrder())
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        if (minimum.signum() == 0 || Arrays.stream(quantities).sum() == 0 || comesTo(minimum, lines)) {
            return quantities;
        }
        List<PackLadder> ladders =
                lines.stream().map(line -> line.ladder(holdingRate)).toList();
        SupplierMinimum order = SupplierMinimum.of(minimum, ladders);
        for (int i = 0; i < quantities.length; i++) {
            long added = order.added()[i] * lines.get(i).now().supply().pack();
            quantities[i] = order.outcome().putsOff() ? 0 : quantities[i] + added;
        }
        return quantities;
    }

    /** Without working out what further packs would bring. */
    private static boolean comesTo(BigDecimal minimum, List<Course.Line> lines) {
        BigDecimal cost = BigDecimal.ZERO;
        for (Course.Line line : lines) {
            BigDecimal known = line.cost();
            cost = known == null ? cost : cost.add(known);
        }
        return cost.compareTo(minimum) >= 0;
    }
}
