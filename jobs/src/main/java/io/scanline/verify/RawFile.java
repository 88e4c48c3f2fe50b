package io.scanline.verify;

import com.github.luben.zstd.ZstdInputStream;
import io.scanline.storage.Location;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** A raw file that is there: its records, and on the way the hash of its stored bytes. */
final class RawFile implements Closeable {
    private final FileStatus status;
    private final DigestInputStream stored;
    private final RawRecords records;

    private RawFile(FileStatus status, DigestInputStream stored, RawRecords records) {
        this.status = status;
        this.stored = stored;
        this.records = records;
    }

    /** Opens a file; empty where it is not there any more. */
    static Optional<RawFile> open(String uri, Layout layout, Configuration hadoop) throws IOException {
        Location location = Location.of(uri);
        FileStatus status;
        try {
            status = location.fileSystem(hadoop).getFileStatus(location.path());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        DigestInputStream stored =
                new DigestInputStream(location.fileSystem(hadoop).open(location.path()), sha256());
        try {
            String format = layout.formatOf(uri);
            RawRecords records = format.equals("parquet")
                    ? new ParquetRecords(parquetRows(status, hadoop))
                    : new TextRecords(decompressed(uri, stored, hadoop), layout, format.equals("csv"));
            return Optional.of(new RawFile(status, stored, records));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static InputStream decompressed(String uri, InputStream stored, Configuration hadoop) throws IOException {
        String name = uri.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            GzipCodec gzip = new GzipCodec();
            gzip.setConf(hadoop);
            return gzip.createInputStream(stored);
        }
        return name.endsWith(".zst") ? new ZstdInputStream(stored) : stored;
    }

    private static long parquetRows(FileStatus status, Configuration hadoop) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(status, hadoop))) {
            return reader.getRecordCount();
        } catch (RuntimeException e) {
            throw new IOException("it is no whole Parquet file: " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    RawRecords records() {
        return records;
    }

    long length() {
        return status.getLen();
    }

    /** SHA-256 of the stored bytes, those behind the last record included; the records are over then. */
    String readToHash() throws IOException {
        stored.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(stored.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
