package io.scanline.detect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.EventFeedback;
import io.scanline.table.Lake;
import io.scanline.table.UnusualEvents;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What analysts said of events. It stands with the event; an event that they called normal is closed, and so is one like it that
 * follows within {@link #WEEKS} weeks: at the same node, of the same kind, at the same time of the week, in the same direction, and not much larger.
 */
final class Feedback {
    static final int WEEKS = 13;

    private static final long WEEK_SECONDS = 7 * 86_400;
    /** How much larger, as a share of what is expected, an event may be that was called normal before. */
    private static final double TOLERANCE = 1.5;

    private static final List<String> NODE = List.of(
            UnusualEvents.LEVEL,
            UnusualEvents.ENTITY,
            UnusualEvents.DEPARTMENT,
            UnusualEvents.KIND,
            UnusualEvents.CURRENCY);
    private static final String EVENT = "e";
    private static final String SAID = "s";
    private static final String WORD = "word";

    private final Optional<Dataset<Row>> judgements;
    private final boolean isNew;

    private Feedback(Optional<Dataset<Row>> judgements, boolean isNew) {
        this.judgements = judgements;
        this.isNew = isNew;
    }

    static Feedback of(Lake lake) {
        if (!lake.exists(EventFeedback.TABLE)) {
            return new Feedback(Optional.empty(), false);
        }
        boolean isNew = lake.lastRead(EventFeedback.TABLE).orElse(-1) != lake.version(EventFeedback.TABLE);
        return of(lake.read(EventFeedback.TABLE), lake.read(UnusualEvents.TABLE), isNew);
    }

    /** @param events those that the feedback is about */
    static Feedback of(Dataset<Row> feedback, Dataset<Row> events, boolean isNew) {
        Dataset<Row> judgements = events.join(
                        broadcast(feedback.select(EventFeedback.EVENT_ID, EventFeedback.VERDICT, EventFeedback.NOTE)),
                        UnusualEvents.EVENT_ID)
                .select(Stream.concat(
                                Stream.of(
                                        UnusualEvents.EVENT_ID,
                                        UnusualEvents.WINDOW_START,
                                        UnusualEvents.WINDOW_END,
                                        UnusualEvents.PCT,
                                        EventFeedback.VERDICT,
                                        EventFeedback.NOTE),
                                NODE.stream())
                        .map(Column::new)
                        .toArray(Column[]::new));
        return new Feedback(Optional.of(judgements), isNew);
    }

    /** Whether somebody said something since the last run. */
    boolean isNew() {
        return isNew;
    }

    /** Events with the status and the feedback that analysts gave them; what is retracted stays so. */
    Dataset<Row> applied(Dataset<Row> events) {
        if (judgements.isEmpty()) {
            return events;
        }
        Column sameNode =
                NODE.stream().map(name -> event(name).equalTo(said(name))).reduce(lit(true), Column::and);
        Column own = event(UnusualEvents.EVENT_ID).equalTo(said(UnusualEvents.EVENT_ID));
        Column word = struct(
                own.as("own"),
                said(UnusualEvents.WINDOW_START).as("since"),
                said(EventFeedback.VERDICT).as(EventFeedback.VERDICT),
                text(own).as("text"));
        Dataset<Row> words = events.alias(EVENT)
                .join(broadcast(judgements.get().alias(SAID)), sameNode.and(own.or(isLike())))
                .groupBy(event(UnusualEvents.EVENT_ID).as(UnusualEvents.EVENT_ID))
                .agg(max(word).as(WORD));
        Column normal = coalesce(col(WORD).getField(EventFeedback.VERDICT).equalTo(EventFeedback.NORMAL), lit(false));
        return events.join(words, new String[] {UnusualEvents.EVENT_ID}, "left")
                .withColumn(
                        UnusualEvents.STATUS,
                        when(col(UnusualEvents.STATUS).equalTo(UnusualEvents.RETRACTED), UnusualEvents.RETRACTED)
                                .when(normal, UnusualEvents.CLOSED)
                                .otherwise(UnusualEvents.OPEN))
                .withColumn(UnusualEvents.FEEDBACK, col(WORD).getField("text"))
                .select(Stream.of(events.columns()).map(Column::new).toArray(Column[]::new));
    }

    private static Column isLike() {
        Column later = event(UnusualEvents.WINDOW_START)
                .cast("long")
                .minus(said(UnusualEvents.WINDOW_START).cast("long"));
        Column intoWeek = pmod(later, lit(WEEK_SECONDS));
        Column atTheSameTime =
                intoWeek.lt(length(SAID)).or(lit(WEEK_SECONDS).minus(intoWeek).lt(length(EVENT)));
        Column sameDirection = signum(event(UnusualEvents.PCT)).equalTo(signum(said(UnusualEvents.PCT)));
        Column notMuchLarger =
                abs(event(UnusualEvents.PCT)).leq(abs(said(UnusualEvents.PCT)).multiply(TOLERANCE));
        return said(EventFeedback.VERDICT)
                .equalTo(EventFeedback.NORMAL)
                .and(later.gt(0))
                .and(later.leq(WEEKS * WEEK_SECONDS))
                .and(atTheSameTime)
                .and(coalesce(sameDirection.and(notMuchLarger), lit(true)));
    }

    private static Column length(String side) {
        return col(side + "." + UnusualEvents.WINDOW_END)
                .cast("long")
                .minus(col(side + "." + UnusualEvents.WINDOW_START).cast("long"));
    }

    private static Column text(Column own) {
        Column note = coalesce(concat(lit(": "), said(EventFeedback.NOTE)), lit(""));
        return when(own, concat(said(EventFeedback.VERDICT), note))
                .otherwise(concat(said(EventFeedback.VERDICT), lit(", as event "), said(UnusualEvents.EVENT_ID), note));
    }

    private static Column event(String name) {
        return col(EVENT + "." + name);
    }

    private static Column said(String name) {
        return col(SAID + "." + name);
    }
}
