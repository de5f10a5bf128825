package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands the result of a tool call. Stateless. */
final class ResultReader {
    private ResultReader() {}

    /**
     * Understands a result.
     *
     * @param result the result of {@code tools/call}
     * @return the same in our words
     * @throws IllegalArgumentException if it is not what the protocol says; the message says why
     */
    static McpToolResult read(JsonNode result) {
        JsonNode content = result.path("content");
        JsonNode structured = result.path("structuredContent");
        JsonNode error = result.path("isError");
        if (!content.isArray() && !(content.isMissingNode() && structured.isObject())) {
            throw new IllegalArgumentException("its result has no list of contents");
        }
        if (!error.isMissingNode() && !error.isBoolean()) {
            throw new IllegalArgumentException("isError is neither true nor false");
        }
        List<McpContent> pieces = new ArrayList<>();
        content.forEach(piece -> pieces.add(piece(piece)));
        Optional<Json> json = structured.isMissingNode() || structured.isNull()
                ? Optional.empty()
                : Optional.of(new Json(structured.toString()));
        return new McpToolResult(pieces, json, error.asBoolean());
    }

    /** A piece of a result or of a prompt. */
    static McpContent piece(JsonNode piece) {
        String type = piece.path("type").asText();
        return switch (type) {
            case "text" -> new McpContent.Text(piece.path("text").asText());
            case "image", "audio" ->
                new McpContent.Media(
                        type,
                        piece.path("mimeType").asText(),
                        piece.path("data").asText());
            case "resource_link" ->
                new McpContent.Link(
                        piece.path("uri").asText(),
                        piece.path("name").asText(),
                        piece.path("description").asText());
            case "resource" -> resource(piece.path("resource"));
            default -> new McpContent.Unknown(Visible.line(type, 80));
        };
    }

    /** What has an address. */
    static McpContent resource(JsonNode resource) {
        String uri = resource.path("uri").asText();
        String mediaType = resource.path("mimeType").asText();
        return resource.path("blob").isTextual()
                ? new McpContent.BinaryResource(
                        uri, mediaType, resource.path("blob").textValue())
                : new McpContent.TextResource(
                        uri, mediaType, resource.path("text").asText());
    }
}
