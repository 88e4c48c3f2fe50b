package io.scanline.doctor;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.storage.StorageProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Checks of the lake's storage: reached, written, safe for two runs at once, consistent, fast enough, its clock near ours. */
final class LakeChecks {
    static final String LAKE = "lake";

    private static final Duration CLOCK_OFF = Duration.ofSeconds(30);
    private static final Duration SLOW_CALL = Duration.ofMillis(200);

    private LakeChecks() {}

    static List<Finding> of(Location root, Configuration hadoop, Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        if (StorageProbe.isS3(root)) {
            findings.add(Finding.ok("S3", String.join(", ", StorageProbe.s3Settings(root, hadoop, environment))));
        }
        try {
            StorageProbe.Answer answer = StorageProbe.tryOut(root, hadoop);
            findings.add(writable(root, answer));
            findings.add(consistency(answer.consistent()));
            findings.add(latency(answer.call()));
            findings.add(clock(answer.clockAhead()));
        } catch (IOException | ScanlineException e) {
            findings.add(Finding.fail(LAKE, root + " cannot be written: " + firstLine(e), wayOut(root)));
        }
        return findings;
    }

    private static Finding writable(Location root, StorageProbe.Answer answer) {
        return answer.refusesSecondCreate()
                ? Finding.ok(LAKE, root + " can be written; a file is created once only")
                : Finding.fail(
                        LAKE,
                        root + " lets two runs create the same file",
                        "Two runs could lose each other's commits: use storage that knows If-None-Match, such as AWS S3 or a recent MinIO.");
    }

    static Finding consistency(boolean consistent) {
        return consistent
                ? Finding.ok("consistency", "what is written is read and listed at once")
                : Finding.fail(
                        "consistency",
                        "what is written is not read or listed as it was written",
                        "A run may miss what the last one wrote: use storage that is consistent, without a cache before it.");
    }

    static Finding latency(Duration call) {
        String found = String.format(Locale.ROOT, "%.1f ms a call", call.toNanos() / 1e6);
        return call.compareTo(SLOW_CALL) > 0
                ? Finding.warn(
                        "latency",
                        found,
                        "A run makes some hundred calls one after the other: run it in the region of the storage, by a private endpoint.")
                : Finding.ok("latency", found);
    }

    static Finding clock(Duration ahead) {
        String found = ahead.abs().toSeconds() + " s apart from the storage's";
        return ahead.abs().compareTo(CLOCK_OFF) > 0
                ? Finding.warn(
                        "clock",
                        found,
                        "Set this machine's clock by NTP: leases of runs and S3's signatures depend on it.")
                : Finding.ok("clock", found);
    }

    private static String wayOut(Location root) {
        return StorageProbe.isS3(root)
                ? "Check bucket, endpoint, region and rights (list, get, put, delete); credentials come from the environment or a provider."
                : "Check that the folder exists or can be created, that you may write there, and that the disk has space.";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
