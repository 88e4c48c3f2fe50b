package io.scanline.ingest;

/** Which line takes the place of another one with its key and another content. */
public enum CorrectionRule {
    /** One whose message_ts is newer. */
    NEWER,

    /** Also one that a later file brings, where message_ts does not tell which is newer. */
    ACCEPT
}
