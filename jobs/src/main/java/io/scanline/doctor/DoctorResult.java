package io.scanline.doctor;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Result;
import java.util.List;
import java.util.stream.Collectors;

/** All findings, in the order in which they were made. */
public record DoctorResult(List<Finding> findings) implements Result {
    @Override
    public String summary() {
        String lines = findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
        return lines + "\n" + verdict();
    }

    private String verdict() {
        long failures = count(Finding.Level.FAIL);
        long warnings = count(Finding.Level.WARN);
        if (failures > 0) {
            return "Not ready: " + failures + " to mend" + (warnings > 0 ? ", " + warnings + " to look at." : ".");
        }
        return warnings > 0 ? "Ready, with " + warnings + " to look at." : "Ready.";
    }

    private long count(Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** 0 where nothing failed, 4 where the lake's storage did, otherwise 2. */
    public int exitCode() {
        if (count(Finding.Level.FAIL) == 0) {
            return 0;
        }
        boolean storage = findings.stream()
                .anyMatch(finding -> finding.level() == Finding.Level.FAIL
                        && finding.subject().equals(LakeChecks.LAKE));
        return (storage ? ScanlineException.Code.STORAGE : ScanlineException.Code.USAGE).exitCode();
    }
}
