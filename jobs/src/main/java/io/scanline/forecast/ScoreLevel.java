package io.scanline.forecast;

/** The twelve levels that forecasts are scored at, those of M5; each counts the same in the mean. */
enum ScoreLevel {
    CHAIN,
    REGION,
    STORE,
    CATEGORY,
    DEPARTMENT,
    REGION_CATEGORY,
    REGION_DEPARTMENT,
    STORE_CATEGORY,
    STORE_DEPARTMENT,
    ITEM,
    ITEM_REGION,
    ITEM_STORE;

    static final String MEAN = "MEAN";
    /** Items of stores by how fast they sell; no level of the hierarchy. */
    static final String VELOCITY = "VELOCITY";

    static final String WHOLE_LEVEL = "*";

    /** Whether a level sums whole departments of stores. */
    boolean ofDepartments() {
        return compareTo(ITEM) < 0;
    }

    /** The id of what an item of a store belongs to at this level. */
    String entity(StoreSeries store, String path, String itemId) {
        String category = segments(path, 1);
        String department = departmentOf(path);
        return switch (this) {
            case CHAIN -> "chain";
            case REGION -> store.region();
            case STORE -> store.storeId();
            case CATEGORY -> category;
            case DEPARTMENT -> department;
            case REGION_CATEGORY -> store.region() + "/" + category;
            case REGION_DEPARTMENT -> store.region() + "/" + department;
            case STORE_CATEGORY -> store.storeId() + "/" + category;
            case STORE_DEPARTMENT -> store.storeId() + "/" + department;
            case ITEM -> itemId;
            case ITEM_REGION -> itemId + "/" + store.region();
            case ITEM_STORE -> itemId + "/" + store.storeId();
        };
    }

    /** What counts as the department of an item with this path; also the pool whose items one boosted model shares. */
    static String departmentOf(String path) {
        return segments(path, 2);
    }

    /** The first n segments of a department path. */
    private static String segments(String path, int n) {
        int end = -1;
        for (int i = 0; i < n; i++) {
            end = path.indexOf('/', end + 1);
            if (end < 0) {
                return path;
            }
        }
        return path.substring(0, end);
    }
}
