package io.scanline.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One task's rows of a CSV file that many tasks make together: no header. */
final class Piece implements Closeable {
    private final OutputStream out;

    Piece(Layout layout, String file, int block) throws IOException {
        out = layout.create(layout.pieces(file).child(Layout.part(block)));
    }

    void row(Object... values) throws IOException {
        out.write((CsvText.row(values) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
