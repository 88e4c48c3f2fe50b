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
    /** Nothing in the lake tells. */
    NOWHERE
}
