package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A request as lines of text, each with the place that it stands in, so that two requests can be held side by side. */
final class Outline {
    private static final int SHORT_HASH = 16;

    private final List<String> lines = new ArrayList<>();

    private Outline() {}

    static List<String> of(ModelRequest request) {
        Outline outline = new Outline();
        outline.text("system", request.system().orElse(""));
        for (int i = 0; i < request.messages().size(); i++) {
            outline.message("message " + (i + 1), request.messages().get(i));
        }
        request.tools().forEach(tool -> outline.line("tool", tool.name() + " " + hash(tool)));
        if (!request.providerTools().isEmpty()) {
            outline.line(
                    "provider_tools",
                    request.providerTools().stream()
                            .sorted()
                            .map(tool -> "\"" + tool.name().toLowerCase(Locale.ROOT) + "\"")
                            .collect(Collectors.joining(",", "[", "]")));
        }
        request.outputSchema().ifPresent(schema -> outline.line("output_schema", canonical(schema)));
        request.temperature().ifPresent(value -> outline.line("temperature", Double.toString(value)));
        request.seed().ifPresent(value -> outline.line("seed", Long.toString(value)));
        request.maxOutputTokens().ifPresent(value -> outline.line("max_output_tokens", Integer.toString(value)));
        return outline.lines;
    }

    static List<String> of(RecordedRequest request) {
        Outline outline = new Outline();
        outline.text("system", request.system());
        for (int i = 0; i < request.messages().size(); i++) {
            outline.message("message " + (i + 1), request.messages().get(i));
        }
        request.tools().forEach((name, hash) -> outline.line("tool", name + " " + hash));
        request.more().forEach(outline::line);
        return outline.lines;
    }

    private void message(String place, Message message) {
        switch (message) {
            case Message.User user -> user.parts().forEach(part -> part(place + ", user", part));
            case Message.Assistant assistant -> {
                text(place + ", assistant", assistant.text());
                for (ToolCall call : assistant.toolCalls()) {
                    line(place + ", call " + call.name(), canonical(call.arguments()));
                }
            }
            case Message.ToolResults results -> {
                for (ToolResult result : results.results()) {
                    text(place + ", result of " + result.callId() + failed(result.error()), result.text());
                }
            }
        }
    }

    private void part(String place, Part part) {
        switch (part) {
            case Part.Text text -> text(place, text.text());
            case Part.Image image -> line(place + ", picture", image.mediaType() + " " + sha256(image.base64()));
            case Part.Document document ->
                line(place + ", document", document.name() + " " + sha256(document.base64()));
        }
    }

    private void message(String place, JsonNode message) {
        switch (message.path("role").asText()) {
            case "user" -> message.path("parts").forEach(part -> part(place + ", user", part));
            case "assistant" -> {
                text(place + ", assistant", message.path("text").asText());
                message.path("tool_calls")
                        .forEach(call -> line(
                                place + ", call " + call.path("name").asText(),
                                call.path("arguments").toString()));
            }
            default ->
                message.path("results")
                        .forEach(result -> text(
                                place + ", result of " + result.path("call_id").asText()
                                        + failed(result.path("error").asBoolean()),
                                result.path("text").asText()));
        }
    }

    private void part(String place, JsonNode part) {
        if (part.has("image")) {
            line(
                    place + ", picture",
                    part.path("image").asText() + " " + part.path("sha256").asText());
        } else if (part.has("document")) {
            line(
                    place + ", document",
                    part.path("document").asText() + " " + part.path("sha256").asText());
        } else {
            text(place, part.path("text").asText());
        }
    }

    private static String failed(boolean error) {
        return error ? ", failed" : "";
    }

    private void text(String place, String text) {
        text.lines().forEach(line -> line(place, line));
    }

    private void line(String place, String text) {
        lines.add(place + " | " + text);
    }

    private static String canonical(Json json) {
        try {
            return RecordedJson.parse(json.text()).toString();
        } catch (JsonProcessingException e) {
            return json.text();
        }
    }

    private static String hash(ToolSpec tool) {
        return sha256(tool.description() + "\n" + tool.inputSchema().text()).substring(0, SHORT_HASH);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
