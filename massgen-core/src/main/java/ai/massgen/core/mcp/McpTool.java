package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * A tool as its server describes it. Every text in it is the server's and untrusted. Immutable.
 *
 * @param name the name that the server knows it by
 * @param title a name for people, if there is one
 * @param description what it does, empty if the server does not say
 * @param inputSchema the JSON Schema of its arguments, an object
 * @param outputSchema the JSON Schema of its structured content, if it promises any
 * @param annotations the server's hints about its effects, if there are any
 */
public record McpTool(
        String name,
        Optional<String> title,
        String description,
        Json inputSchema,
        Optional<Json> outputSchema,
        Optional<Json> annotations) {
    /** Checks for null. */
    public McpTool {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(inputSchema, "inputSchema");
        Objects.requireNonNull(outputSchema, "outputSchema");
        Objects.requireNonNull(annotations, "annotations");
    }
}
