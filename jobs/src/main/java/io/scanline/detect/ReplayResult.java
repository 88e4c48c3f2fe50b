package io.scanline.detect;

import io.scanline.spark.Result;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What detect would have found while the data came in.
 *
 * @param firstDay first day replayed; null where there is no data
 * @param steps moments at which a day was looked at, over all days
 * @param lateHours store hours whose sales came late
 * @param stories alerts that no other explained when they were found
 * @param takenBack those of them that were not found any more once all data of their day was there
 * @param storiesPer100StoreWeeks stories by trading store and week; null where none traded
 * @param score null without labels
 */
public record ReplayResult(
        LocalDate firstDay,
        LocalDate lastDay,
        long steps,
        long lateHours,
        long stories,
        long takenBack,
        Double storiesPer100StoreWeeks,
        Score score)
        implements Result {
    static final int EXAMPLES = 50;

    /**
     * How well that was, against labels; figures of what does not occur are null.
     *
     * @param labels labels within the replayed days
     * @param largeLabels those whose money reaches the gate
     * @param precision share of the stories that are true, those that were taken back included
     * @param recall share of the large labels that were found
     * @param rootShare share of those found whose own place was named as the root
     * @param lateEpisodes labels of late data
     * @param lateNamed those of them that were called DATA_LATE
     * @param lateNamedDrop those of them that were called SALES_DROP in the end
     * @param delayMedianHours hours from the start of a large label until it was found
     * @param delayP90Hours the same, of which nine in ten are not slower
     * @param falseAlarms stories that are not true
     * @param falseAlarmsStanding those of them that were not taken back
     * @param falseAlarmsPer100StoreWeeks all of them by trading store and week
     * @param missed large labels that were not found, at most {@link #EXAMPLES}
     * @param wrong false alarms, at most {@link #EXAMPLES}
     */
    public record Score(
            int labels,
            int largeLabels,
            Double precision,
            Double recall,
            Double rootShare,
            int lateEpisodes,
            int lateNamed,
            int lateNamedDrop,
            Double delayMedianHours,
            Double delayP90Hours,
            int falseAlarms,
            int falseAlarmsStanding,
            Double falseAlarmsPer100StoreWeeks,
            List<String> missed,
            List<String> wrong) {
        static Score of(ReplayScore score, double storeWeeks) {
            return new Score(
                    score.labels(),
                    score.large(),
                    score.precision(),
                    score.recall(),
                    score.rootShare(),
                    score.lateEpisodes(),
                    score.lateNamed(),
                    score.lateNamedDrop(),
                    score.delayMedianHours(),
                    score.delayP90Hours(),
                    score.wrong().size(),
                    (int) score.wrong().stream().filter(Alert::stands).count(),
                    per100(score.wrong().size(), storeWeeks),
                    score.missed().stream().limit(EXAMPLES).map(Label::toString).toList(),
                    score.wrong().stream().limit(EXAMPLES).map(Alert::toString).toList());
        }

        private String summary() {
            return String.format(
                    Locale.ROOT,
                    "%nPrecision %s, recall %s of %,d labels worth the gate (of %,d), root named right in %s.%n"
                            + "Late data: %,d of %,d episodes named DATA_LATE, %,d SALES_DROP.%n"
                            + "Delay: median %s hours, nine in ten within %s. False alarms: %,d, %s for 100 store-weeks, %,d of them not taken back.",
                    share(precision),
                    share(recall),
                    largeLabels,
                    labels,
                    share(rootShare),
                    lateNamed,
                    lateEpisodes,
                    lateNamedDrop,
                    number(delayMedianHours),
                    number(delayP90Hours),
                    falseAlarms,
                    number(falseAlarmsPer100StoreWeeks),
                    falseAlarmsStanding);
        }
    }

    static ReplayResult nothing() {
        return new ReplayResult(null, null, 0, 0, 0, 0, null, null);
    }

    @Override
    public String summary() {
        if (firstDay == null) {
            return "There are no hours to replay: load and summarize sales first.";
        }
        String told = String.format(
                Locale.ROOT,
                "Replayed %s to %s in %,d steps: %,d stories (%s for 100 store-weeks), %,d of them taken back later; %,d store hours came late.",
                firstDay,
                lastDay,
                steps,
                stories,
                number(storiesPer100StoreWeeks),
                takenBack,
                lateHours);
        return score == null ? told : told + score.summary();
    }

    static Double per100(long count, double storeWeeks) {
        return storeWeeks > 0 ? 100 * count / storeWeeks : null;
    }

    private static String share(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }
}
