package io.scanline.runs;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which runs to show.
 *
 * @param job the command that ran; empty for all
 * @param last how many, the newest ones
 * @param since when they started at the earliest; empty: whenever
 * @param days UTC days on which they started
 */
public record RunsOptions(Optional<String> job, int last, Optional<Instant> since, Interval days) {
    public static final int DEFAULT_LAST = 20;
    public static final int MOST = 10_000;

    public RunsOptions {
        if (last < 1 || last > MOST) {
            throw ScanlineException.usage(
                    "--last is " + last + ".",
                    "Give 1 to " + MOST + " runs; scanline export --table runs writes all of them to a file.");
        }
    }

    /** "of summarize since 2024-03-01T10:00:00Z", as a message goes on after "run". */
    String wording() {
        return job.map(name -> " of " + name).orElse("")
                + since.map(moment -> " since " + moment).orElse("")
                + (days.isUnbounded() ? "" : " on " + days);
    }
}
