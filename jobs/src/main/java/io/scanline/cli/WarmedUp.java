package io.scanline.cli;

import io.scanline.spark.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/** One command several times in one application: on lakes that are for this alone first, which has its code compiled, then on its own. */
public final class WarmedUp {
    private WarmedUp() {}

    /** @param words a number, so many lakes, and a command with its options but for the lake */
    public static void main(String... words) throws IOException {
        Scanline.speakEnglish();
        List<String> all = Arrays.asList(words);
        int firstOfCommand = 1 + Integer.parseInt(words[0]);
        List<String> lakes = all.subList(1, firstOfCommand);
        List<String> command = all.subList(firstOfCommand, all.size());
        int exitCode = 0;
        try (SparkSession spark = Session.open("scanline " + command.get(0) + ", warmed up")) {
            Iterator<String> next = lakes.iterator();
            while (exitCode == 0 && next.hasNext()) {
                exitCode = run(spark, command, next.next());
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
