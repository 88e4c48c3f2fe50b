package io.scanline.cli;

import java.lang.reflect.Member;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands and their options as a page, from what the command line itself knows. */
final class CommandReference {
    private CommandReference() {}

    static String markdown() {
        Map<String, CommandSpec> commands = new TreeMap<>();
        new CommandLine(new Scanline()).getSubcommands().forEach((name, line) -> collect(line, commands));
        StringBuilder page = new StringBuilder("# The commands\n\n");
        page.append("## Options of every command\n\n");
        page.append(options(commands.get("run").options().stream().filter(CommandReference::isShared)));
        page.append("\nA command that has only some of these lists them.\n");
        commands.forEach((name, spec) -> page.append(command(name, spec)));
        return page.toString();
    }

    /** A command and those below it, by their whole names. */
    private static void collect(CommandLine line, Map<String, CommandSpec> commands) {
        CommandSpec spec = line.getCommandSpec();
        commands.put(spec.qualifiedName().substring("scanline ".length()), spec);
        line.getSubcommands().values().forEach(below -> collect(below, commands));
    }

    private static String command(String name, CommandSpec spec) {
        StringBuilder text = new StringBuilder("\n## " + name + "\n\n");
        text.append(cell(String.join(" ", spec.usageMessage().description())));
        text.append("\n");
        List<OptionSpec> own = spec.options().stream()
                .filter(option -> !isShared(option) && !option.usageHelp())
                .toList();
        List<PositionalParamSpec> words = spec.positionalParameters();
        if (!own.isEmpty() || !words.isEmpty()) {
            text.append("\n").append(options(own.stream()));
            words.forEach(word -> text.append(row(word.paramLabel(), described(word))));
        }
        return text.toString();
    }

    private static String options(Stream<OptionSpec> options) {
        return "| option | meaning |\n|---|---|\n"
                + options.map(option -> row(named(option), described(option))).collect(Collectors.joining());
    }

    private static String row(String name, String meaning) {
        return "| `" + name.replace("|", "\\|") + "` | " + meaning + " |\n";
    }

    private static String named(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String described(CommandLine.Model.ArgSpec argument) {
        String candidates = argument.completionCandidates() == null
                ? ""
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(", "));
        String text = String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates);
        return cell(argument.required() ? text + " Required." : text);
    }

    private static String cell(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;");
    }

    private static boolean isShared(OptionSpec option) {
        return option.userObject() instanceof Member member && member.getDeclaringClass() == SparkCommand.class;
    }
}
