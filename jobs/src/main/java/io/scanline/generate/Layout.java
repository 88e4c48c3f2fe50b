package io.scanline.generate;

import com.github.luben.zstd.ZstdOutputStream;
import io.scanline.generate.GenerateOptions.Compression;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.storage.Location;
import io.scanline.table.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Where generate puts its files under OUT, and how it opens them. */
final class Layout {
    private final GenerateOptions options;
    private final Location out;
    private final Configuration hadoop;

    Layout(GenerateOptions options, Configuration hadoop) {
        this.options = options;
        this.out = Location.of(options.out());
        this.hadoop = hadoop;
    }

    Location out() {
        return out;
    }

    Location sales() {
        return out.child("sales");
    }

    Location reference(Table table) {
        return out.child("reference").child(table.name() + ".csv");
    }

    Location truth(String file) {
        return out.child("truth").child(file);
    }

    /** Folder of the pieces of a file that tasks write side by side; gone when the file is whole. */
    Location pieces(String file) {
        return out.child("_building").child(file);
    }

    Location building() {
        return out.child("_building");
    }

    static String part(int block) {
        return String.format(Locale.ROOT, "part-%05d", block);
    }

    /** Path of a log file relative to OUT. */
    String logPath(LocalDate date, int block) {
        return "sales/business_date=" + date + "/" + part(block) + "." + options.format().extension
                + options.compression().extension;
    }

    LineLog openLog(LocalDate date, int block) throws IOException {
        Location file = out.child(logPath(date, block));
        if (options.format() == LogFormat.PARQUET) {
            files(file);
            return new ParquetLog(file, hadoop);
        }
        return new TextLog(packed(create(file)), options.format());
    }

    private OutputStream packed(OutputStream raw) throws IOException {
        if (options.compression() == Compression.GZ) {
            return new BufferedOutputStream(new GZIPOutputStream(raw, 1 << 16), 1 << 16);
        }
        if (options.compression() == Compression.ZST) {
            return new BufferedOutputStream(new ZstdOutputStream(raw, 3), 1 << 16);
        }
        return raw;
    }

    /** Opens a file for writing; one that is there from a failed attempt is written anew. */
    OutputStream create(Location file) throws IOException {
        return new BufferedOutputStream(files(file).create(file.path(), true), 1 << 16);
    }

    ParquetRows openDemand(int block) throws IOException {
        Location file = truth("demand.parquet").child(part(block) + ".parquet");
        files(file);
        return new ParquetRows(file, hadoop, DemandTruth.SCHEMA);
    }

    /** The file system of a location; a local one leaves no checksum files beside the data. */
    FileSystem files(Location location) {
        FileSystem files = location.fileSystem(hadoop);
        files.setWriteChecksum(false);
        return files;
    }
}
