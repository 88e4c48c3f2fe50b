package io.scanline.table;

/** What analysts say of unusual events. */
public final class EventFeedback {
    public static final String EVENT_ID = "event_id";
    public static final String VERDICT = "verdict";
    public static final String NOTE = "note";

    /** Nothing to act on: the event is closed, and so are those like it in the weeks that follow. */
    public static final String NORMAL = "NORMAL";
    /** Something happened indeed: the event stays open. */
    public static final String REAL = "REAL";

    public static final Table TABLE = Table.named("event_feedback")
            .about("One row per event of unusual_events that an analyst looked at; the last word counts.")
            .required(EVENT_ID, Types.STRING, "event_id of unusual_events")
            .required(
                    VERDICT,
                    Types.STRING,
                    "NORMAL: nothing to act on, silent from now on, as are events like it for 13 weeks; REAL: it stays open")
            .optional(NOTE, Types.STRING, "why, for other readers")
            .key(EVENT_ID)
            .sortedBy(EVENT_ID)
            .build();

    private EventFeedback() {}
}
