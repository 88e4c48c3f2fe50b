package io.scanline.generate;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import io.scanline.generate.Dice.Purpose;
import io.scanline.generate.ItemPlan.Supplier;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Makes up the items: names, prices, suppliers, and a popularity with a long tail of slow ones. */
final class Range {
    /** Share of sales falls with the popularity rank to this power (Zipf): a fifth of the items makes two thirds of the lines. */
    private static final double TAIL = 0.95;

    private static final String[] BRANDS = {
        "Alder Farm",
        "Brightwell",
        "Cobblestone",
        "Dovecote",
        "Elm & Oak",
        "Fairhaven",
        "Good Morrow",
        "Hill Top",
        "Iris",
        "Juniper Lane",
        "Kestrel",
        "Larkfield",
        "Mill Pond",
        "Northway",
        "Own Brand",
        "Own Brand Basics"
    };
    private static final String[] KINDS = {
        "classic", "light", "organic", "family", "extra", "mild", "rich", "small batch", "country", "golden"
    };
    private static final Set<DayOfWeek> DAILY = EnumSet.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY);
    private static final Set<DayOfWeek> THRICE = EnumSet.of(MONDAY, WEDNESDAY, FRIDAY);
    private static final Set<DayOfWeek> TWICE = EnumSet.of(TUESDAY, FRIDAY);
    private static final Set<DayOfWeek> WEEKLY = EnumSet.of(WEDNESDAY);

    private Range() {}

    static ItemPlan[] of(GenerateOptions options) {
        double[] shares = shares(options);
        ItemPlan[] items = new ItemPlan[options.items()];
        for (int i = 0; i < items.length; i++) {
            items[i] = item(options, i, shares[i]);
        }
        return items;
    }

    private static double[] shares(GenerateOptions options) {
        double[] shares = new double[options.items()];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            // the stride scatters the ranks over the shelves without a shuffle
            long rank = 1 + Math.floorMod(i * stride(shares.length) + options.seed(), (long) shares.length);
            shares[i] = Math.sqrt(shelf(i).share()) / Math.pow(rank + 4, TAIL);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** A number near the golden section of n that shares no divisor with it: every rank comes up once. */
    private static long stride(int n) {
        long stride = Math.max(1, Math.round(n * 0.618));
        while (gcd(stride, n) != 1) {
            stride++;
        }
        return stride;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static Shelf shelf(int item) {
        return Shelf.ALL.get(item % Shelf.ALL.size());
    }

    private static ItemPlan item(GenerateOptions options, int i, double share) {
        Dice dice = Dice.of(options.seed(), Purpose.ITEMS, i);
        Shelf shelf = shelf(i);
        String brand = shelf.weighed() ? "Own Brand" : BRANDS[dice.below(BRANDS.length)];
        String size = shelf.sizes()[dice.below(shelf.sizes().length)];
        int round = i / Shelf.ALL.size();
        String kind = KINDS[round % KINDS.length] + (round < KINDS.length ? "" : " " + (round / KINDS.length + 1));
        double euro = shelf.price() * Math.exp(0.35 * dice.normal());
        boolean coming = dice.chance(0.06);
        boolean going = !coming && dice.chance(0.03);
        int middle = options.days() / 5 + dice.below(Math.max(1, options.days() * 3 / 5));
        return new ItemPlan(
                i,
                String.format(Locale.ROOT, "%06d", 1000 + i),
                Gtin.withCheckDigit(500_000_000_000L + (options.seed() & 0xFFF) * 10_000_000L + 1000 + i),
                shelf.noun() + ", " + brand + " " + kind + " " + size,
                brand,
                shelf,
                share,
                euro,
                supplier(options, shelf, dice),
                pack(shelf, dice),
                coming ? middle : -400 - dice.below(2000),
                going ? middle : Integer.MAX_VALUE,
                dice.between(1.4, 3.2));
    }

    private static long pack(Shelf shelf, Dice dice) {
        int[] sizes =
                shelf.weighed() ? new int[] {2, 5} : shelf.chilled() ? new int[] {4, 6, 8} : new int[] {6, 12, 24};
        return sizes[dice.below(sizes.length)] * 1000L;
    }

    private static Supplier supplier(GenerateOptions options, Shelf shelf, Dice dice) {
        int ofThisKind = 2 + options.items() / 400;
        int number = dice.below(ofThisKind);
        String department = shelf.department();
        boolean reliable = number % 3 != 2;
        String id = "SUP-" + department.substring(0, 3).toUpperCase(Locale.ROOT) + "-" + (number + 1);
        return switch (department) {
            case "fresh", "bakery" -> new Supplier(id, 1, 0.2, DAILY, reliable);
            case "dairy" -> new Supplier(id, 2, 0.3, number % 2 == 0 ? DAILY : THRICE, reliable);
            case "household", "care" -> new Supplier(id, 5 + number % 3, 1.2, WEEKLY, reliable);
            default -> new Supplier(id, 2 + number % 3, 0.6, number % 2 == 0 ? THRICE : TWICE, reliable);
        };
    }
}
