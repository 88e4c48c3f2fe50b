package io.scanline.simulate;

import io.scanline.simulate.SimulateOptions.Entry;
import io.scanline.stats.Velocity;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Scores of a store, added up by department, velocity and entry. */
final class StoreScores {
    private final List<Entry> entries;
    private final BigDecimal holdingRate;
    private final Map<String, Map<Velocity, Score[]>> scores = new TreeMap<>();
    private final Map<Velocity, Double[]> safeties = new EnumMap<>(Velocity.class);

    StoreScores(List<Entry> entries, double holdingRate) {
        this.entries = entries;
        this.holdingRate = BigDecimal.valueOf(holdingRate);
    }

    /** A sum over items; money is that of the items whose price and cost are known. */
    static final class Score {
        private final Tally tally = new Tally();
        private long items;
        private long itemsWithoutCost;
        private BigDecimal lostSales = BigDecimal.ZERO;
        private BigDecimal lostMargin = BigDecimal.ZERO;
        private BigDecimal waste = BigDecimal.ZERO;
        private BigDecimal holding = BigDecimal.ZERO;

        private void add(ItemSeries item, Tally more, BigDecimal rate) {
            tally.add(more);
            items++;
            if (!ItemCosts.known(item)) {
                itemsWithoutCost++;
                return;
            }
            BigDecimal margin = item.price().subtract(item.unitCost()).max(BigDecimal.ZERO);
            lostSales = lostSales.add(ItemCosts.money(item.price(), more.lost()));
            lostMargin = lostMargin.add(ItemCosts.money(margin, more.lost()));
            waste = waste.add(ItemCosts.money(item.unitCost(), more.wasted()));
            holding = holding.add(ItemCosts.holding(item, more, rate));
        }

        Tally tally() {
            return tally;
        }

        long items() {
            return items;
        }

        long itemsWithoutCost() {
            return itemsWithoutCost;
        }

        BigDecimal lostSales() {
            return lostSales;
        }

        BigDecimal lostMargin() {
            return lostMargin;
        }

        BigDecimal waste() {
            return waste;
        }

        BigDecimal holding() {
            return holding;
        }
    }

    /** @param tallies one an entry */
    void add(ItemSeries item, Velocity velocity, Tally[] tallies) {
        Score[] sums = scores.computeIfAbsent(item.department(), department -> new TreeMap<>())
                .computeIfAbsent(velocity, group -> new Score[entries.size()]);
        for (int e = 0; e < sums.length; e++) {
            sums[e] = sums[e] == null ? new Score() : sums[e];
            sums[e].add(item, tallies[e], holdingRate);
        }
    }

    /** @param safety one an entry: what other orders can go by, else null */
    void tuned(Velocity velocity, Double[] safety) {
        safeties.put(velocity, safety);
    }

    /**
     * Names a sum.
     *
     * @param safety tuned safety of the store's items of this velocity; null where there is none to go by
     */
    record Key(String department, Velocity velocity, Entry entry, Double safety) {}

    void forEach(BiConsumer<Key, Score> action) {
        scores.forEach((department, groups) -> groups.forEach((velocity, sums) -> {
            for (int e = 0; e < sums.length; e++) {
                action.accept(new Key(department, velocity, entries.get(e), safeties.get(velocity)[e]), sums[e]);
            }
        }));
    }
}
