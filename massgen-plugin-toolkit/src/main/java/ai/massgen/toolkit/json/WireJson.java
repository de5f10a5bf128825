package ai.massgen.toolkit.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How JSON from a wire is read. Thread-safe. */
public final class WireJson {
    /** Strict about what follows a value, so that two values in a row are not taken for the first one. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    /**
     * The text of a field.
     *
     * @param node an object, or anything else
     * @param field the field's name
     * @return its text; empty if it is missing, null, or no text
     */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : "";
    }
}
