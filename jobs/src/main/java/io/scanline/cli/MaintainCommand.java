package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.maintain.ErasureJob;
import io.scanline.maintain.ErasureResult;
import io.scanline.maintain.MaintainJob;
import io.scanline.maintain.MaintainOptions;
import io.scanline.spark.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "maintain",
        description = {
            "Puts small files together, removes files that no kept version needs, lets old days go (--keep), or erases a customer (--erase-customer).",
            "Rows that stay are as they were, and no job computes anything again for it. Run it while nobody loads; a second run changes nothing."
        })
final class MaintainCommand extends SparkCommand<Result> {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--target-file-mb",
            paramLabel = "N",
            defaultValue = "128",
            description =
                    "Where a partition has five files or more of less than half this size, they are put together to it (default: ${DEFAULT-VALUE}).")
    long targetFileMegabytes;

    @Option(
            names = "--vacuum-hours",
            paramLabel = "N",
            defaultValue = "168",
            description =
                    "Hours that files stay which only older versions of a table need (default: ${DEFAULT-VALUE}, seven days).")
    long vacuumHours;

    @Option(
            names = "--vacuum-under-7-days",
            description = "Allow --vacuum-hours below 168: runs that read the lake now may lose their files.")
    boolean vacuumUnderSevenDays;

    @Option(
            names = "--keep",
            paramLabel = "TABLE=DAYS",
            split = ",",
            description =
                    "Let the days of a table go but for its newest DAYS; may be given for several tables. Lines of such days that come later are quarantined as OUT_OF_RANGE; sums made of the days stay (default: all days stay).")
    Map<String, Integer> keep;

    @Option(
            names = "--erase-customer",
            paramLabel = "ID",
            description =
                    "Only erase this customer: from every table, file and version, and prove it by reading every file; SCANLINE_CUSTOMER_KEY must be set as it was for ingest. Older versions of the tables that held the customer cannot be read afterwards. - reads the id from standard input, which keeps it out of the list of processes and of shell histories. Ends with 3 where the customer is left somewhere.")
    String eraseCustomer;

    private ErasureResult erased;

    @Override
    Work<Result> work() {
        refuseDays(
                "maintain looks after whole tables; it has no --from and --to.", "--keep TABLE=DAYS lets old days go.");
        if (eraseCustomer == null) {
            MaintainJob job = new MaintainJob(new MaintainOptions(
                    targetFileMegabytes * MaintainOptions.MEGABYTE,
                    Duration.ofHours(vacuumHours),
                    vacuumUnderSevenDays,
                    keep == null ? Map.of() : keep));
            return runner -> runner.run(job);
        }
        if (keep != null) {
            throw ScanlineException.usage(
                    "--erase-customer only erases, and --keep lets days go.", "Run maintain once for each.");
        }
        ErasureJob job = ErasureJob.of(customer(eraseCustomer, System.in), System.getenv());
        return runner -> {
            erased = runner.run(job);
            return erased;
        };
    }

    @Override
    public Integer call() throws IOException {
        int exitCode = super.call();
        if (erased != null && erased.isLeft()) {
            throw erased.refusal();
        }
        return exitCode;
    }

    /** The id as it was given, or the first line of standard input. */
    static String customer(String given, InputStream in) {
        if (!given.equals(STANDARD_INPUT)) {
            return given;
        }
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw ScanlineException.usage(
                    "The customer's id cannot be read from standard input: " + e.getMessage(),
                    "Pipe it in: printf %s ID | scanline maintain --erase-customer -");
        }
    }
}
