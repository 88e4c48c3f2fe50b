package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Which items a country promotes in which week, Monday to Sunday: about one in twenty. */
final class PromotionPlan {
    private static final double SHARE = 0.05;
    private static final double[] DEPTHS = {0.15, 0.2, 0.25, 0.3, 0.4};

    private final long seed;
    private final LocalDate firstMonday;

    PromotionPlan(GenerateOptions options) {
        this.seed = options.seed();
        this.firstMonday = options.start().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Week of a day, counted from the one that holds the first day of sales. */
    int week(LocalDate day) {
        return (int) Math.floorDiv(ChronoUnit.DAYS.between(firstMonday, day), 7L);
    }

    LocalDate monday(int week) {
        return firstMonday.plusWeeks(week);
    }

    /** Price cut of an item, as a fraction; 0 where it is not promoted. */
    double depth(String country, int item, int week) {
        double draw = Dice.unit(seed, Purpose.PROMOTIONS, key(country), item, week);
        return draw >= SHARE ? 0 : DEPTHS[(int) (draw / SHARE * DEPTHS.length)];
    }

    String id(String country, int week) {
        return String.format(Locale.ROOT, "P-%s-%s", country, monday(week));
    }

    /** Deep cuts are in the leaflet, the others only on the shelf label. */
    static String kind(double depth) {
        return depth >= 0.25 ? "LEAFLET" : "PRICE_CUT";
    }

    /** Demand on promotion against demand without: the price effect, and a third more for the leaflet. */
    static double lift(ItemPlan item, double depth) {
        return depth == 0 ? 1 : Math.pow(1 - depth, -item.elasticity()) * (depth >= 0.25 ? 1.33 : 1.1);
    }

    private static long key(String country) {
        return country.charAt(0) * 256L + country.charAt(1);
    }
}
