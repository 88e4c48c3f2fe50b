package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.time.Instant;

/**
 * What really happened, for scoring a replay.
 *
 * @param department * for all
 * @param kind a kind of {@link Kind}, or another, which nothing can find
 * @param worthTheGate its money reaches what detect asks for
 */
record Label(
        String id,
        String level,
        String entity,
        String department,
        String kind,
        Instant from,
        Instant to,
        boolean worthTheGate) {

    boolean overlaps(Alert alert) {
        return alert.from().isBefore(to) && from.isBefore(alert.to());
    }

    /** The alert is of this place, kind and time, and of all departments or this one. */
    boolean isFoundBy(Alert alert) {
        return overlaps(alert)
                && kind.equals(alert.kind().name())
                && isAt(alert)
                && (department.equals(HourlySales.ALL_DEPARTMENTS)
                        || alert.department().equals(HourlySales.ALL_DEPARTMENTS)
                        || alert.department().equals(department));
    }

    boolean isAt(Alert alert) {
        return level.equals(alert.level()) && entity.equals(alert.entity());
    }

    @Override
    public String toString() {
        return String.join(" ", id, kind, level, entity, department, from.toString(), to.toString());
    }
}
