package io.scanline.report;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.Lake;
import io.scanline.table.UnusualEvents;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Open unusual events of the last four weeks of data as stories: an event with those that it explains folded inside. Where
 * there are none, the older ones.
 *
 * @param open open events since {@code since}
 * @param older open events before that
 * @param total events ever found
 * @param retracted those of them, since {@code since}, that later data did not bear out; no story
 * @param parents stories told: the open events since {@code since} that no other explains; the older ones where there are none
 * @param since first day looked at, ISO
 * @param bySeverity how many of {@code parents} each severity has, the most severe first
 * @param stories at most {@link #STORIES}, those of the last week first, then by severity, then by money within each currency
 */
record Events(
        long open,
        long older,
        long total,
        long retracted,
        long parents,
        String since,
        Map<String, Long> bySeverity,
        List<Map<String, Object>> stories) {

    static final int STORIES = 60;
    static final int CHILDREN = 12;

    private static final List<String> SEVERITIES = List.of("HIGH", "MEDIUM", "LOW");
    private static final int DAYS = 28;
    private static final int NEWS_DAYS = 7;
    private static final String LOCAL = "yyyy-MM-dd HH:mm";
    private static final String AGE_RANK = "age_rank";
    private static final String SEVERITY_RANK = "severity_rank";
    private static final String MONEY_RANK = "money_rank";

    /** @param lastDay last day of data; null where only the events know */
    static Events of(Lake lake, LocalDate lastDay) {
        Dataset<Row> all = lake.read(UnusualEvents.TABLE);
        LocalDate last = lastDay == null ? lastDay(all) : lastDay;
        if (last == null) {
            return new Events(0, 0, 0, 0, 0, null, Map.of(), List.of());
        }
        LocalDate since = last.minusDays(DAYS - 1L);
        Column isOpen = col(UnusualEvents.STATUS).equalTo(UnusualEvents.OPEN);
        Column isRetracted = col(UnusualEvents.STATUS).equalTo(UnusualEvents.RETRACTED);
        Column isRecent = isSince(since);
        Row counts = all.agg(
                        count(lit(1)),
                        count(when(isOpen.and(isRecent), 1)),
                        count(when(isOpen.and(not(isRecent)), 1)),
                        count(when(isRetracted.and(isRecent), 1)))
                .first();
        boolean quiet = counts.getLong(1) == 0;
        Dataset<Row> open = ranked(all.where(quiet ? isOpen : isOpen.and(isRecent)), last.minusDays(NEWS_DAYS - 1L));
        EventTree tree = EventTree.of(open.orderBy(order()));
        return new Events(
                counts.getLong(1),
                counts.getLong(2),
                counts.getLong(0),
                counts.getLong(3),
                tree.stories().size(),
                since.toString(),
                bySeverity(tree),
                stories(lake, open, tree));
    }

    private static Column isSince(LocalDate day) {
        return col(UnusualEvents.WINDOW_START).geq(lit(day + " 00:00:00").cast("timestamp"));
    }

    private static LocalDate lastDay(Dataset<Row> events) {
        String latest = Days.latest(events, UnusualEvents.WINDOW_START);
        return latest == null ? null : LocalDate.parse(latest.substring(0, 10));
    }

    private static Column severityRank() {
        Column severity = col(UnusualEvents.SEVERITY);
        return when(severity.equalTo("HIGH"), 1)
                .when(severity.equalTo("MEDIUM"), 2)
                .otherwise(3);
    }

    private static Map<String, Long> bySeverity(EventTree tree) {
        Map<String, Long> counts = new LinkedHashMap<>();
        SEVERITIES.forEach(severity -> {
            long count =
                    tree.stories().values().stream().filter(severity::equals).count();
            if (count > 0) {
                counts.put(severity, count);
            }
        });
        return counts;
    }

    /** Ranks the last week before the rest, then by severity, then by money; money is only compared within a currency. */
    private static Dataset<Row> ranked(Dataset<Row> events, LocalDate news) {
        return events.withColumn(SEVERITY_RANK, severityRank())
                .withColumn(AGE_RANK, when(isSince(news), 1).otherwise(2))
                .withColumn(
                        MONEY_RANK,
                        row_number()
                                .over(Window.partitionBy(UnusualEvents.CURRENCY, AGE_RANK, SEVERITY_RANK)
                                        .orderBy(
                                                abs(col(UnusualEvents.IMPACT_MONEY))
                                                        .desc(),
                                                col(UnusualEvents.EVENT_ID))));
    }

    private static Column[] order() {
        return new Column[] {
            col(AGE_RANK), col(SEVERITY_RANK), col(MONEY_RANK), col(UnusualEvents.CURRENCY), col(UnusualEvents.EVENT_ID)
        };
    }

    private static List<Map<String, Object>> stories(Lake lake, Dataset<Row> open, EventTree tree) {
        Object[] ids = tree.stories().keySet().stream().limit(STORIES).toArray();
        Dataset<Row> chosen = open.where(col(UnusualEvents.EVENT_ID).isin(ids))
                .join(
                        EventPlaces.of(lake),
                        CollectionConverters.asScala(List.of(UnusualEvents.LEVEL, UnusualEvents.ENTITY))
                                .toSeq(),
                        "left")
                .orderBy(order());
        List<Map<String, Object>> stories = Figures.of(chosen.select(columns()), STORIES);
        EventPlaces.nameDrivers(lake, stories);
        Map<Object, Object> hours = EventHours.around(lake, chosen, STORIES);
        for (Map<String, Object> story : stories) {
            List<EventTree.Folded> folded = tree.foldedInto(story.get("id").toString());
            story.put("hours", hours.getOrDefault(story.get("id"), List.of()));
            story.put("childCount", folded.size());
            story.put(
                    "children",
                    folded.stream()
                            .limit(CHILDREN)
                            .map(EventTree.Folded::figures)
                            .toList());
        }
        return stories;
    }

    private static Column local(String instant) {
        return date_format(CalendarColumns.localTime(col(instant), coalesce(col(EventPlaces.ZONE), lit("UTC"))), LOCAL);
    }

    private static Column[] columns() {
        return new Column[] {
            col(UnusualEvents.EVENT_ID).as("id"),
            col(UnusualEvents.SEVERITY),
            col(UnusualEvents.KIND),
            col(UnusualEvents.LEVEL),
            coalesce(col(EventPlaces.PLACE), col(UnusualEvents.ENTITY)).as(EventPlaces.PLACE),
            col(EventPlaces.REGION),
            col(UnusualEvents.DEPARTMENT),
            col(UnusualEvents.CURRENCY),
            local(UnusualEvents.WINDOW_START).as("from"),
            local(UnusualEvents.WINDOW_END).as("to"),
            coalesce(col(EventPlaces.ZONE), lit("UTC")).as(EventPlaces.ZONE),
            col(UnusualEvents.METRIC),
            col(UnusualEvents.ACTUAL),
            col(UnusualEvents.EXPECTED),
            col(UnusualEvents.LOWER),
            col(UnusualEvents.UPPER),
            col(UnusualEvents.PCT),
            col(UnusualEvents.IMPACT_MONEY).as("impact"),
            col(UnusualEvents.SCORE),
            col(UnusualEvents.Q_VALUE).as("falseRate"),
            col(UnusualEvents.BASELINE_METHOD).as("baselineMethod"),
            col(UnusualEvents.BASELINE_WEEKS).as("baselineWeeks"),
            col(UnusualEvents.COLD_START_WEIGHT).as("coldStart"),
            col(UnusualEvents.COMPLETENESS),
            col(UnusualEvents.DRIVERS),
            col(UnusualEvents.TRANSACTIONS_EFFECT).as("transactionsEffect"),
            col(UnusualEvents.BASKET_EFFECT).as("basketEffect"),
            col(UnusualEvents.MATCHED_CONTEXT).as("context"),
            col(UnusualEvents.HEADLINE),
            col(UnusualEvents.SUGGESTED_ACTION).as("action")
        };
    }
}
