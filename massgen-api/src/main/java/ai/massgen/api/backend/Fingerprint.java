package ai.massgen.api.backend;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a request. Every value is preceded by its length, so that no two requests render alike by moving text
 * from one value into the next, and every kind of thing by a tag of its own.
 */
final class Fingerprint {
    /** Raised when the rendering changes, so that an old recording differs in every hash and not in some. */
    private static final String FORMAT = "massgen-request-1";

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(ModelRequest request) {
        Fingerprint print = new Fingerprint();
        print.text(FORMAT);
        request.system().ifPresent(system -> print.tag("system").text(system));
        request.messages().forEach(print::message);
        request.tools().forEach(print::tool);
        request.providerTools().stream()
                .sorted()
                .forEach(tool -> print.tag("provider-tool").text(tool.name()));
        request.outputSchema().ifPresent(schema -> print.tag("output-schema").json(schema));
        request.temperature()
                .ifPresent(value -> print.tag("temperature").text(Long.toHexString(Double.doubleToLongBits(value))));
        request.seed().ifPresent(value -> print.tag("seed").text(Long.toString(value)));
        request.maxOutputTokens()
                .ifPresent(value -> print.tag("max-output-tokens").text(Integer.toString(value)));
        return HexFormat.of().formatHex(print.digest.digest());
    }

    private void message(Message message) {
        switch (message) {
            case Message.User user -> {
                tag("user");
                user.parts().forEach(this::part);
            }
            case Message.Assistant assistant -> {
                tag("assistant").text(assistant.text());
                assistant.toolCalls().forEach(this::call);
                assistant.state().ifPresent(this::state);
            }
            case Message.ToolResults results -> {
                tag("tool-results");
                results.results().forEach(this::result);
            }
        }
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> tag("text").text(text.text());
            case Part.Image image -> tag("image").text(image.mediaType()).text(image.base64());
            case Part.Document document ->
                tag("document")
                        .text(document.mediaType())
                        .text(document.base64())
                        .text(document.name());
        }
    }

    private void call(ToolCall call) {
        tag("call").text(call.id()).text(call.name()).json(call.arguments());
    }

    private void state(ProviderState state) {
        tag("state").text(state.owner()).text(state.model()).json(state.json());
    }

    private void result(ToolResult result) {
        tag(result.error() ? "failure" : "success").text(result.callId()).text(result.text());
        result.structured().ifPresent(json -> tag("structured").json(json));
    }

    private void tool(ToolSpec tool) {
        tag("tool").text(tool.name()).text(tool.description()).json(tool.inputSchema());
    }

    private Fingerprint tag(String name) {
        return text("#" + name);
    }

    private Fingerprint json(Json json) {
        return text(JsonTokens.canonical(json.text()));
    }

    private Fingerprint text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }
}
