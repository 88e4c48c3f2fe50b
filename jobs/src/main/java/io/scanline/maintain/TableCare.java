package io.scanline.maintain;

import java.time.LocalDate;

/**
 * What was done to one table; in a dry run, what would be.
 *
 * @param bytesAfter of files put together, known only once they are; in a dry run as before
 * @param smallFilesBefore files of less than half the target size
 * @param partitionsCompacted partitions whose small files were put together
 * @param daysLetGo days that left the table whole
 * @param firstDayKept first day that the table keeps; null where none ever went
 * @param filesRemoved files that no kept version needs, deleted from storage
 */
public record TableCare(
        String table,
        long filesBefore,
        long filesAfter,
        long bytesBefore,
        long bytesAfter,
        long smallFilesBefore,
        long smallFilesAfter,
        long partitionsCompacted,
        long daysLetGo,
        long rowsLetGo,
        LocalDate firstDayKept,
        long filesRemoved,
        long bytesRemoved) {

    boolean changed() {
        return partitionsCompacted + daysLetGo + filesRemoved > 0;
    }
}
