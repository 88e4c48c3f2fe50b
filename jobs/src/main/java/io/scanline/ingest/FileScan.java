package io.scanline.ingest;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/**
 * Reads a file's bytes once, before any parser: its SHA-256, its lines, and whether it is whole and what it claims to be. The
 * count of lines is the one that the balance holds the parser to.
 */
final class FileScan {
    /** Times its stored length that a compressed file may grow to: logs grow 5 to 30 times, bombs a thousand times. */
    static final int MOST_EXPANSION = 200;

    /** Decompressed bytes that harm nobody, whatever they came from. */
    private static final long HARMLESS = 1 << 20;

    private final Optional<Format> stated;
    private final ReaderOptions options;
    private final Configuration hadoop;

    /** @param stated the profile's format; empty where each file's ending tells it */
    FileScan(Optional<Format> stated, ReaderOptions options, Configuration hadoop) {
        this.stated = stated;
        this.options = options;
        this.hadoop = hadoop;
    }

    ScannedFile scan(SourceFile file) {
        if (file.length() == 0) {
            return ScannedFile.unusable(file, "is empty: not even a header; deliver it again or take it away");
        }
        Optional<Format> format = stated.or(() -> Format.ofFile(file.uri()));
        if (format.isEmpty()) {
            return ScannedFile.unusable(
                    file,
                    "has no ending that tells its format (.csv, .jsonl, .parquet; .gz and .zst for text); rename it, or state the format in a profile");
        }
        try {
            return scan(file, format.get());
        } catch (EOFException | ZipException | ZstdIOException e) {
            return ScannedFile.unusable(
                    file,
                    "cannot be decompressed to its end (" + e.getMessage()
                            + "): it is cut off or damaged; deliver it again");
        } catch (IOException e) {
            return ScannedFile.unusable(file, "cannot be read: " + e.getMessage());
        }
    }

    private ScannedFile scan(SourceFile file, Format format) throws IOException {
        MessageDigest sha256 = sha256();
        boolean firstBuffer = true;
        long most = Math.max(HARMLESS, file.length() * MOST_EXPANSION);
        LineCounter counter = new LineCounter(file, options, format);
        try (InputStream stored = new DigestInputStream(StoredBytes.open(file, 0, hadoop), sha256)) {
            InputStream in = format == Format.PARQUET ? stored : StoredBytes.decompressed(stored, file.compression());
            byte[] buffer = new byte[1 << 18];
            for (int read = in.readNBytes(buffer, 0, buffer.length);
                    read > 0;
                    read = in.readNBytes(buffer, 0, buffer.length)) {
                Optional<String> mismatch = firstBuffer ? OtherFormat.named(buffer, read, format) : Optional.empty();
                if (mismatch.isPresent()) {
                    return ScannedFile.unusable(file, "is not " + format.label() + ": " + mismatch.get());
                }
                firstBuffer = false;
                if (format != Format.PARQUET) {
                    counter.add(buffer, read);
                }
                if (counter.bytes() > most) {
                    return ScannedFile.unusable(
                            file,
                            "decompresses to more than " + MOST_EXPANSION
                                    + " times its size: no till writes such a log; if this one is right, deliver it uncompressed");
                }
            }
            // what a decompressor leaves unread belongs to the hash all the same
            stored.transferTo(OutputStream.nullOutputStream());
        }
        String hash = HexFormat.of().formatHex(sha256.digest());
        if (format == Format.PARQUET) {
            return parquet(file, hash);
        }
        counter.finish();
        return named(
                new ScannedFile(
                        file, format, hash, counter.lines(), counter.blank(), List.of(), counter.ranges(), null),
                counter);
    }

    private ScannedFile named(ScannedFile scanned, LineCounter counter) throws IOException {
        Charset charset = Charset.forName(options.encoding());
        SourceColumns columns = scanned.format() == Format.CSV
                ? SourceColumns.ofCsv(counter.beginning(), options, charset)
                : SourceColumns.ofJson(counter.beginning(), charset);
        if (columns.problem() != null) {
            return ScannedFile.unusable(scanned.file(), columns.problem());
        }
        return new ScannedFile(
                scanned.file(),
                scanned.format(),
                scanned.sha256(),
                scanned.lines(),
                scanned.blank(),
                columns.names(),
                scanned.ranges(),
                null);
    }

    private ScannedFile parquet(SourceFile file, String hash) throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.uri()), hadoop))) {
            Set<String> names = new HashSet<>();
            List<String> columns = new ArrayList<>();
            for (Type column : reader.getFileMetaData().getSchema().getFields()) {
                if (!names.add(column.getName().toLowerCase(Locale.ROOT))) {
                    return ScannedFile.unusable(file, "has the column " + column.getName() + " twice; rename one");
                }
                columns.add(column.toString());
            }
            return new ScannedFile(file, Format.PARQUET, hash, reader.getRecordCount(), 0, columns, List.of(), null);
        } catch (RuntimeException e) {
            throw new IOException("it is no whole Parquet file (" + e.getMessage() + "); deliver it again", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
