package ai.massgen.api.message;

import ai.massgen.api.Json;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A tool as a model sees it. Immutable.
 *
 * @param name 1 to 64 characters of {@code [a-zA-Z0-9_-]}: what all providers accept
 * @param description what the tool does; may come from a third party and must then be treated as untrusted text
 * @param inputSchema a JSON Schema of the arguments, an object schema
 */
public record ToolSpec(String name, String description, Json inputSchema) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not of the allowed form
     */
    public ToolSpec {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(inputSchema, "inputSchema");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a tool name: '" + name + "'; use 1 to 64 letters, digits, underscores and dashes");
        }
    }
}
