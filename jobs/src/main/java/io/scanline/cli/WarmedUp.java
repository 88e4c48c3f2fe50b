package io.scanline.cli;

import io.scanline.spark.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/** One command twice in one application: on a lake that is for this alone first, which has its code compiled, then on its own. */
public final class WarmedUp {
    private WarmedUp() {}

    /** @param words the first lake, then a command with its options but for the lake, then the second lake */
    public static void main(String... words) throws IOException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ENGLISH);
        List<String> command = Arrays.asList(words).subList(1, words.length - 1);
        int exitCode;
        try (SparkSession spark = Session.open("scanline " + command.get(0) + ", warmed up")) {
            exitCode = run(spark, command, words[0]);
            if (exitCode == 0) {
                exitCode = run(spark, command, words[words.length - 1]);
            }
        }
        System.exit(exitCode);
    }

    private static int run(SparkSession spark, List<String> command, String lake) {
        CommandLine commandLine = new CommandLine(new Scanline());
        SparkCommand<?> named = commandLine.getSubcommands().get(command.get(0)).getCommand();
        named.goOnIn(spark);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--lake", lake));
        return Scanline.execute(commandLine, System.getenv(), all.toArray(String[]::new));
    }
}
