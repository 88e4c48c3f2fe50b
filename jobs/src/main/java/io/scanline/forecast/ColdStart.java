package io.scanline.forecast;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an item without much history is expected to sell: the mean of the department's settled items in the same price band,
 * weighted by credibility (Buehlmann, 1967): k / (k + days), where k is the variance of one item's days by the variance between
 * items. Where the whole department is younger than that, as in a store that has just opened, its oldest items are the settled ones.
 */
final class ColdStart {
    static final int SETTLED_DAYS = 56;
    private static final double FEWEST_DAYS_OF_PRIOR = 3;
    private static final double MOST_DAYS_OF_PRIOR = 28;
    private static final int FEWEST_IN_BAND = 5;
    private static final int ALL_BANDS = Integer.MIN_VALUE;

    /** Settled items alike: count, and sums of their levels. */
    private record Alike(int items, double sum, double squares) {
        Alike with(double level) {
            return new Alike(items + 1, sum + level, squares + level * level);
        }

        double mean() {
            return items == 0 ? 0 : sum / items;
        }

        double variance() {
            return items < 2 ? mean() * mean() : Math.max(0, squares - sum * sum / items) / (items - 1);
        }
    }

    private final Map<Integer, Alike> bands = new HashMap<>();
    private final double dispersion;

    /** @param items fitted items of one department of one store */
    ColdStart(List<ItemModel> items, double dispersion) {
        this.dispersion = dispersion;
        int oldest = items.stream()
                .filter(item -> item.level() > 0)
                .mapToInt(ItemModel::historyDays)
                .max()
                .orElse(0);
        for (ItemModel item : items) {
            if (item.historyDays() >= Math.min(SETTLED_DAYS, oldest) && item.level() > 0) {
                for (int band : new int[] {band(item), ALL_BANDS}) {
                    bands.merge(
                            band,
                            new Alike(1, item.level(), item.level() * item.level()),
                            (a, b) -> a.with(item.level()));
                }
            }
        }
    }

    /**
     * @param weight of the prior, 0..1
     * @param relativeVariance of the level that results, by its square: what the prior adds to the dispersion
     */
    record Prior(double level, double weight, double relativeVariance) {}

    /** The level of one item after its own days are weighed against the prior. */
    Prior weigh(ItemModel item) {
        Alike alike = bands.getOrDefault(band(item), new Alike(0, 0, 0));
        if (alike.items() < FEWEST_IN_BAND) {
            alike = bands.getOrDefault(ALL_BANDS, alike);
        }
        if (item.historyDays() >= SETTLED_DAYS) {
            return new Prior(item.level(), 0, 0);
        }
        if (alike.items() == 0) {
            return new Prior(item.level(), MOST_DAYS_OF_PRIOR / (MOST_DAYS_OF_PRIOR + item.historyDays()), 0);
        }
        double mean = alike.mean();
        double within = mean + dispersion * mean * mean;
        double k = alike.variance() > 0 ? within / alike.variance() : MOST_DAYS_OF_PRIOR;
        k = Math.max(FEWEST_DAYS_OF_PRIOR, Math.min(MOST_DAYS_OF_PRIOR, k));
        double weight = k / (k + item.historyDays());
        double level = weight * mean + (1 - weight) * item.level();
        return new Prior(level, weight, level > 0 ? weight * weight * alike.variance() / (level * level) : 0);
    }

    /** Prices within a factor of two. */
    private static int band(ItemModel item) {
        double price = item.series().price();
        return price > 0 ? (int) Math.floor(Math.log(price) / Math.log(2)) : Integer.MAX_VALUE;
    }
}
