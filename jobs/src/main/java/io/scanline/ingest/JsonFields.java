package io.scanline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one JSON object a line into text fields: numbers as they are written, nested values as JSON text, null as nothing. */
final class JsonFields {
    private final JsonFactory json = new JsonFactory();
    private final Map<String, Integer> columns = new HashMap<>();

    JsonFields(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i).toLowerCase(Locale.ROOT), i);
            columns.put(names.get(i), i);
        }
    }

    /**
     * Reads one line.
     *
     * @param into gets the values of the known columns
     * @param others gets the values under other keys
     * @return what is wrong with the line; null where nothing is
     */
    String read(String line, String[] into, Map<String, String> others) {
        boolean[] set = new boolean[into.length];
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "it is no JSON object";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                String value = value(parser);
                Integer column = column(key);
                boolean twice = column == null ? others.put(key, value) != null : set[column];
                if (twice) {
                    return "it names " + key + " twice";
                }
                if (column != null) {
                    set[column] = true;
                    into[column] = value;
                }
            }
            return parser.nextToken() == null ? null : "something follows the object";
        } catch (JsonProcessingException e) {
            return "it is no whole JSON object: "
                    + e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(" \\([^(]*\\[Source:.*", "");
        } catch (IOException e) {
            throw new IllegalStateException("text cannot fail to be read", e);
        }
    }

    /**
     * The line with null as the value of some of its known columns.
     *
     * @param line a line that can be read
     * @param emptied by column, whether it is emptied
     */
    String without(String line, boolean[] emptied) {
        StringBuilder kept = new StringBuilder(line.length());
        int copied = 0;
        try (JsonParser parser = json.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer column = column(parser.currentName());
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (column != null && emptied[column]) {
                    kept.append(line, copied, start).append("null");
                    copied = (int) parser.currentLocation().getCharOffset();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the line was read before", e);
        }
        return kept.append(line, copied, line.length()).toString();
    }

    private Integer column(String key) {
        Integer column = columns.get(key);
        return column != null ? column : columns.get(key.toLowerCase(Locale.ROOT));
    }

    private String value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isStructStart()) {
            return parser.getText();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
