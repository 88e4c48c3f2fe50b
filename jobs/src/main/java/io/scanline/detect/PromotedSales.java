package io.scanline.detect;

import io.scanline.stats.Robust;
import java.util.function.IntConsumer;

/**
 * What a series sells more because more of it than usual is discounted. Promotions come and go by the week; one of a best seller
 * nearly doubles its department, and adds a half to a small store. What is usual is what sells without them, and a promotion's
 * week must not raise what is expected of the next.
 *
 * <p>Sales of a promotion are told by its discounts, as they come: so nobody need know beforehand how well it will sell.
 */
final class PromotedSales {
    /** Sales that a unit of discount beyond the usual brings: as a quarter off does, at which twice as many units sell. */
    private static final double UPLIFT = 1;
    /** How far sales stray from that, from promotion to promotion. */
    static final double DEVIATION = 0.4;
    /** The same of customers, who are many for cheap goods and few for dear ones. */
    static final double DEVIATION_OF_CUSTOMERS = 1.5;

    /** By slot, without what promotions brought: up to the day last learned. */
    final double[] sales;

    final double[] transactions;

    private final HourSeries series;
    private final boolean[] ordinary;
    private final int daysBack;
    private double usual;
    private int learned = -1;

    /**
     * @param ordinary by day: it tells what is usual
     * @param daysBack days before a day that tell what is usual on it
     */
    PromotedSales(HourSeries series, boolean[] ordinary, int daysBack) {
        this.series = series;
        this.ordinary = ordinary;
        this.daysBack = daysBack;
        this.sales = new double[series.sales.length];
        this.transactions = new double[series.sales.length];
    }

    /**
     * Takes promotions out of a day and those before it that tell what is usual on it; days must be asked for in order.
     *
     * @param changed is told the days whose figures are others now
     */
    void learn(int day, IntConsumer changed) {
        double before = usual;
        int first = Math.max(0, day - daysBack);
        usual = usualShare(first, day);
        for (int past = usual == before ? Math.max(first, learned + 1) : first; past <= day; past++) {
            takeOut(past);
            changed.accept(past);
        }
        learned = day;
    }

    /** Takes promotions out of a day once more, as more came to be known of it. */
    void changed(int day) {
        if (day <= learned) {
            takeOut(day);
        }
    }

    /** Sales of an hour that are there because of promotions, by what is usual on the day last learned. */
    double of(int slot) {
        double gross = series.sales[slot] + series.discount[slot];
        return Math.max(0, Math.min(series.sales[slot], UPLIFT * (series.discount[slot] - usual * gross)));
    }

    /**
     * Customers of an hour that are there because of promotions: they are as large a part of all as the sales.
     *
     * @param promoted sales of the hour that are there because of promotions
     */
    double transactionsOf(int slot, double promoted) {
        return promoted == 0 ? 0 : series.transactions[slot] * promoted / series.sales[slot];
    }

    private void takeOut(int day) {
        for (int slot = day * WeekProfile.HOURS; slot < (day + 1) * WeekProfile.HOURS; slot++) {
            double promoted = of(slot);
            sales[slot] = series.sales[slot] - promoted;
            transactions[slot] = series.transactions[slot] - transactionsOf(slot, promoted);
        }
    }

    /** The discount's part of gross sales on the middle one of the days. */
    private double usualShare(int first, int end) {
        double[] shares = new double[end - first];
        int n = 0;
        for (int day = first; day < end; day++) {
            double discount = series.total(series.discount, day);
            double gross = series.total(series.sales, day) + discount;
            if (ordinary[day] && gross > 0) {
                shares[n++] = discount / gross;
            }
        }
        return n == 0 ? 0 : Robust.median(shares, n);
    }
}
