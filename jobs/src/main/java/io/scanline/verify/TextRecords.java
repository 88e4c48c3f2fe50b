package io.scanline.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The records of a CSV or JSON Lines file. */
final class TextRecords implements RawRecords {
    private final RawLines lines;
    private final Layout layout;
    private final boolean csv;
    private final Map<String, Integer> places = new HashMap<>();
    private int fields;
    private boolean first = true;
    private Kind kind;

    TextRecords(InputStream in, Layout layout, boolean csv) throws IOException {
        this.lines = new RawLines(in, csv && layout.multiline() ? layout.quote() : -1);
        this.layout = layout;
        this.csv = csv;
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        kind = lines.blank() ? Kind.BLANK : Kind.CONTENT;
        if (csv && first && kind == Kind.CONTENT) {
            first = false;
            nameColumns(CsvRecord.split(text(), layout.separator(), layout.quote()));
            kind = layout.header() ? Kind.HEADER : Kind.CONTENT;
        }
        return true;
    }

    private void nameColumns(List<String> line) {
        List<String> names = line == null ? new ArrayList<>() : line;
        fields = names.size();
        for (int i = 0; i < names.size(); i++) {
            boolean named = layout.header() && !names.get(i).isBlank();
            places.put(named ? names.get(i).strip().toLowerCase(Locale.ROOT) : "_c" + i, i);
        }
    }

    @Override
    public long number() {
        return lines.number();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String text() {
        return lines.text(layout.charset());
    }

    @Override
    public RawSale sale() {
        if (kind != Kind.CONTENT || lines.tooLong()) {
            return null;
        }
        if (!csv) {
            Map<String, String> texts = JsonRecord.read(text());
            return texts == null ? null : RawSale.of(layout, texts::get);
        }
        List<String> texts = CsvRecord.split(text(), layout.separator(), layout.quote());
        if (texts == null || texts.size() != fields) {
            return null;
        }
        return RawSale.of(layout, column -> {
            Integer place = places.get(column.toLowerCase(Locale.ROOT));
            return place == null ? null : texts.get(place);
        });
    }
}
