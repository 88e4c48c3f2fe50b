package io.scanline.cli;

import io.scanline.spark.Job;
import io.scanline.spark.Result;

/** A command that runs one job. */
abstract class JobCommand<R extends Result> extends SparkCommand<R> {
    /** The job that the options ask for; problems with them are usage errors. */
    abstract Job<? extends R> job();

    @Override
    final Work<R> work() {
        Job<? extends R> job = job();
        return runner -> runner.run(job);
    }
}
