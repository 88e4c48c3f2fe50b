package io.scanline.report;

import io.scanline.storage.Location;
import java.util.Objects;

/**
 * Where the report goes.
 *
 * @param out the HTML file, on the local disk or an object store; replaced where it exists
 * @param command how a reader would start Scanline, for the commands that the report names
 */
public record ReportOptions(Location out, String command) {
    public ReportOptions {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(command, "command");
    }
}
