package io.scanline.detect;

import java.time.Duration;
import java.time.Instant;

/**
 * An event as a replay saw it, from when it was first found.
 *
 * @param raised end of the last hour that was known when it was first found
 * @param from start of the earliest hour that it ever had
 * @param to end of the latest one
 * @param everStory at some step no other event explained it, so that somebody was told of it
 * @param story so at the last step at which it was found
 * @param stands it was still found when all data of its day was there
 */
record Alert(
        String id,
        String level,
        String entity,
        String department,
        Kind kind,
        Instant raised,
        Instant from,
        Instant to,
        boolean everStory,
        boolean story,
        boolean stands) {

    double hoursAfter(Instant start) {
        return Duration.between(start, raised).toSeconds() / 3600.0;
    }

    @Override
    public String toString() {
        return String.join(" ", kind.name(), level, entity, department, from.toString(), to.toString());
    }
}
