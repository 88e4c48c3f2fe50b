package io.scanline.scale;

import java.util.List;

/**
 * One job of Spark as it ran. Times are seconds since the application's start.
 *
 * @param run the run of Scanline that it belongs to, empty for none
 * @param step what the run was doing, numbers and places left out, so that steps of other runs compare
 * @param overLog whether it only read Delta's log of a table
 */
record JobTrace(
        int id, String run, String step, boolean overLog, double submitted, double ended, List<StageTrace> stages) {

    JobTrace sooner(double by) {
        return new JobTrace(
                id,
                run,
                step,
                overLog,
                submitted - by,
                ended - by,
                stages.stream().map(stage -> stage.sooner(by)).toList());
    }

    /** The job of Scanline behind a run's id, {@code ingest} of {@code ingest-20260301T020000.000}. */
    String command() {
        return run.replaceFirst("-\\d{8}T\\d{6}\\.\\d{3}$", "");
    }
}
