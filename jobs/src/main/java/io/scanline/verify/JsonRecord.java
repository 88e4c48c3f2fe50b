package io.scanline.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object of a line as texts by key, whatever the key's case. */
final class JsonRecord {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonRecord() {}

    /** Scalars as they are written, nested values left out; null where the line is no whole object with each key once. */
    static Map<String, String> read(String line) {
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                boolean again = texts.containsKey(key);
                texts.put(key, token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null);
                parser.skipChildren();
                if (again) {
                    return null;
                }
            }
            return parser.nextToken() == null ? texts : null;
        } catch (JsonProcessingException e) {
            return null; // no JSON; what the lake makes of the line is compared with that
        } catch (IOException e) {
            throw new IllegalStateException("text cannot fail to be read", e);
        }
    }
}
