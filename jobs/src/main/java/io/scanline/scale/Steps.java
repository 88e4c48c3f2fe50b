package io.scanline.scale;

import java.util.regex.Pattern;

/** Names of steps without what differs from run to run. */
final class Steps {
    private static final Pattern OVER_LOG = Pattern.compile("^(Delta: )+");
    private static final Pattern AFTER =
            Pattern.compile(": (Filtering files for query|Compute snapshot for version).*");
    private static final Pattern PLACE = Pattern.compile("\\S*[/\\\\]\\S*");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*");

    private Steps() {}

    /** "ingest: Judging N lines of N files" of a job's description. */
    static String plain(String description) {
        String step = OVER_LOG.matcher(description).replaceFirst("");
        step = AFTER.matcher(step).replaceFirst("");
        step = PLACE.matcher(step).replaceAll("PLACE");
        return NUMBER.matcher(step).replaceAll("N");
    }
}
