package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A file that storage has, whatever a table's log says of it. */
record StoredFile(String place, long bytes, Instant changedAt) {

    /** All files below a folder; none where it is not there. */
    static List<StoredFile> below(Location folder, Configuration hadoop) {
        FileSystem files = folder.fileSystem(hadoop);
        List<StoredFile> found = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> listed = files.listFiles(folder.path(), true);
            while (listed.hasNext()) {
                LocatedFileStatus file = listed.next();
                found.add(new StoredFile(
                        file.getPath().toString(), file.getLen(), Instant.ofEpochMilli(file.getModificationTime())));
            }
            return found;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot list " + folder + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run maintain again.",
                    e);
        }
    }

    String name() {
        return new Path(place).getName();
    }

    boolean isUnder(Location folder) {
        return place.startsWith(folder + "/");
    }
}
