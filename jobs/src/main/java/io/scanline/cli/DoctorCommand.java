package io.scanline.cli;

import io.scanline.doctor.Doctor;
import io.scanline.doctor.DoctorResult;
import io.scanline.storage.Location;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts no Spark: it must answer where Spark cannot start. */
@Command(
        name = "doctor",
        description = "Checks Java, Spark, memory, disks, clocks and the lake's storage, and says what to mend.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "URI",
            defaultValue = "./lake",
            description = "Where the tables are or shall be: a local folder or s3a://bucket/path (default: ./lake).")
    String lake;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with options, as COMMAND: {OPTION: VALUE}; flags and SCANLINE_* variables win.")
    String config;

    @Option(names = "--json", description = "Print the findings as one JSON object, the last line of standard output.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        DoctorResult result = Doctor.examine(
                Location.of(lake),
                SparkHadoopUtil.get().newConfiguration(new SparkConf()),
                System.getenv(),
                Clock.systemUTC());
        var out = spec.commandLine().getOut();
        out.println(result.summary());
        if (json) {
            out.println(ResultJson.of(result));
        }
        out.flush();
        return result.exitCode();
    }
}
