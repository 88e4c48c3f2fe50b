package io.scanline.verify;

/** Two values that should be one. */
record Mismatch(String raw, String lake) {
    static Mismatch of(String field, Object raw, Object lake) {
        return new Mismatch(field + " " + shown(raw), field + " " + shown(lake));
    }

    private static String shown(Object value) {
        return value == null ? "nothing" : String.valueOf(value);
    }
}
