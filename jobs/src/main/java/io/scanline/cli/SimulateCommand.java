package io.scanline.cli;

import io.scanline.simulate.SimulateJob;
import io.scanline.simulate.SimulateOptions;
import io.scanline.simulate.SimulateResult;
import io.scanline.spark.Job;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = {
            "Replays reorder policies over the demand that came, and scores them: fill rate, stock, waste, cost.",
            "--from and --to are the days that are scored (default: the last 182)."
        })
final class SimulateCommand extends JobCommand<SimulateResult> {
    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            defaultValue = SimulateOptions.DEFAULT_POLICIES,
            description =
                    "Policies to replay; NAME:calibrated tunes one on the days before until it meets its target (default: ${DEFAULT-VALUE}).")
    List<String> policies;

    @Option(
            names = "--service",
            paramLabel = "RATE",
            split = ",",
            defaultValue = SimulateOptions.DEFAULT_SERVICES,
            description = "Service targets, such as 0.9,0.95,0.99 (default: ${DEFAULT-VALUE}).")
    List<Double> services;

    @Option(
            names = "--holding-rate",
            paramLabel = "RATE",
            defaultValue = SimulateOptions.DEFAULT_HOLDING_RATE,
            description = "Cost of a year's stock as a share of its value (default: ${DEFAULT-VALUE}).")
    double holdingRate;

    @Override
    Job<SimulateResult> job() {
        return new SimulateJob(SimulateOptions.of(policies, services, holdingRate, interval()));
    }
}
