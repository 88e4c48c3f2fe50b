package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which findings are events, and which event explains which: a finding above whose change is one part's alone gives way to that
 * part; one that its parts share is the event, and they hang under it.
 *
 * <p>Each finding looks only at the few nodes above it, so the work grows with the findings.
 */
final class Hierarchy {
    private static final double OVERLAP = 0.5;
    private static final List<String> LEVELS =
            List.of(HourlySales.CHAIN, HourlySales.COUNTRY, HourlySales.REGION, HourlySales.STORE);

    private final Map<String, List<Explained>> byNode = new HashMap<>();
    private final List<Explained> findings;

    /** @param parent null for an event that no other explains */
    record Event(Explained explained, Explained parent) {}

    private Hierarchy(List<Explained> findings) {
        this.findings = findings;
        findings.forEach(f -> byNode.computeIfAbsent(node(f.finding()), k -> new ArrayList<>())
                .add(f));
    }

    /** The events of one currency's findings, by id. */
    static List<Event> of(List<Explained> findings) {
        List<Explained> standing = new Hierarchy(findings).withoutGivenWay();
        standing = new Hierarchy(standing).withoutTold();
        Hierarchy last = new Hierarchy(standing);
        return standing.stream()
                .map(e -> new Event(e, last.explanation(e)))
                .sorted(Comparator.comparing(event -> event.explained().id()))
                .toList();
    }

    private List<Explained> withoutGivenWay() {
        Set<String> givesWay = new HashSet<>();
        for (Explained part : findings) {
            for (Explained whole : above(part, f -> f.kind() == part.finding().kind())) {
                if (!whole.explains()) {
                    givesWay.add(whole.id());
                }
            }
        }
        return findings.stream().filter(f -> !givesWay.contains(f.id())).toList();
    }

    /**
     * Traffic and baskets that are no aspect of their node's sales tell nothing where data is missing or double, where a part
     * below has the sales that moved them, or where the other of the two is stronger; nor do discounts that a promotion began with.
     */
    private List<Explained> withoutTold() {
        Set<String> told = findings.stream()
                .filter(f -> f.finding().kind() == Kind.DISCOUNT_SPIKE && f.promoted())
                .map(Explained::id)
                .collect(Collectors.toCollection(HashSet::new));
        for (Explained teller : findings) {
            Kind kind = teller.finding().kind();
            for (Explained other : touching(teller)) {
                boolean data = kind.isData();
                boolean ofPartBelow = kind.isSales() && whole(other) == null;
                if (isPart(other) && (data || ofPartBelow)) {
                    told.add(other.id());
                }
            }
        }
        for (Explained part : findings) {
            boolean incomplete =
                    touching(part).stream().anyMatch(f -> f.finding().kind().isData());
            boolean weaker = touching(part).stream()
                    .anyMatch(f -> isPart(f)
                            && f.finding().kind() != part.finding().kind()
                            && Math.abs(f.finding().z())
                                    > Math.abs(part.finding().z()));
            if (isPart(part) && (incomplete || (weaker && whole(part) == null))) {
                told.add(part.id());
            }
        }
        return findings.stream().filter(f -> !told.contains(f.id())).toList();
    }

    private static boolean isPart(Explained explained) {
        return explained.finding().kind() == Kind.TRAFFIC_CHANGE
                || explained.finding().kind() == Kind.BASKET_CHANGE;
    }

    /** The event that explains this one: for traffic and baskets first the sales or returns that they are an aspect of. */
    private Explained explanation(Explained part) {
        Explained whole = whole(part);
        if (whole == null) {
            return highest(above(part, f -> f.kind().explains(part.finding().kind())));
        }
        Explained above = explanation(whole);
        return above == null ? whole : above;
    }

    /** Sales or returns of the same entity or one above it in some of the same hours; null for what is no aspect of any. */
    private Explained whole(Explained aspect) {
        return isPart(aspect)
                ? highest(touching(aspect).stream()
                        .filter(f -> f.finding().kind().isSales() || f.finding().kind() == Kind.RETURNS_SPIKE)
                        .filter(f -> f.finding().department().equals(HourlySales.ALL_DEPARTMENTS))
                        .toList())
                : null;
    }

    /** Of several at one node, the one with the most money. */
    private static Explained highest(List<Explained> wholes) {
        return wholes.stream()
                .min(Comparator.<Explained>comparingInt(
                                f -> LEVELS.indexOf(f.finding().level()))
                        .thenComparing(f -> f.finding().department().equals(HourlySales.ALL_DEPARTMENTS) ? 0 : 1)
                        .thenComparing(f -> -Math.abs(f.finding().money()))
                        .thenComparing(Explained::id))
                .orElse(null);
    }

    private List<Explained> above(Explained part, Predicate<Finding> kind) {
        Finding f = part.finding();
        return nodesFrom(f).stream()
                .filter(node -> !node.equals(node(f)))
                .flatMap(node -> byNode.getOrDefault(node, List.of()).stream())
                .filter(whole -> kind.test(whole.finding()))
                .filter(whole -> whole.finding().direction() == f.direction() && overlap(whole.finding(), f) >= OVERLAP)
                .toList();
    }

    /** Findings of the same entity and those above it, all departments together, that share an hour with this one. */
    private List<Explained> touching(Explained one) {
        return nodesFrom(one.finding()).stream()
                .flatMap(node -> byNode.getOrDefault(node, List.of()).stream())
                .filter(other -> !other.id().equals(one.id()) && overlap(other.finding(), one.finding()) > 0)
                .toList();
    }

    /** Common hours by those of the shorter window. */
    private static double overlap(Finding a, Finding b) {
        double common = Math.min(a.to(), b.to()) - Math.max(a.from(), b.from());
        return Math.max(0, common) / Math.min(a.to() - a.from(), b.to() - b.from());
    }

    private static List<String> nodesFrom(Finding f) {
        List<String> nodes = new ArrayList<>();
        for (String level : LEVELS.subList(0, LEVELS.indexOf(f.level()) + 1)) {
            String entity =
                    switch (level) {
                        case HourlySales.CHAIN -> HourlySales.CHAIN_ENTITY;
                        case HourlySales.COUNTRY -> f.country();
                        case HourlySales.REGION -> f.region();
                        default -> f.entity();
                    };
            nodes.add(node(level, entity, HourlySales.ALL_DEPARTMENTS, f));
            if (!f.department().equals(HourlySales.ALL_DEPARTMENTS)) {
                nodes.add(node(level, entity, f.department(), f));
            }
        }
        return nodes;
    }

    private static String node(Finding f) {
        return node(f.level(), f.entity(), f.department(), f);
    }

    /** With the week, which no event leaves: a long history makes no long lists. */
    private static String node(String level, String entity, String department, Finding f) {
        return level + "|" + entity + "|" + department + "|"
                + Math.floorDiv(f.day().toEpochDay() + 3, 7L);
    }
}
