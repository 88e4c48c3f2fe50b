package io.scanline.cli;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The commands that {@code run} can do, in the order of the tables that they read. */
enum Step {
    INGEST,
    SUMMARIZE,
    COMPARE,
    DETECT,
    FORECAST,
    REORDER,
    REPORT,
    MAINTAIN;

    /** What a day needs; files are looked after when somebody asks for it. */
    static final Set<Step> WHOLE_DAY = EnumSet.range(INGEST, REPORT);

    /** The command's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
