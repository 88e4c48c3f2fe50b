package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A finding with what moved it and what was going on.
 *
 * @param drivers rows of UnusualEvents.DRIVER, largest first
 * @param context rows of UnusualEvents.CONTEXT
 */
record Explained(
        String id,
        Finding finding,
        List<Row> drivers,
        double placeBreadth,
        long placesMoved,
        double departmentBreadth,
        long departmentsMoved,
        long departments,
        List<Row> context) {

    private static final double BROAD = 0.6;

    static Explained of(Row row) {
        return new Explained(
                row.getAs(Drivers.ID),
                Finding.of(row),
                row.getList(row.fieldIndex(Drivers.DRIVERS)),
                number(row, Drivers.PLACE_BREADTH),
                count(row, Drivers.PLACES_MOVED),
                number(row, Drivers.DEPARTMENT_BREADTH),
                count(row, Drivers.DEPARTMENTS_MOVED),
                count(row, Drivers.DEPARTMENTS),
                row.getList(row.fieldIndex(Context.CONTEXT)));
    }

    private static double number(Row row, String column) {
        return row.isNullAt(row.fieldIndex(column)) ? 0 : row.<Double>getAs(column);
    }

    private static long count(Row row, String column) {
        return row.isNullAt(row.fieldIndex(column)) ? 0 : row.<Long>getAs(column);
    }

    /** A promotion that began with it is its reason. */
    boolean promoted() {
        return context.stream().anyMatch(match -> match.getString(0).equals(Context.PROMOTION));
    }

    /** The change is shared by most of its places and departments, so that it is the node's own and not a single part's. */
    boolean explains() {
        boolean places = finding.level().equals(HourlySales.STORE) || (placeBreadth >= BROAD && placesMoved >= 2);
        boolean whole = !finding.department().equals(HourlySales.ALL_DEPARTMENTS)
                || !finding.kind().isSales()
                || departments <= 1;
        return places && (whole || (departmentBreadth >= BROAD && departmentsMoved >= 2));
    }
}
