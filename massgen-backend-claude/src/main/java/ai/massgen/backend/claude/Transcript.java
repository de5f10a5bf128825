package ai.massgen.backend.claude;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes a conversation as the messages of a Messages request. Not thread-safe. */
final class Transcript {
    private final String model;
    private final MessageDigest said;
    private final ArrayNode messages = WireJson.MAPPER.createArrayNode();

    Transcript(String model, String system) {
        this.model = model;
        try {
            this.said = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        note(system);
    }

    ArrayNode messages() {
        return messages;
    }

    /** The SHA-256 of everything said so far. Thoughts are bound to it: after any other beginning they are refused. */
    String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) said.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    void add(Message message) {
        switch (message) {
            case Message.User user -> addUser(user.parts());
            case Message.Assistant assistant -> addAssistant(assistant);
            case Message.ToolResults results -> addResults(results.results());
        }
    }

    /** Text without a letter is refused by the provider, so it is left out, and a message without anything says so. */
    private void addUser(List<Part> parts) {
        ArrayNode content = WireJson.MAPPER.createArrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> addText(content, text.text());
                case Part.Image image -> addImage(content, image);
                case Part.Document document -> addDocument(content, document);
            }
        }
        if (content.isEmpty()) {
            addText(content, "(no text)");
        }
        addMessage("user", content);
    }

    private void addAssistant(Message.Assistant assistant) {
        Optional<ArrayNode> verbatim =
                assistant.state().flatMap(state -> SignedContent.restore(state, model, digest()));
        ArrayNode content = verbatim.orElseGet(() -> content(assistant));
        if (!content.isEmpty()) {
            addMessage("assistant", content);
        }
    }

    private static ArrayNode content(Message.Assistant assistant) {
        ArrayNode content = WireJson.MAPPER.createArrayNode();
        addText(content, assistant.text());
        for (ToolCall call : assistant.toolCalls()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", id(call.id()))
                    .put("name", call.name())
                    .set("input", ToolArguments.object(call.arguments()));
        }
        return content;
    }

    private void addResults(List<ToolResult> results) {
        ArrayNode content = WireJson.MAPPER.createArrayNode();
        for (ToolResult result : results) {
            ObjectNode block = content.addObject().put("type", "tool_result").put("tool_use_id", id(result.callId()));
            String text = result.text().isEmpty()
                    ? result.structured().map(json -> json.text()).orElse("")
                    : result.text();
            if (!text.isBlank()) {
                addText(block.putArray("content"), text);
            }
            if (result.error()) {
                block.put("is_error", true);
            }
        }
        addMessage("user", content);
    }

    private void addMessage(String role, ArrayNode content) {
        ObjectNode message = messages.addObject().put("role", role);
        message.set("content", content);
        note(message.toString());
    }

    private void note(String text) {
        said.update(text.getBytes(StandardCharsets.UTF_8));
        said.update((byte) '\n');
    }

    private static void addText(ArrayNode content, String text) {
        if (!text.isBlank()) {
            content.addObject().put("type", "text").put("text", text);
        }
    }

    /** The provider reads PDF files, and text only as plain text. */
    private static void addDocument(ArrayNode content, Part.Document document) {
        ObjectNode block = content.addObject().put("type", "document").put("title", document.name());
        ObjectNode source = block.putObject("source");
        if (document.mediaType().startsWith("text/")) {
            source.put("type", "text").put("media_type", "text/plain").put("data", text(document));
        } else {
            source.put("type", "base64").put("media_type", document.mediaType()).put("data", document.base64());
        }
    }

    private static String text(Part.Document document) {
        try {
            return new String(Base64.getDecoder().decode(document.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    "The document " + document.name() + " is not in base64: " + e.getMessage() + ".",
                    e,
                    null,
                    null);
        }
    }

    private static void addImage(ArrayNode content, Part.Image image) {
        content.addObject()
                .put("type", "image")
                .putObject("source")
                .put("type", "base64")
                .put("media_type", image.mediaType())
                .put("data", image.base64());
    }

    /** Ids that other providers made up may hold characters that this one refuses. */
    private static String id(String id) {
        return id.replaceAll("[^a-zA-Z0-9_-]", "_");
    }
}
