package io.scanline.config;

/** Text as HTML. */
public final class Html {
    private Html() {}

    /** The text with nothing in it that is markup, for elements and for attributes in double quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
