package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a load of the sales log is asked to do.
 *
 * @param source file, folder or glob, local or s3a
 * @param profile location of the source profile; empty: the contract's own layout
 * @param maxRejected share of lines, 0 to 1, that may be quarantined before the batch is refused
 * @param autoRegisterStores whether unknown stores are added instead of being rejected
 * @param settle files that changed less than this before the run are left to the next
 * @param corrections which line takes the place of another with its key
 * @param dates when a line may have been sold
 */
public record IngestOptions(
        String source,
        Optional<String> profile,
        double maxRejected,
        boolean autoRegisterStores,
        Duration settle,
        CorrectionRule corrections,
        DateLimits dates) {
    public static final double DEFAULT_MAX_REJECTED = 0.2;

    public IngestOptions {
        if (!(maxRejected >= 0 && maxRejected <= 1)) {
            throw ScanlineException.usage(
                    "--max-rejected is " + maxRejected + ".",
                    "Give a share from 0 (no line may be rejected) to 1 (any may).");
        }
        if (settle.isNegative()) {
            throw ScanlineException.usage(
                    "--settle is " + settle.toSeconds() + ".",
                    "Give the seconds after which nobody writes to a file any more; 0 takes every file.");
        }
    }
}
