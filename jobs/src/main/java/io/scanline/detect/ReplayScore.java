package io.scanline.detect;

import io.scanline.stats.Percentile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How well a replay did against labels.
 *
 * <p>A label is found when an alert of its kind, a story or one that another explains, at its place and of its department or all
 * of them, overlaps its window. An alert that was ever a story is true when it overlaps a label of a place that contains its own
 * or lies in it, of whatever kind; false otherwise, also where it was taken back later. The root is right when the alert that
 * found the label is at the label's own place and was a story at the end.
 *
 * @param labels all of them
 * @param large those whose money reaches the gate
 * @param precision share of the stories that are true; null where there was none
 * @param recall share of the large labels that were found; null where there are none
 * @param rootShare share of the found large labels whose root is right; null where none was found
 * @param lateEpisodes labels of kind DATA_LATE, of whatever money
 * @param lateNamed those of them that were found
 * @param lateNamedDrop those of them that a story at their place calls SALES_DROP at the end
 * @param delayMedianHours from the start of a found large label until the end of the hour with which it was first found
 * @param delayP90Hours the same of the slowest tenth
 * @param missed large labels that were not found
 * @param wrong false stories
 */
record ReplayScore(
        int labels,
        int large,
        Double precision,
        Double recall,
        Double rootShare,
        int lateEpisodes,
        int lateNamed,
        int lateNamedDrop,
        Double delayMedianHours,
        Double delayP90Hours,
        List<Label> missed,
        List<Alert> wrong) {

    /** @param storesOf ids of the stores at each place, by level and entity with a blank between */
    static ReplayScore of(List<Label> labels, List<Alert> alerts, Map<String, Set<String>> storesOf) {
        List<Label> large = labels.stream().filter(Label::worthTheGate).toList();
        List<Label> found = large.stream()
                .filter(l -> alerts.stream().anyMatch(l::isFoundBy))
                .toList();
        List<Alert> stories = alerts.stream().filter(Alert::everStory).toList();
        Predicate<Alert> isTrue = alert -> labels.stream()
                .anyMatch(l ->
                        l.overlaps(alert) && related(storesOf, l.level(), l.entity(), alert.level(), alert.entity()));
        List<Alert> wrong = stories.stream().filter(isTrue.negate()).toList();
        long rooted = found.stream()
                .filter(l -> alerts.stream().anyMatch(a -> l.isFoundBy(a) && a.story()))
                .count();
        List<Label> late = labels.stream()
                .filter(l -> l.kind().equals(Kind.DATA_LATE.name()))
                .toList();
        double[] delays = found.stream()
                .mapToDouble(l -> alerts.stream()
                        .filter(l::isFoundBy)
                        .mapToDouble(a -> a.hoursAfter(l.from()))
                        .min()
                        .orElseThrow())
                .sorted()
                .toArray();
        return new ReplayScore(
                labels.size(),
                large.size(),
                share(stories.size() - wrong.size(), stories.size()),
                share(found.size(), large.size()),
                share(rooted, found.size()),
                late.size(),
                count(late, l -> alerts.stream().anyMatch(l::isFoundBy)),
                count(late, l -> alerts.stream().anyMatch(a -> isDropOf(l, a))),
                quantile(delays, 0.5),
                quantile(delays, 0.9),
                large.stream().filter(l -> !found.contains(l)).toList(),
                wrong);
    }

    private static boolean isDropOf(Label late, Alert alert) {
        return alert.kind() == Kind.SALES_DROP
                && alert.story()
                && alert.stands()
                && late.isAt(alert)
                && late.overlaps(alert);
    }

    private static boolean related(
            Map<String, Set<String>> storesOf, String level, String entity, String otherLevel, String otherEntity) {
        Set<String> stores = storesOf.getOrDefault(level + " " + entity, Set.of());
        return storesOf.getOrDefault(otherLevel + " " + otherEntity, Set.of()).stream()
                .anyMatch(stores::contains);
    }

    private static int count(List<Label> labels, Predicate<Label> condition) {
        return (int) labels.stream().filter(condition).count();
    }

    private static Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static Double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? null : Double.valueOf(Percentile.nearestRank(sorted, share));
    }
}
