package io.scanline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when its flag is absent: the environment, then the configuration file.
 * {@code --as-of} of {@code forecast} is {@code SCANLINE_FORECAST_AS_OF} and {@code forecast.as-of}; an option that every
 * command has, such as {@code --lake}, is also {@code SCANLINE_LAKE} and {@code lake}.
 */
final class Configuration implements IDefaultValueProvider {
    private static final Set<String> SHARED = Set.of("lake", "config");

    private final List<String> args;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final String source;

    Configuration(Map<String, String> environment, String... args) {
        this.args = List.of(args);
        this.environment = environment;
        this.source = configFile(environment, args);
        this.file = source == null ? Map.of() : read(Path.of(source));
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()
                || isGivenFlag(option)) {
            return null;
        }
        String name = name(option);
        String command = option.command().name();
        String value = environment.get(variable(command + "." + name));
        if (value == null && SHARED.contains(name)) {
            value = environment.get(variable(name));
        }
        if (value == null) {
            value = file.get(command + "." + name);
        }
        if (value == null && SHARED.contains(name)) {
            value = file.get(name);
        }
        return value;
    }

    /** picocli takes a flag that is given for the opposite of its default: one that is on in the file would be switched off. */
    private boolean isGivenFlag(OptionSpec option) {
        return option.typeInfo().isBoolean() && Stream.of(option.names()).anyMatch(args::contains);
    }

    /** Every key of the file must be an option of some command; all others are reported together. */
    void check(CommandLine commandLine) {
        Set<String> known = new TreeSet<>(SHARED);
        addKeys(commandLine, known);
        List<String> unknown = new ArrayList<>();
        for (String key : new TreeMap<>(file).keySet()) {
            if (!known.contains(key)) {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            throw ScanlineException.usage(
                    source + " has keys that no command knows: " + String.join(", ", unknown),
                    "A key is COMMAND.OPTION without dashes, such as forecast.horizon; scanline COMMAND --help lists the options.");
        }
    }

    private static void addKeys(CommandLine commandLine, Set<String> known) {
        commandLine.getSubcommands().forEach((command, line) -> {
            line.getCommandSpec().options().forEach(option -> known.add(command + "." + name(option)));
            addKeys(line, known);
        });
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    private static String variable(String key) {
        return "SCANLINE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String configFile(Map<String, String> environment, String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return args[i].substring("--config=".length());
            }
            if (args[i].equals("--config") && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return environment.get("SCANLINE_CONFIG");
    }

    private static Map<String, String> read(Path path) {
        try {
            Map<String, String> values = new HashMap<>();
            JsonNode root = new YAMLMapper().readTree(Files.readString(path));
            if (root.isArray() || (root.isValueNode() && !root.isNull())) {
                throw ScanlineException.usage(path + " has no keys.", "Write key: value lines, nested by command.");
            }
            flatten("", root, values);
            return values;
        } catch (NoSuchFileException e) {
            throw ScanlineException.usage(
                    "The configuration file " + path + " does not exist.", "Check --config or SCANLINE_CONFIG.");
        } catch (JsonProcessingException e) {
            throw ScanlineException.usage(
                    path + " is not YAML: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ")",
                    "Write key: value lines, nested by command.");
        } catch (IOException e) {
            throw ScanlineException.usage(
                    "The configuration file " + path + " cannot be read: " + e.getMessage(), "Check its permissions.");
        }
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                            field.getValue(),
                            values));
        } else if (node.isArray()) {
            values.put(
                    prefix,
                    StreamSupport.stream(node.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(",")));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.put(prefix, node.asText());
        }
    }
}
