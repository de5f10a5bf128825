package ai.massgen.api.message;

import ai.massgen.api.Json;
import java.util.Objects;

/**
 * A model's request to run a tool. Immutable.
 *
 * @param id the call's id, unique within its assistant message; a backend makes one up where the provider sends none
 * @param name the tool's name as the model wrote it, which may be a name that was never offered
 * @param arguments the arguments as the model wrote them: one JSON value, but not necessarily one that fits the schema
 */
public record ToolCall(String id, String name, Json arguments) {
    /** Checks for null. */
    public ToolCall {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(arguments, "arguments");
    }
}
