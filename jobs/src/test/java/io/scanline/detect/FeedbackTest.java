package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import io.scanline.table.EventFeedback;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.UnusualEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FeedbackTest {
    private static final Instant TUESDAY = Instant.parse("2024-02-20T11:00:00Z");

    private final SparkSession spark;

    FeedbackTest(SparkSession spark) {
        this.spark = spark;
    }

    /** On a Tuesday from 11 to 15, an analyst calls a fall of 40% of one store normal. */
    @Test
    void eventsLikeANormalOneAreSilentForAQuarter() {
        List<Row> events = List.of(
                event("market", "S1", "SALES_DROP", TUESDAY, -0.4),
                event("a week later", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(7)), -0.5),
                event("an hour earlier", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofHours(14 * 24 - 1)), -0.3),
                event("13 weeks later", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(91)), -0.4),
                event("14 weeks later", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(98)), -0.4),
                event("the week before", "S1", "SALES_DROP", TUESDAY.minus(Duration.ofDays(7)), -0.4),
                event("on a Wednesday", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(8)), -0.4),
                event("in the evening", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofHours(7 * 24 + 4)), -0.4),
                event("much larger", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(21)), -0.7),
                event("another kind", "S1", "SALES_SPIKE", TUESDAY.plus(Duration.ofDays(7)), 0.4),
                event("another store", "S2", "SALES_DROP", TUESDAY.plus(Duration.ofDays(7)), -0.4),
                event("crowd", "S4", "TRAFFIC_CHANGE", TUESDAY, 0.6),
                event("empty", "S4", "TRAFFIC_CHANGE", TUESDAY.plus(Duration.ofDays(7)), -0.6),
                event("looted", "S3", "SALES_DROP", TUESDAY, -0.9),
                event("gone", "S1", "SALES_DROP", TUESDAY.plus(Duration.ofDays(7)), -0.4, UnusualEvents.RETRACTED));
        Dataset<Row> found = rows(UnusualEvents.TABLE, events);
        Dataset<Row> said = rows(
                EventFeedback.TABLE,
                List.of(
                        TableRows.row(
                                EventFeedback.TABLE,
                                Map.of("event_id", "market", "verdict", "NORMAL", "note", "market day")),
                        TableRows.row(EventFeedback.TABLE, Map.of("event_id", "crowd", "verdict", "NORMAL")),
                        TableRows.row(EventFeedback.TABLE, Map.of("event_id", "looted", "verdict", "REAL"))));

        Map<String, String> word = new TreeMap<>();
        for (Row row : Feedback.of(said, found, true).applied(found).collectAsList()) {
            word.put(
                    row.getAs(UnusualEvents.EVENT_ID),
                    row.getAs(UnusualEvents.STATUS) + " " + row.getAs(UnusualEvents.FEEDBACK));
        }

        assertThat(word).hasSize(events.size()).containsEntry("market", "CLOSED NORMAL: market day");
        assertThat(word).containsEntry("looted", "OPEN REAL");
        String like = "CLOSED NORMAL, as event market: market day";
        assertThat(Stream.of("a week later", "an hour earlier", "13 weeks later")
                        .map(word::get))
                .containsOnly(like);
        assertThat(word).containsEntry("gone", "RETRACTED NORMAL, as event market: market day");
        word.keySet()
                .removeAll(List.of(
                        "gone", "market", "crowd", "looted", "a week later", "an hour earlier", "13 weeks later"));
        assertThat(word.values()).hasSize(8).containsOnly("OPEN null");
    }

    private Dataset<Row> rows(Table table, List<Row> rows) {
        return spark.createDataFrame(rows, table.rowSchema());
    }

    private static Row event(String id, String store, String kind, Instant start, double pct) {
        return event(id, store, kind, start, pct, UnusualEvents.OPEN);
    }

    private static Row event(String id, String store, String kind, Instant start, double pct, String status) {
        Map<String, Object> said = new HashMap<>();
        said.put(UnusualEvents.EVENT_ID, id);
        said.put(UnusualEvents.LEVEL, "STORE");
        said.put(UnusualEvents.ENTITY, store);
        said.put(UnusualEvents.DEPARTMENT, "*");
        said.put(UnusualEvents.CURRENCY, "EUR");
        said.put(UnusualEvents.KIND, kind);
        said.put(UnusualEvents.WINDOW_START, start.toString());
        said.put(UnusualEvents.WINDOW_END, start.plus(Duration.ofHours(4)).toString());
        said.put(UnusualEvents.PCT, pct);
        said.put(UnusualEvents.STATUS, status);
        return TableRows.row(UnusualEvents.TABLE, said);
    }
}
