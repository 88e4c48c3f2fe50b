package io.scanline.verify;

/** Where a raw line went. */
enum LinePlace {
    HEADER,
    BLANK,
    ACCEPTED,
    CORRECTED,
    DUPLICATE,
    /** Accepted, and replaced by a newer message since. */
    SUPERSEDED,
    QUARANTINED,
    /** Its business day left the lake whole. */
    LET_GO,
    /** Nothing in the lake tells. */
    NOWHERE
}
