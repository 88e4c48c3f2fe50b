package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.spark.CodeVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code scanline} command. */
@Command(
        name = "scanline",
        mixinStandardHelpOptions = true,
        versionProvider = Scanline.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "From till scans to tomorrow's order: batch jobs for supermarket chains.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a bug in Scanline, 2 wrong usage or configuration, 3 the data was refused,",
            "4 storage failed, 5 another run holds the lake.",
            "",
            "Start with: scanline demo"
        },
        subcommands = {
            GenerateCommand.class,
            DoctorCommand.class,
            ExportCommand.class,
            IngestCommand.class,
            SummarizeCommand.class,
            CompareCommand.class,
            DetectCommand.class,
            ForecastCommand.class,
            ReorderCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            VerifyCommand.class,
            MaintainCommand.class,
            ScaleCommand.class,
            PlanCommand.class,
            RunCommand.class,
            DemoCommand.class,
            RunsCommand.class,
            GenerateCompletion.class,
        })
public final class Scanline {
    private static final String YESTERDAY = "yesterday";

    public static void main(String[] args) {
        speakEnglish();
        System.exit(execute(System.getenv(), args));
    }

    /** Messages are English, and so are the numbers in them. */
    static void speakEnglish() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ENGLISH);
    }

    static int execute(Map<String, String> environment, String... args) {
        CommandLine commandLine = new CommandLine(new Scanline());
        return execute(commandLine, environment, args);
    }

    static int execute(CommandLine commandLine, Map<String, String> environment, String... args) {
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        // what follows a command to be measured is that command's
        commandLine.getSubcommands().get("scale").setStopAtPositional(true);
        commandLine.registerConverter(LocalDate.class, Scanline::day);
        commandLine.setParameterExceptionHandler(Scanline::misused);
        commandLine.setExecutionExceptionHandler(new Failures());
        if (args.length == 0) {
            commandLine.usage(commandLine.getOut());
            return ScanlineException.Code.USAGE.exitCode();
        }
        try {
            Configuration configuration = new Configuration(environment, args);
            configuration.check(commandLine);
            commandLine.setDefaultValueProvider(configuration);
            return commandLine.execute(args);
        } catch (ScanlineException e) {
            return Failures.print(commandLine, e);
        }
    }

    /** By the clock only where it is asked for, for schedules that cannot name the day. */
    private static LocalDate day(String text) {
        if (text.equals(YESTERDAY)) {
            return LocalDate.now(ZoneOffset.UTC).minusDays(1);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no day such as 2024-03-01 or " + YESTERDAY);
        }
    }

    /** The mistake and where the options are listed: a whole page of them would hide it. */
    private static int misused(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("scanline: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("  " + command.getCommandSpec().qualifiedName() + " --help says what can be given.");
        return ScanlineException.Code.USAGE.exitCode();
    }

    /** Failures that the user can mend are printed as such; anything else is a bug and says so. */
    private static final class Failures implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ScanlineException refusal) {
                    return print(commandLine, refusal);
                }
                if (cause instanceof IOException) {
                    return print(commandLine, storageFailure(cause));
                }
            }
            LoggerFactory.getLogger(Scanline.class).error("Unexpected failure", failure);
            PrintWriter err = commandLine.getErr();
            err.println("scanline: this is a bug in Scanline: " + failure);
            err.println(
                    "  The log above has the details. Tables are as the last finished step left them; running the command again is safe.");
            return ScanlineException.Code.BUG.exitCode();
        }

        private static ScanlineException storageFailure(Throwable cause) {
            return ScanlineException.storage(
                    "Storage failed: " + cause.getMessage(),
                    "Tables are as the last finished step left them; running the command again is safe. scanline doctor tries the storage out.",
                    cause);
        }

        static int print(CommandLine commandLine, ScanlineException refusal) {
            commandLine.getErr().println("scanline: " + refusal.getMessage());
            return refusal.code().exitCode();
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"scanline " + CodeVersion.current()};
        }
    }
}
