package io.scanline.config;

/** A failure that the user can mend: it says what happened, where, and what to do, and carries the exit code. */
public final class ScanlineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a command ended; the number is the process's exit code. */
    public enum Code {
        BUG(1),
        USAGE(2),
        DATA_REFUSED(3),
        STORAGE(4),
        BUSY(5);

        private final int exitCode;

        Code(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Code code;

    private ScanlineException(Code code, String what, String wayOut, Throwable cause) {
        super(what + "\n  " + wayOut, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Wrong options, configuration or profile. */
    public static ScanlineException usage(String what, String wayOut) {
        return new ScanlineException(Code.USAGE, what, wayOut, null);
    }

    /** Data that must not be published: it does not balance, or too much of it is bad. */
    public static ScanlineException refused(String what, String wayOut) {
        return new ScanlineException(Code.DATA_REFUSED, what, wayOut, null);
    }

    /** What the work stands on failed: storage that cannot be read or written, a cluster that took Spark away. */
    public static ScanlineException storage(String what, String wayOut, Throwable cause) {
        return new ScanlineException(Code.STORAGE, what, wayOut, cause);
    }

    /** Another run holds the lake. */
    public static ScanlineException busy(String what, String wayOut) {
        return new ScanlineException(Code.BUSY, what, wayOut, null);
    }
}
