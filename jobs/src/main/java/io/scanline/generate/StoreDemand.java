package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * What one store's customers want: expected lines per item and day, and the price of each item. Item arrays are made anew
 * each week; a day's factors are one number per department shelf.
 */
final class StoreDemand {
    /** Units in a line of an item sold by the piece: 1 to 6, this mean. */
    static final double MEAN_UNITS = 1.4;

    private static final double[] WEEKDAY = {.88, .86, .92, 1.0, 1.22, 1.3, .9};
    private static final int PRICE_REVIEW_WEEKS = 4;

    private final Chain chain;
    private final StorePlan store;
    private final int[] carried;
    private final double[] base;
    private final double[] weekly;
    private final double[] shelfFactor = new double[Shelf.ALL.size()];
    private final long[] price;
    private final int[] priceSince;
    private final double[] depth;
    private final double[] nextDepth;
    private int week = Integer.MIN_VALUE;

    StoreDemand(Chain chain, StorePlan store) {
        this.chain = chain;
        this.store = store;
        this.carried = carried(chain, store);
        this.base = new double[carried.length];
        this.weekly = new double[carried.length];
        this.price = new long[carried.length];
        this.priceSince = new int[carried.length];
        this.depth = new double[carried.length];
        this.nextDepth = new double[carried.length];
        double sum = 0;
        for (int k = 0; k < carried.length; k++) {
            ItemPlan item = item(k);
            double affinity = Math.exp(0.4
                    * Dice.of(seed(), Purpose.AFFINITY, store.index(), item.index())
                            .normal());
            base[k] = item.share() * affinity;
            sum += base[k];
            price[k] = round(item.euro() * store.region().priceLevel());
        }
        double lines = chain.options.linesPerStoreDay() * store.size() / chain.meanSize;
        for (int k = 0; k < carried.length; k++) {
            base[k] *= lines / sum;
        }
    }

    /** Small stores carry the popular part of the range, with some freedom. */
    private static int[] carried(Chain chain, StorePlan store) {
        int[] found = new int[chain.items.length];
        int n = 0;
        double cut = store.kind().rangeShare;
        for (ItemPlan item : chain.items) {
            double draw = Dice.unit(chain.options.seed(), Purpose.AFFINITY, -1, store.index(), item.index());
            double popularity = Math.min(1, item.share() * chain.items.length);
            if (draw < cut + (1 - cut) * popularity) {
                found[n++] = item.index();
            }
        }
        return Arrays.copyOf(found, n);
    }

    int items() {
        return carried.length;
    }

    ItemPlan item(int k) {
        return chain.items[carried[k]];
    }

    /** Regular price of one uom in hundredths of the store's currency. */
    long price(int k) {
        return price[k];
    }

    /** What the customer pays for one uom. */
    long pricePaid(int k) {
        return depth[k] == 0 ? price[k] : cut(price[k], depth[k]);
    }

    static long cut(long price, double depth) {
        return Math.max(1, Math.round(price * (1 - depth)));
    }

    String promotionId(int k) {
        return depth[k] == 0 ? null : chain.promotions.id(store.region().country(), week);
    }

    /** Expected lines of an item on the day set last. */
    double lines(int k) {
        return weekly[k] * shelfFactor[item(k).index() % shelfFactor.length];
    }

    /** Expected units (or kg) a day of an ordinary week, as the planners of the first order see it. */
    double usualUnits(int k) {
        return base[k] * unitsPerLine(item(k));
    }

    /** Demand of the coming week against an ordinary one, by its promotions. */
    double plannedLift(int k) {
        return Math.max(PromotionPlan.lift(item(k), depth[k]), PromotionPlan.lift(item(k), nextDepth[k]));
    }

    static double unitsPerLine(ItemPlan item) {
        return item.weighed() ? item.shelf().meanGrams() / 1000.0 : MEAN_UNITS;
    }

    /** Moves to a day, which must not be before the last one. */
    void set(int day, Dice dice, TruthSink sink) {
        LocalDate date = chain.date(day);
        int now = chain.promotions.week(date);
        if (now != week) {
            refresh(now, day, sink);
        }
        double factor = dayFactor(day, date) * Math.exp(0.03 * dice.normal());
        double season = Math.cos(2 * Math.PI * (date.getDayOfYear() - 200) / 365.25)
                * (store.region().southern() ? -1 : 1);
        for (int s = 0; s < shelfFactor.length; s++) {
            shelfFactor[s] = factor * (1 + Shelf.ALL.get(s).summer() * season) * Math.exp(0.05 * dice.normal());
        }
    }

    private double dayFactor(int day, LocalDate date) {
        double weekday =
                WEEKDAY[date.getDayOfWeek().ordinal()] * (store.region().closedOnSundays() ? 1.04 : 1);
        double growth = Math.pow(1 + chain.options.growth(), day / 365.25);
        long age = date.toEpochDay() - store.opened().toEpochDay();
        double ramp = age >= 84 ? 1 : 0.6 + 0.4 * age / 84;
        return weekday
                * growth
                * ramp
                * chain.holidays.factor(store.region().country(), date)
                * chain.localEvents.factor(store.region().id(), date);
    }

    private void refresh(int now, int day, TruthSink sink) {
        boolean review = week != Integer.MIN_VALUE && Math.floorMod(now, PRICE_REVIEW_WEEKS) == 0;
        week = now;
        String country = store.region().country();
        for (int k = 0; k < carried.length; k++) {
            ItemPlan item = item(k);
            depth[k] = chain.promotions.depth(country, item.index(), now);
            nextDepth[k] = chain.promotions.depth(country, item.index(), now + 1);
            if (review) {
                reviewPrice(k, item, now, day, sink);
            }
            tellPromotion(k, item, now, depth[k], sink);
            weekly[k] = base[k] * level(item, now) * PromotionPlan.lift(item, depth[k]);
        }
    }

    /** The item's slow ups and downs across the chain, and a week's own luck in this store. */
    private double level(ItemPlan item, int now) {
        double phase = Dice.unit(seed(), Purpose.LEVEL, item.index()) * 2 * Math.PI;
        double waves = 0.12 * Math.sin(now / 6.1 + phase) + 0.1 * Math.sin(now / 14.3 + 2.7 * phase);
        double luck = Dice.unit(seed(), Purpose.LEVEL, item.index(), store.index(), now) - 0.5;
        return Math.exp(waves + 0.25 * luck);
    }

    private void reviewPrice(int k, ItemPlan item, int now, int day, TruthSink sink) {
        Dice dice = Dice.of(
                seed(), Purpose.PRICES, item.index(), store.region().country().hashCode(), now);
        if (dice.chance(0.12)) {
            double change = dice.chance(0.8) ? dice.between(0.02, 0.08) : -dice.between(0.03, 0.1);
            long before = price[k];
            price[k] = round(before / 100.0 * (1 + change));
            base[k] *= Math.pow((double) price[k] / before, -item.elasticity() / 2);
            if (price[k] != before) {
                sink.price(item, priceSince[k], day, before);
                priceSince[k] = day;
            }
        }
    }

    private void tellPromotion(int k, ItemPlan item, int inWeek, double cut, TruthSink sink) {
        if (cut > 0) {
            LocalDate monday = chain.promotions.monday(inWeek);
            String id = chain.promotions.id(store.region().country(), inWeek);
            sink.promotion(item, id, monday, monday.plusWeeks(1), cut(price[k], cut), PromotionPlan.kind(cut));
        }
    }

    /** Tells the prices not told yet; they hold until a day, or -1: still. */
    void tellPrices(int until, TruthSink sink) {
        for (int k = 0; k < carried.length; k++) {
            sink.price(item(k), priceSince[k], until, price[k]);
        }
    }

    /** Tells the promotions already planned behind the last day of sales. */
    void tellPromotionsAhead(TruthSink sink) {
        String country = store.region().country();
        int last = chain.promotions.week(chain.options.end().plusDays(Chain.PLANNED_AHEAD_DAYS));
        for (int k = 0; k < carried.length; k++) {
            for (int ahead = week + 1; ahead <= last; ahead++) {
                tellPromotion(k, item(k), ahead, chain.promotions.depth(country, item(k).index(), ahead), sink);
            }
        }
    }

    /** A shelf price: ends in 9. */
    private static long round(double price) {
        return Math.max(19, Math.round(price * 10) * 10 - 1);
    }

    private long seed() {
        return chain.options.seed();
    }
}
