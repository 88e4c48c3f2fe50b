package io.scanline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a Kubernetes object against a structural schema, the part of OpenAPI in which custom resources are defined: types,
 * enumerations, required and unknown fields. An API server drops unknown fields without a word; here they are problems.
 */
final class StructuralSchema {
    private final JsonNode root;

    StructuralSchema(JsonNode root) {
        this.root = root;
    }

    /** The problems of an object, each with its path. */
    List<String> problems(JsonNode object) {
        List<String> problems = new ArrayList<>();
        check("", root, object, problems);
        return problems;
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> problems) {
        if (!hasType(schema, value)) {
            problems.add(path + " is no " + schema.path("type").asText() + ": " + value);
            return;
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(path + " is none of " + schema.path("enum") + ": " + value);
        }
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                problems.add(path + "." + required.asText() + " is missing");
            }
        }
        value.properties().forEach(field -> {
            String place = path + "." + field.getKey();
            JsonNode properties = schema.path("properties");
            if (properties.has(field.getKey())) {
                check(place, properties.path(field.getKey()), field.getValue(), problems);
            } else if (schema.has("additionalProperties")) {
                check(place, schema.path("additionalProperties"), field.getValue(), problems);
            } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                problems.add(place + " is not known");
            }
        });
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "[" + i + "]", schema.path("items"), value.get(i), problems);
            }
        }
    }

    private static boolean hasType(JsonNode schema, JsonNode value) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> schema.isMissingNode() || !schema.has("type");
        };
    }

    private static boolean contains(JsonNode values, JsonNode wanted) {
        for (JsonNode value : values) {
            if (value.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
