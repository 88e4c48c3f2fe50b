package io.scanline.doctor;

/**
 * What one check found.
 *
 * @param wayOut what to mend; empty where all is well
 */
public record Finding(Level level, String subject, String found, String wayOut) {
    /** OK; WARN: works, but not well; FAIL: does not work. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, "");
    }

    static Finding warn(String subject, String found, String wayOut) {
        return new Finding(Level.WARN, subject, found, wayOut);
    }

    static Finding fail(String subject, String found, String wayOut) {
        return new Finding(Level.FAIL, subject, found, wayOut);
    }

    String line() {
        String line = "%-4s  %-13s %s".formatted(level, subject, found);
        return wayOut.isEmpty() ? line : line + "\n                    " + wayOut;
    }
}
