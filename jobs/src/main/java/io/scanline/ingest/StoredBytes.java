package io.scanline.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Opens stored files, and undoes their compression. */
final class StoredBytes {
    private static final int BUFFER = 1 << 18;

    private StoredBytes() {}

    /** The bytes as they are stored, from an offset on. */
    static InputStream open(SourceFile file, long offset, Configuration hadoop) throws IOException {
        Path path = new Path(file.uri());
        FSDataInputStream in = path.getFileSystem(hadoop).open(path, BUFFER);
        if (offset > 0) {
            in.seek(offset);
        }
        return new EndAware(new BufferedInputStream(in, BUFFER));
    }

    static InputStream decompressed(InputStream stored, SourceFile.Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> stored;
            case GZIP -> new GZIPInputStream(stored, BUFFER);
            case ZSTD -> new ZstdInputStream(stored);
        };
    }

    /**
     * Says that bytes are available for as long as there are any. GZIPInputStream asks this between the members of a file, and
     * network streams may answer 0 in the middle: what follows would be lost.
     */
    private static final class EndAware extends FilterInputStream {
        private EndAware(BufferedInputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0 ? 0 : Math.max(1, in.available());
        }
    }
}
