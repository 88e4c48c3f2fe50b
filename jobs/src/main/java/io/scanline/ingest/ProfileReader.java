package io.scanline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.scanline.config.ScanlineException;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a source profile from YAML; all problems are reported together, each with its line. */
final class ProfileReader {
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "ISO-8859-1", "WINDOWS-1252");

    private final String origin;
    private final Fields fields;
    private final List<String> problems = new ArrayList<>();

    private ProfileReader(String origin, Fields fields) {
        this.origin = origin;
        this.fields = fields;
    }

    /**
     * Reads the profile of a dataset.
     *
     * @param origin where the text is from, for messages
     * @throws ScanlineException usage error that lists every unknown key and bad value by its line
     */
    static SourceProfile read(String origin, String yaml, Fields fields) {
        ProfileReader reader = new ProfileReader(origin, fields);
        SourceProfile profile = reader.profile(reader.parse(yaml));
        if (!reader.problems.isEmpty()) {
            throw ScanlineException.usage(
                    "The profile " + origin + " cannot be used:\n    " + String.join("\n    ", reader.problems),
                    "Mend the lines above; data-samples/profiles/README.md lists the keys.");
        }
        return profile;
    }

    /** A value of the tree: text (null for nothing), or a branch of keys; and the line that it starts on. */
    private record Node(int line, String text, Map<String, Node> keys) {
        boolean isBranch() {
            return keys != null;
        }
    }

    private SourceProfile profile(Node root) {
        Map<String, Node> keys = branch("the profile", root);
        onlyKnown(
                "",
                keys,
                List.of("format", "options", "time-zone", "columns", "auto-register", "skip-when", "reject-when"));
        Optional<Format> format = Optional.ofNullable(text(keys, "format"))
                .flatMap(name -> format(keys.get("format").line(), name));
        if (!keys.containsKey("format")) {
            problems.add("format is missing: write format: csv, jsonl or parquet");
        }
        Map<String, String> columns = expressions("columns", keys.get("columns"), fields.names());
        if (!keys.containsKey("columns")) {
            problems.add("columns is missing: give an expression for each of the dataset's fields that the source has");
        } else {
            requireFields(keys.get("columns").line(), columns);
        }
        return new SourceProfile(
                origin,
                format.orElse(null),
                options(keys.get("options")),
                Optional.ofNullable(text(keys, "time-zone"))
                        .flatMap(zone -> zone(keys.get("time-zone").line(), zone))
                        .orElse(null),
                columns,
                false,
                autoRegister(keys.get("auto-register")),
                rules(
                        "skip-when",
                        keys.get("skip-when"),
                        !fields.isSales(),
                        "a sales line is never skipped: use reject-when, which keeps it in quarantine"),
                rules("reject-when", keys.get("reject-when"), true, ""));
    }

    private Optional<Format> format(int line, String text) {
        Optional<Format> format = Arrays.stream(Format.values())
                .filter(f -> f.label().equals(text))
                .findFirst();
        if (format.isEmpty()) {
            problem(line, "format: " + text + " is not csv, jsonl or parquet");
        }
        return format;
    }

    private Optional<ZoneId> zone(int line, String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            problem(line, "time-zone: " + text + " is not an IANA zone such as Europe/London");
            return Optional.empty();
        }
    }

    private ReaderOptions options(Node node) {
        if (node == null) {
            return ReaderOptions.DEFAULT;
        }
        Map<String, Node> keys = branch("options", node);
        onlyKnown("options.", keys, List.of("header", "separator", "quote", "encoding", "multiline"));
        return new ReaderOptions(
                flag(keys, "header", ReaderOptions.DEFAULT.header()),
                character(keys, "separator", ReaderOptions.DEFAULT.separator()),
                character(keys, "quote", ReaderOptions.DEFAULT.quote()),
                encoding(keys.get("encoding")),
                flag(keys, "multiline", ReaderOptions.DEFAULT.multiline()));
    }

    private String encoding(Node node) {
        if (node == null || node.text() == null) {
            return ReaderOptions.DEFAULT.encoding();
        }
        if (!ENCODINGS.contains(node.text().toUpperCase(Locale.ROOT))) {
            problem(node.line(), "options.encoding: " + node.text() + " is not UTF-8, ISO-8859-1 or windows-1252");
        }
        return node.text();
    }

    private boolean flag(Map<String, Node> keys, String key, boolean otherwise) {
        String text = text(keys, key);
        if (text == null) {
            return otherwise;
        }
        Boolean value = StrictText.bool(text);
        if (value == null) {
            problem(keys.get(key).line(), "options." + key + ": " + text + " is not true or false");
        }
        return value == null ? otherwise : value;
    }

    private char character(Map<String, Node> keys, String key, char otherwise) {
        String text = text(keys, key);
        if (text == null) {
            return otherwise;
        }
        String plain = text.equals("\\t") ? "\t" : text;
        if (plain.length() != 1 || plain.charAt(0) > 127) {
            problem(keys.get(key).line(), "options." + key + ": " + text + " is not one ASCII character");
            return otherwise;
        }
        return plain.charAt(0);
    }

    private Map<String, Map<String, String>> autoRegister(Node node) {
        if (node == null) {
            return Map.of();
        }
        if (!fields.isSales()) {
            problem(node.line(), "auto-register is for sales only, not for " + fields.dataset());
        }
        Map<String, Node> keys = branch("auto-register", node);
        onlyKnown("auto-register.", keys, List.of(SourceProfile.STORES, SourceProfile.PRODUCTS));
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        keys.forEach((name, child) -> {
            Fields known = Fields.of(name.equals(SourceProfile.STORES) ? Stores.TABLE : Products.TABLE);
            tables.put(name, expressions("auto-register." + name, child, known.names()));
        });
        return tables;
    }

    private void requireFields(int line, Map<String, String> columns) {
        for (List<String> group : fields.required()) {
            if (group.stream().noneMatch(columns::containsKey)) {
                problem(line, "columns: " + String.join(" or ", group) + " is required for " + fields.dataset());
            }
        }
    }

    private Map<String, String> expressions(String at, Node node, Collection<String> known) {
        if (node == null) {
            return Map.of();
        }
        Map<String, Node> keys = branch(at, node);
        onlyKnown(at + ".", keys, known);
        return texts(at, keys);
    }

    private Map<String, String> rules(String at, Node node, boolean allowed, String why) {
        if (node == null) {
            return Map.of();
        }
        if (!allowed) {
            problem(node.line(), at + ": " + why);
        }
        Map<String, Node> keys = branch(at, node);
        keys.forEach((name, rule) -> {
            if (!name.matches("[A-Z][A-Z0-9_]{0,63}")) {
                problem(rule.line(), at + ": the name " + name + " is not in capitals, digits and underscores");
            }
        });
        return texts(at, keys);
    }

    private Map<String, String> texts(String at, Map<String, Node> keys) {
        Map<String, String> texts = new LinkedHashMap<>();
        keys.forEach((name, node) -> {
            if (node.text() == null || node.text().isBlank()) {
                problem(node.line(), at + "." + name + ": an expression is expected");
            } else {
                texts.put(name, node.text());
            }
        });
        return texts;
    }

    private String text(Map<String, Node> keys, String key) {
        Node node = keys.get(key);
        if (node != null && node.isBranch()) {
            problem(node.line(), key + ": a value is expected, not keys");
        }
        return node == null ? null : node.text();
    }

    private Map<String, Node> branch(String at, Node node) {
        if (!node.isBranch()) {
            problem(node.line(), at + ": keys are expected");
            return Map.of();
        }
        return node.keys();
    }

    private void onlyKnown(String at, Map<String, Node> keys, Collection<String> known) {
        keys.forEach((name, node) -> {
            if (!known.contains(name)) {
                problem(node.line(), at + name + " is not known here; known: " + String.join(", ", known));
            }
        });
    }

    private void problem(int line, String what) {
        problems.add("line " + line + ": " + what);
    }

    private Node parse(String yaml) {
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            JsonToken first = parser.nextToken();
            Node root = first == null ? new Node(1, null, null) : node(parser, "");
            if (parser.nextToken() != null) {
                problem(parser.currentTokenLocation().getLineNr(), "a second document: a profile is one");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw ScanlineException.usage(
                    "The profile " + origin + " is not YAML: line " + line + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "Mend that line; an expression with a colon, a # or quotes at its ends goes in double quotes.");
        } catch (IOException e) {
            throw new IllegalStateException("text cannot fail to be read", e);
        }
    }

    private Node node(YAMLParser parser, String at) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return new Node(line, null, null);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            problem(line, at + ": a list is not expected here");
            parser.skipChildren();
            return new Node(line, null, null);
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return new Node(line, parser.getText(), null);
        }
        Map<String, Node> keys = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            Node value = node(parser, at + key);
            if (keys.put(key, new Node(keyLine, value.text(), value.keys())) != null) {
                problem(keyLine, at + key + " stands there twice");
            }
        }
        return new Node(line, null, keys);
    }
}
