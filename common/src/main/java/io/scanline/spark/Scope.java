package io.scanline.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rows that a write replaces, named by values of the table's own columns. */
public sealed interface Scope {
    /** The scope as a Delta predicate. Built from typed values only, never from text that came in. */
    String predicate();

    static Scope everything() {
        return new Everything();
    }

    static Scope dates(String column, Collection<LocalDate> days) {
        return new Predicate(quoted(column) + " IN ("
                + new TreeSet<>(days).stream().map(Scope::literal).collect(Collectors.joining(", ")) + ")");
    }

    /** Days from {@code from} until the day before {@code to}. */
    static Scope dateRange(String column, LocalDate from, LocalDate to) {
        return new Predicate(quoted(column) + " >= " + literal(from) + " AND " + quoted(column) + " < " + literal(to));
    }

    static Scope values(String column, Collection<String> values) {
        return new Predicate(quoted(column) + " IN ("
                + new TreeSet<>(values).stream().map(Scope::literal).collect(Collectors.joining(", ")) + ")");
    }

    /** Instants from {@code from} until just before {@code to}. */
    static Scope instants(String column, Instant from, Instant to) {
        return new Predicate(quoted(column) + " >= " + literal(from) + " AND " + quoted(column) + " < " + literal(to));
    }

    default Scope and(Scope other) {
        return this instanceof Everything
                ? other
                : new Predicate("(" + predicate() + ") AND (" + other.predicate() + ")");
    }

    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    private static String literal(LocalDate day) {
        return "DATE'" + day + "'";
    }

    private static String literal(Instant instant) {
        return "TIMESTAMP'" + instant + "'";
    }

    private static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    record Everything() implements Scope {
        @Override
        public String predicate() {
            return "true";
        }
    }

    record Predicate(String predicate) implements Scope {}
}
