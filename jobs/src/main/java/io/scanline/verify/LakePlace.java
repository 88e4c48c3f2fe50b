package io.scanline.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Order of lines by file, then number, as Spark sorts them: text by its UTF-8 bytes. */
final class LakePlace {
    private LakePlace() {}

    static int compare(String file, long line, String otherFile, long otherLine) {
        int files = compare(file, otherFile);
        return files != 0 ? files : Long.compare(line, otherLine);
    }

    static int compare(String file, String other) {
        return file.equals(other)
                ? 0
                : Arrays.compareUnsigned(file.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
