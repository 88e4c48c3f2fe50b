package io.scanline.ingest;

import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which store a line is of, and what it says of stores and products that are new. For one thread, a line after the other. */
final class StoreRules {
    private static final String UNASSIGNED_REGION = "UNASSIGNED";
    private static final Pattern STORE_ID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    private final SalesRules.Setting setting;
    private final LineValues values;
    private final LineProblems problems;
    private final Map<String, Integer> storeColumns;
    private final Map<String, Integer> productColumns;
    private final Set<String> storesSent = new HashSet<>();
    private final Set<String> itemsSent = new HashSet<>();
    /** What the line says of a store that is not known; empty where it is. */
    private final Map<String, String> newStore = new TreeMap<>();

    StoreRules(SalesRules.Setting setting, LineValues values, LineProblems problems) {
        this.setting = setting;
        this.values = values;
        this.problems = problems;
        this.storeColumns = setting.layout().under(LineLayout.STORE);
        this.productColumns = setting.layout().under(LineLayout.PRODUCT);
    }

    /**
     * The line's store; null where it is not known and may not be registered.
     *
     * @param currency stated by the line, or null
     */
    StoreClock store(String id, String currency) {
        newStore.clear();
        if (id == null) {
            return null;
        }
        StoreClock known = setting.stores().get(id);
        if (known != null) {
            return known;
        }
        if (!STORE_ID.matcher(id).matches()) {
            problems.add(
                    Reasons.UNKNOWN_STORE,
                    SalesLines.STORE_ID,
                    LineProblems.shown(id) + " is no store id ([A-Za-z0-9_.-], 32 at most)");
            return null;
        }
        if (!setting.registers()) {
            problems.add(
                    Reasons.UNKNOWN_STORE,
                    SalesLines.STORE_ID,
                    id + " is not in stores; load it with --dataset stores, or give --auto-register-stores");
            return null;
        }
        newStore.putAll(values.texts(storeColumns));
        newStore.put(Stores.STORE_ID, id);
        newStore.putIfAbsent(Stores.REGION, UNASSIGNED_REGION);
        newStore.putIfAbsent(Stores.COUNTRY, StoreClock.UNASSIGNED_COUNTRY);
        newStore.putIfAbsent(
                Stores.TIME_ZONE,
                setting.sourceZone() == null ? "UTC" : setting.sourceZone().getId());
        if (currency != null) {
            newStore.putIfAbsent(Stores.CURRENCY, currency);
        }
        String problem = StoreClock.problem(newStore);
        if (problem != null) {
            problems.add(
                    Reasons.UNKNOWN_STORE,
                    SalesLines.STORE_ID,
                    id + " is not in stores and cannot be registered: it " + problem);
            return null;
        }
        return StoreClock.of(newStore);
    }

    /** The columns of a new store or product travel once a task, on the first line that names it. */
    void register(StagedRow out) {
        if (!newStore.isEmpty() && storesSent.add(newStore.get(Stores.STORE_ID))) {
            out.set(StagedLines.NEW_STORE, new TreeMap<>(newStore));
        }
        String item = out.text(SalesLines.ITEM_ID);
        if (!productColumns.isEmpty() && item != null && itemsSent.add(item)) {
            out.set(StagedLines.NEW_PRODUCT, values.texts(productColumns));
        }
    }
}
