package ai.massgen.core.journal;

import ai.massgen.api.Json;
import ai.massgen.core.protocol.Input;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Inputs of the protocol as JSON: an object with the field {@code kind} and the components of the record. Folding the
 * inputs of a journal rebuilds every state of its run. Thread-safe.
 */
public final class InputJson {
    private static final JsonMapper MAPPER = ProtocolJson.mapper();

    private InputJson() {}

    /**
     * Writes an input.
     *
     * @param input the input
     * @return a JSON object
     */
    public static Json write(Input input) {
        return new Json(MAPPER.valueToTree(input).toString());
    }

    /**
     * Reads an input.
     *
     * @param json what {@link #write} has written
     * @return the input
     * @throws IllegalArgumentException if it is no input
     */
    public static Input read(Json json) {
        try {
            return MAPPER.readValue(json.text(), Input.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an input of the protocol: " + e.getOriginalMessage(), e);
        }
    }
}
