package io.scanline.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The recorded runs of a lake, one file each. */
final class RecordedRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json.gz";

    private final Lake lake;
    private final Location folder;
    private final FileSystem files;

    RecordedRuns(Lake lake) {
        this.lake = lake;
        this.folder = lake.recordedRuns();
        this.files = folder.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
    }

    void add(RecordedRun run) {
        lake.confirmHeld();
        Location file = folder.child(run.study() + ENDING);
        try (OutputStream out = new GZIPOutputStream(files.create(file.path(), true))) {
            JSON.writeValue(out, run);
        } catch (IOException e) {
            throw ScanlineException.storage(
                    file + " cannot be written: " + e.getMessage(), "scanline doctor tries the lake's storage out.", e);
        }
    }

    /** All of them, by name; the newest last. */
    List<RecordedRun> all() {
        List<RecordedRun> runs = new ArrayList<>();
        for (Path file : names()) {
            try (InputStream in = new GZIPInputStream(files.open(file))) {
                runs.add(JSON.readValue(in, RecordedRun.class));
            } catch (IOException e) {
                throw ScanlineException.storage(
                        file + " cannot be read: " + e.getMessage(), "Delete it, and measure again with scale.", e);
            }
        }
        return runs;
    }

    private List<Path> names() {
        try {
            return Stream.of(files.listStatus(folder.path()))
                    .map(FileStatus::getPath)
                    .filter(path -> path.getName().endsWith(ENDING))
                    .sorted(Comparator.comparing(Path::getName))
                    .toList();
        } catch (FileNotFoundException none) {
            return List.of();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    folder + " cannot be listed: " + e.getMessage(),
                    "scanline doctor tries the lake's storage out.",
                    e);
        }
    }
}
