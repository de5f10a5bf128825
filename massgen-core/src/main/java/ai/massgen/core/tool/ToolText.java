package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolResult;
import ai.massgen.core.mcp.McpContent;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.text.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what a tool server answers into what a model reads. The server's text is not touched, only cut. */
final class ToolText {
    private ToolText() {}

    /**
     * Makes a result.
     *
     * @param callId the id of the model's call
     * @param answer what the server answered
     * @param limit how much text the model sees, in bytes of UTF-8
     */
    static ToolResult result(String callId, McpToolResult answer, ByteSize limit) {
        String text = answer.content().stream().map(ToolText::piece).collect(Collectors.joining("\n"));
        Optional<Json> structured = answer.structured()
                .filter(json -> fits(json.text(), limit))
                .map(json -> new Json(WellFormed.of(json.text())));
        if (answer.content().isEmpty()) {
            text = answer.structured().map(Json::text).orElse("");
        }
        return new ToolResult(callId, cut(WellFormed.of(text), limit), structured, answer.error());
    }

    /** The result of a tool of the application. */
    static ToolResult result(String callId, LocalFunction.Answer answer, ByteSize limit) {
        Optional<Json> structured = answer.structured().filter(json -> fits(json.text(), limit));
        return new ToolResult(callId, cut(WellFormed.of(answer.text()), limit), structured, false);
    }

    private static String piece(McpContent piece) {
        return switch (piece) {
            case McpContent.Text text -> text.text();
            case McpContent.TextResource resource -> resource.text();
            case McpContent.Media media ->
                "[" + media.kind() + " " + media.mediaType() + ", " + bytes(media.base64()) + " bytes, not shown]";
            case McpContent.BinaryResource binary ->
                "[resource " + binary.uri() + " " + binary.mediaType() + ", " + bytes(binary.base64())
                        + " bytes, not shown]";
            case McpContent.Link link ->
                "[resource " + link.uri() + ": " + link.name()
                        + (link.description().isEmpty() ? "" : ", " + link.description()) + "]";
            case McpContent.Unknown unknown -> "[content of the unknown type '" + unknown.type() + "', not shown]";
        };
    }

    private static long bytes(String base64) {
        long padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4L * 3 - padding;
    }

    private static boolean fits(String text, ByteSize limit) {
        return text.getBytes(StandardCharsets.UTF_8).length <= limit.bytes();
    }

    static String cut(String text, ByteSize limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit.bytes()) {
            return text;
        }
        int end = (int) limit.bytes();
        while ((bytes[end] & 0xC0) == 0x80) { // not in the middle of a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "\n[cut: the first " + end + " of " + bytes.length
                + " bytes; ask the tool for less at a time]";
    }
}
