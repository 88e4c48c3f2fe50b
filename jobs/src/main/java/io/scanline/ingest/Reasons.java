package io.scanline.ingest;

/** Why a line is quarantined; a profile's reject-when rules add reasons of their own. */
final class Reasons {
    static final String MALFORMED = "MALFORMED";
    static final String MISSING_FIELD = "MISSING_FIELD";
    static final String BAD_TYPE = "BAD_TYPE";
    static final String BAD_TIMESTAMP = "BAD_TIMESTAMP";
    static final String BAD_CURRENCY = "BAD_CURRENCY";
    static final String UNKNOWN_STORE = "UNKNOWN_STORE";
    static final String OUT_OF_RANGE = "OUT_OF_RANGE";
    static final String AMOUNTS_DISAGREE = "AMOUNTS_DISAGREE";
    static final String KEY_COLLISION = "KEY_COLLISION";
    static final String TOO_LONG = "TOO_LONG";
    static final String BAD_ENCODING = "BAD_ENCODING";

    private Reasons() {}
}
