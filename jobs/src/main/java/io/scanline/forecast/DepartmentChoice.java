package io.scanline.forecast;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/** The departments that the boosted engine forecasts; the statistical engine has the others. */
final class DepartmentChoice implements Serializable {
    private static final long serialVersionUID = 1;

    private final boolean all;
    private final TreeSet<String> departments;

    private DepartmentChoice(boolean all, Set<String> departments) {
        this.all = all;
        this.departments = new TreeSet<>(departments);
    }

    static DepartmentChoice all() {
        return new DepartmentChoice(true, Set.of());
    }

    static DepartmentChoice none() {
        return new DepartmentChoice(false, Set.of());
    }

    static DepartmentChoice of(Set<String> departments) {
        return new DepartmentChoice(false, departments);
    }

    boolean takes(String department) {
        return all || departments.contains(department);
    }

    boolean takesNone() {
        return !all && departments.isEmpty();
    }
}
