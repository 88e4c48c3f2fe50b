package io.scanline.maintain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What tells of one customer: the keyed hash, and the id as a word of its own in text that came in. Neither is ever printed, so
 * that no plan, log or message holds what is being erased.
 */
final class CustomerTraces implements Serializable {
    private static final long serialVersionUID = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final String hash;
    private final Pattern id;

    CustomerTraces(String hash, String id) {
        this.hash = hash;
        this.id = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}])");
    }

    /** How a customer can stand in a value. */
    enum Kind {
        /** Text that came in as it stood: the id may be a word of it. */
        TEXT,
        /** A sales line as one JSON object: the id may be a word of its other fields. */
        LINE,
        /** Nothing that the customer's field goes to: the same word is another thing's name, such as an item's. */
        OTHER
    }

    boolean hasHash(String text) {
        return text.contains(hash);
    }

    boolean hasId(Kind kind, String text) {
        return kind == Kind.LINE ? !extrasWithId(line(text)).isEmpty() : hasId(text);
    }

    private boolean hasId(String text) {
        return id.matcher(text).find();
    }

    /** The text with neither hash nor id. */
    String without(Kind kind, String text) {
        if (!hasHash(text) && !hasId(text)) {
            return text;
        }
        if (kind == Kind.LINE) {
            return withoutInLine(text);
        }
        return id.matcher(text.replace(hash, QuarantinedLines.ERASED)).replaceAll(QuarantinedLines.ERASED);
    }

    private String withoutInLine(String text) {
        JsonNode line = line(text);
        if (line.path(SalesLines.CUSTOMER_ID).asText().equals(hash)) {
            ((ObjectNode) line).remove(SalesLines.CUSTOMER_ID);
        }
        for (String name : extrasWithId(line)) {
            ObjectNode extras = (ObjectNode) line.path(SalesLines.EXTRAS);
            extras.put(name, without(Kind.TEXT, extras.path(name).asText()));
        }
        try {
            return JSON.writeValueAsString(line).replace(hash, QuarantinedLines.ERASED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }

    private List<String> extrasWithId(JsonNode line) {
        List<String> names = new ArrayList<>();
        line.path(SalesLines.EXTRAS).properties().forEach(extra -> {
            if (hasId(extra.getValue().asText())) {
                names.add(extra.getKey());
            }
        });
        return names;
    }

    private static JsonNode line(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // without the cause, whose message quotes the text
            throw new IllegalStateException("corrections holds a line that is no JSON");
        }
    }

    @Override
    public String toString() {
        return "(one customer)";
    }
}
