package io.scanline.doctor;

import io.scanline.storage.Location;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Makes all checks; each leaves the machine and the storage as it found them. */
public final class Doctor {
    private Doctor() {}

    /**
     * Checks this machine and the storage of a lake.
     *
     * @param hadoop the storage's settings, as runs would have them
     * @param environment where credentials may come from
     */
    public static DoctorResult examine(
            Location lake, Configuration hadoop, Map<String, String> environment, Clock clock) {
        long heap = Runtime.getRuntime().maxMemory();
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineChecks.java(
                Runtime.version().feature(), Runtime.version().toString()));
        findings.add(MachineChecks.moduleFlags());
        findings.add(MachineChecks.spark());
        findings.add(MachineChecks.delta());
        findings.add(MachineChecks.hadoop());
        findings.add(MachineChecks.cores(Runtime.getRuntime().availableProcessors()));
        findings.add(MachineChecks.heap(heap));
        findings.add(MachineChecks.machineMemory(heap));
        findings.add(MachineChecks.temporarySpace(Path.of(System.getProperty("java.io.tmpdir"))));
        findings.add(MachineChecks.timeZoneData(LocalDate.now(clock)));
        findings.addAll(LakeChecks.of(lake, hadoop, environment));
        return new DoctorResult(findings);
    }
}
