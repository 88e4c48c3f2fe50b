package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ConfigurationTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFlagBeatsTheEnvironmentWhichBeatsTheFileWhichBeatsTheDefault() throws IOException {
        Path file = folder.resolve("scanline.yaml");
        Files.writeString(file, "lake: ./file\nweigh:\n  days: 3\n  item-name: file\n");
        String config = "--config=" + file;
        Map<String, String> environment = Map.of("SCANLINE_LAKE", "./env", "SCANLINE_WEIGH_DAYS", "2");

        assertThat(options(Map.of())).isEqualTo("./lake 4 none");
        assertThat(options(Map.of(), config)).isEqualTo("./file 3 file");
        assertThat(options(environment, config)).isEqualTo("./env 2 file");
        assertThat(options(environment, config, "--lake", "./flag", "--days=1")).isEqualTo("./flag 1 file");
    }

    @Test
    void aFlagThatIsSetAnywhereIsSet() {
        Map<String, String> environment = Map.of("SCANLINE_WEIGH_DRY_RUN", "true");

        assertThat(options(environment)).isEqualTo("./lake 4 none dry");
        assertThat(options(Map.of(), "--dry-run")).isEqualTo("./lake 4 none dry");
        assertThat(options(environment, "--dry-run")).isEqualTo("./lake 4 none dry");
        assertThat(options(environment, "--dry-run=false")).isEqualTo("./lake 4 none");
    }

    @Test
    void aListInTheFileIsWhatCommasSeparateOnTheCommandLine() throws IOException {
        Path file = folder.resolve("scanline.yaml");
        Files.writeString(file, "weigh: {item-name: [peas, beans], days: }\nload: {jobs: [1, 2]}\n");

        assertThat(options(Map.of(), "--config=" + file)).isEqualTo("./lake 4 peas,beans");
    }

    @Test
    void aFileWithoutKeysIsAUsageError() throws IOException {
        Path file = folder.resolve("scanline.yaml");
        Files.writeString(file, "- weigh\n");

        assertThat(execute(Map.of(), "weigh", "--config=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains(file + " has no keys");
    }

    @Test
    void aMistakeIsToldInTwoLines() {
        assertThat(execute(Map.of(), "weigh", "--from=2024-13-01")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "scanline: Invalid value for option '--from': '2024-13-01' is no day such as 2024-03-01 or yesterday",
                        "  scanline weigh --help says what can be given.");
    }

    @Test
    void namesEveryKeyThatNoCommandKnows() throws IOException {
        Path file = folder.resolve("scanline.yaml");
        Files.writeString(file, "weigh: {days: 3, colour: red}\nlaek: ./lake\n");

        assertThat(execute(Map.of(), "weigh", "--config=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains(file.toString()).contains("laek, weigh.colour");
    }

    @Test
    void aMissingFileIsAUsageError() {
        assertThat(execute(Map.of("SCANLINE_CONFIG", "nowhere.yaml"), "weigh")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml does not exist");
    }

    @Test
    void anEmptyIntervalIsAUsageError() {
        assertThat(execute(Map.of(), "weigh", "--from=2024-03-02", "--to=2024-03-02"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--from 2024-03-02 is not before --to 2024-03-02");
    }

    @Test
    void aBugSaysSoAndEndsWithOne() {
        assertThat(execute(Map.of(), "weigh", "--days=-1")).isEqualTo(1);
        assertThat(err.toString()).contains("this is a bug in Scanline");
    }

    @Test
    void refusedDataHasItsOwnCode() {
        assertThat(execute(Map.of(), "weigh", "--days=0")).isEqualTo(3);
        assertThat(err.toString()).contains("nothing to weigh").contains("Give more days");
    }

    @Test
    void everyOptionOfEveryCommandIsDescribed() {
        new CommandLine(new Scanline()).getSubcommands().forEach((name, line) -> line.getCommandSpec()
                .options()
                .forEach(option -> assertThat(option.description())
                        .as(name + " " + option.longestName())
                        .isNotEmpty()));
    }

    @Test
    void resultsAreOneLineOfJson() {
        assertThat(ResultJson.of(new Weight(LocalDate.parse("2024-03-01"), new BigDecimal("1E+3"))))
                .isEqualTo("{\"day\":\"2024-03-01\",\"kilograms\":1000}");
    }

    private String options(Map<String, String> environment, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "weigh";
        System.arraycopy(args, 0, all, 1, args.length);
        out.getBuffer().setLength(0);
        assertThat(execute(environment, all)).as(err.toString()).isZero();
        return out.toString().trim();
    }

    private int execute(Map<String, String> environment, String... args) {
        CommandLine commandLine = new CommandLine(new Scanline()).addSubcommand(new Weigh());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return Scanline.execute(commandLine, environment, args);
    }

    record Weight(LocalDate day, BigDecimal kilograms) implements Result {
        @Override
        public String summary() {
            return kilograms + " kg";
        }
    }

    @Command(name = "weigh")
    static final class Weigh extends JobCommand<Weight> {
        @Option(names = "--days", defaultValue = "4", description = "days")
        int days;

        @Option(names = "--item-name", defaultValue = "none", description = "item")
        String item;

        @Override
        Job<Weight> job() {
            throw new IllegalStateException("never run on Spark here");
        }

        @Override
        public Integer call() {
            Interval interval = interval();
            if (days < 0) {
                throw new IllegalStateException("negative days passed the parser");
            }
            if (days == 0) {
                throw ScanlineException.refused("There is nothing to weigh in " + interval + ".", "Give more days.");
            }
            spec.commandLine().getOut().println(lake + " " + days + " " + item + (dryRun ? " dry" : ""));
            return 0;
        }
    }
}
