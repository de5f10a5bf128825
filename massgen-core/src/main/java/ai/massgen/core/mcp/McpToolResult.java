package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a tool answered. A tool that failed answers too, with {@code error} set. Immutable.
 *
 * @param content the pieces, in order
 * @param structured the structured content, an object, if there is any
 * @param error whether the tool says that it failed
 */
public record McpToolResult(List<McpContent> content, Optional<Json> structured, boolean error) {
    /** Copies the list. */
    public McpToolResult {
        content = List.copyOf(content);
        Objects.requireNonNull(structured, "structured");
    }
}
