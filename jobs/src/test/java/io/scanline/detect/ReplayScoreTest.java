package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stores S1 and S2 in region R; everything happens on one day, hours are those of its clock. */
class ReplayScoreTest {
    private static final Instant DAY = Instant.parse("2024-03-05T00:00:00Z");
    private static final Map<String, Set<String>> STORES = Map.of(
            "STORE S1",
            Set.of("S1"),
            "STORE S2",
            Set.of("S2"),
            "REGION R",
            Set.of("S1", "S2"),
            "STORE S3",
            Set.of("S3"));

    @Test
    void findsALabelByKindPlaceAndTimeAndTimesIt() {
        List<Label> labels = List.of(
                label("found", "STORE", "S1", "SALES_DROP", 10, 16),
                label("of another kind", "STORE", "S2", "SALES_SPIKE", 10, 16));
        List<Alert> alerts = List.of(
                alert("STORE", "S1", Kind.SALES_DROP, 13, 11, 16), alert("STORE", "S2", Kind.SALES_DROP, 12, 11, 16));

        ReplayScore score = ReplayScore.of(labels, alerts, STORES);

        assertThat(score.recall()).isEqualTo(0.5);
        assertThat(score.missed()).extracting(Label::id).containsExactly("of another kind");
        assertThat(score.delayMedianHours()).isEqualTo(3);
        assertThat(score.precision())
                .as("both overlap something that happened there")
                .isEqualTo(1);
        assertThat(score.rootShare()).isEqualTo(1);
    }

    @Test
    void aStoryIsFalseWhereNothingHappenedAlsoWhenItWasTakenBack() {
        Alert noise = new Alert("x", "STORE", "S3", "*", Kind.SALES_SPIKE, at(12), at(11), at(12), true, true, false);

        ReplayScore score = ReplayScore.of(
                List.of(label("drop", "STORE", "S1", "SALES_DROP", 10, 16)),
                List.of(noise, alert("STORE", "S1", Kind.SALES_DROP, 12, 11, 12)),
                STORES);

        assertThat(score.precision()).isEqualTo(0.5);
        assertThat(score.wrong()).containsExactly(noise);
    }

    @Test
    void theRootIsWrongWhereAnotherEventExplainsTheRightOne() {
        Alert part = new Alert("x", "STORE", "S1", "*", Kind.SALES_DROP, at(12), at(11), at(15), true, false, true);

        ReplayScore score = ReplayScore.of(
                List.of(label("drop", "STORE", "S1", "SALES_DROP", 10, 16)),
                List.of(part, alert("REGION", "R", Kind.SALES_DROP, 13, 11, 15)),
                STORES);

        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.rootShare()).isZero();
        assertThat(score.precision()).as("the region has the store").isEqualTo(1);
    }

    @Test
    void lateDataIsNamedSoAndNotADrop() {
        List<Label> labels = List.of(
                label("named", "STORE", "S1", "DATA_LATE", 10, 16), label("drop", "STORE", "S2", "DATA_LATE", 10, 16));

        ReplayScore score = ReplayScore.of(
                labels,
                List.of(
                        alert("STORE", "S1", Kind.DATA_LATE, 12, 10, 16),
                        alert("STORE", "S2", Kind.SALES_DROP, 12, 10, 16)),
                STORES);

        assertThat(List.of(score.lateEpisodes(), score.lateNamed(), score.lateNamedDrop()))
                .containsExactly(2, 1, 1);
    }

    @Test
    void saysNothingOfWhatDoesNotOccur() {
        ReplayScore score = ReplayScore.of(List.of(), List.of(), STORES);

        assertThat(score.precision()).isNull();
        assertThat(score.recall()).isNull();
        assertThat(score.delayP90Hours()).isNull();
    }

    @Test
    void theSlowestTenthIsLeftOutOfTheDelay() {
        List<Label> labels = new java.util.ArrayList<>();
        List<Alert> alerts = new java.util.ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Instant from = DAY.plus(Duration.ofDays(i));
            labels.add(new Label("l" + i, "STORE", "S1", "*", "SALES_DROP", from, from.plusSeconds(36_000), true));
            alerts.add(new Alert(
                    "a" + i,
                    "STORE",
                    "S1",
                    "*",
                    Kind.SALES_DROP,
                    from.plusSeconds(3600L * i),
                    from,
                    from.plusSeconds(3600),
                    true,
                    true,
                    true));
        }

        ReplayScore score = ReplayScore.of(labels, alerts, STORES);

        assertThat(score.delayMedianHours()).isEqualTo(5);
        assertThat(score.delayP90Hours()).isEqualTo(9);
    }

    private static Label label(String id, String level, String entity, String kind, int from, int to) {
        return new Label(id, level, entity, "*", kind, at(from), at(to), true);
    }

    private static Alert alert(String level, String entity, Kind kind, int raised, int from, int to) {
        return new Alert(entity + kind, level, entity, "*", kind, at(raised), at(from), at(to), true, true, true);
    }

    private static Instant at(int hour) {
        return DAY.plus(Duration.ofHours(hour));
    }
}
