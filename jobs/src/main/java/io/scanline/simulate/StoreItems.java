package io.scanline.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The items of one store that can be replayed, and how many cannot and why. */
final class StoreItems {
    /** Why an item is not replayed. */
    enum Excluded {
        /** No supply terms name it. */
        NO_TERMS,
        /** Its supply terms make no sense. */
        UNUSABLE_TERMS,
        /** It was not sold for long enough before the scored days end. */
        SHORT_HISTORY
    }

    private final String storeId;
    private final String currency;
    private final List<ItemSeries> items = new ArrayList<>();
    private final Map<Excluded, Integer> excluded = new EnumMap<>(Excluded.class);
    private final Map<Excluded, String> examples = new EnumMap<>(Excluded.class);

    StoreItems(String storeId, String currency) {
        this.storeId = storeId;
        this.currency = currency;
    }

    void add(ItemSeries series) {
        items.add(series);
    }

    void exclude(Excluded reason, String example) {
        excluded.merge(reason, 1, Integer::sum);
        examples.putIfAbsent(reason, example);
    }

    String storeId() {
        return storeId;
    }

    String currency() {
        return currency;
    }

    List<ItemSeries> items() {
        return items;
    }

    /** The items as they are ordered: together where one of a supplier's asks for a minimum, else each by itself. */
    List<SupplierOrder> orders() {
        Set<String> together = items.stream()
                .map(ItemSeries::supplier)
                .filter(Supplier::asksForMinimum)
                .map(Supplier::id)
                .collect(Collectors.toSet());
        Map<String, List<ItemSeries>> bySupplier = new TreeMap<>();
        List<SupplierOrder> orders = new ArrayList<>();
        for (ItemSeries item : items) {
            String supplier = item.supplier().id();
            if (together.contains(supplier)) {
                bySupplier.computeIfAbsent(supplier, id -> new ArrayList<>()).add(item);
            } else {
                orders.add(new SupplierOrder(List.of(item)));
            }
        }
        bySupplier.values().forEach(each -> orders.add(new SupplierOrder(each)));
        return orders;
    }

    Map<Excluded, Integer> excluded() {
        return excluded;
    }

    /** The first item of a reason, and what is wrong with it; null where there is nothing to say. */
    String example(Excluded reason) {
        return examples.get(reason);
    }

    /** Weekday profiles of the store's departments. */
    Map<String, WeekdayProfile> departments(int days) {
        Map<String, double[]> totals = new HashMap<>();
        for (ItemSeries item : items) {
            double[] total = totals.computeIfAbsent(item.department(), department -> unknown(days));
            for (int day = item.first(); day < Math.min(days, item.end()); day++) {
                double demand = item.demand()[day];
                if (!Double.isNaN(demand)) {
                    total[day] = Double.isNaN(total[day]) ? demand : total[day] + demand;
                }
            }
        }
        Map<String, WeekdayProfile> profiles = new HashMap<>();
        totals.forEach(
                (department, total) -> profiles.put(department, WeekdayProfile.of(total, WeekdayProfile.flat(days))));
        return profiles;
    }

    private static double[] unknown(int days) {
        double[] values = new double[days];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
