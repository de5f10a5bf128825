package ai.massgen.core.mcp;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Understands lines as JSON-RPC 2.0 messages. An id counts as ours only if it is a whole number in the range of a long:
 * the text {@code "0"}, {@code null}, {@code 1.5} and 2⁶³ never name a call. Stateless.
 */
final class IncomingReader {
    private static final int MAX_BATCH = 256;
    private static final int MAX_QUOTE = 500;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private IncomingReader() {}

    /**
     * Understands one line.
     *
     * @param line the bytes of the line
     * @param batches whether an array of messages is allowed, as in the revision 2025-03-26
     * @return the messages in it, none for a blank line
     */
    static List<Incoming> read(byte[] line, boolean batches) {
        String text = new String(line, StandardCharsets.UTF_8);
        text = (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text).strip();
        if (text.isEmpty()) {
            return List.of();
        }
        JsonNode node;
        try {
            node = StrictJson.parse(text);
        } catch (JsonProcessingException e) {
            return List.of(broken(line, text, StrictJson.reason(e)));
        }
        if (!node.isArray() || !batches) {
            return List.of(message(node, text));
        }
        List<Incoming> messages = new ArrayList<>();
        for (JsonNode each : node) {
            if (messages.size() == MAX_BATCH) {
                messages.add(new Incoming.Stray("a batch of more than " + MAX_BATCH + " messages"));
                break;
            }
            messages.add(message(each, text));
        }
        return messages;
    }

    private static Incoming message(JsonNode node, String text) {
        if (!node.isObject() || !node.path("jsonrpc").asText().equals("2.0")) {
            return new Incoming.Stray(text);
        }
        JsonNode method = node.get("method");
        if (method == null) {
            return answer(node);
        }
        if (!method.isTextual()) {
            return new Incoming.Stray(text);
        }
        JsonNode id = node.get("id");
        if (id == null) {
            return new Incoming.Notification(method.textValue());
        }
        return id.isTextual() || id.isNumber()
                ? new Incoming.Request(id, method.textValue())
                : new Incoming.Stray(text);
    }

    private static Incoming answer(JsonNode node) {
        JsonNode id = node.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            return new Incoming.Unusable(OptionalLong.empty(), "its id is no id of a call");
        }
        long call = id.longValue();
        JsonNode result = node.get("result");
        JsonNode error = node.get("error");
        if (result != null && error != null) {
            return new Incoming.Unusable(OptionalLong.of(call), "it has both a result and an error");
        }
        if (result != null) {
            return new Incoming.Result(call, result);
        }
        if (error == null) {
            return new Incoming.Unusable(OptionalLong.of(call), "it has neither a result nor an error");
        }
        JsonNode code = error.path("code");
        JsonNode message = error.path("message");
        if (!code.isIntegralNumber() || !message.isTextual()) {
            return new Incoming.Unusable(OptionalLong.of(call), "its error has no whole code or no message");
        }
        return new Incoming.Failure(
                call, code.longValue(), Visible.line(message.textValue(), MAX_QUOTE), error.path("data"));
    }

    private static Incoming broken(byte[] line, String text, String reason) {
        if (text.charAt(0) != '{') {
            return new Incoming.Stray(text);
        }
        return switch (head(line)) {
            case Head.Answer answer ->
                new Incoming.Unusable(
                        OptionalLong.of(answer.id()), "it is no valid JSON: " + Visible.line(reason, MAX_QUOTE));
            case Head.Other other -> new Incoming.Stray(text);
            case Head.Unclear unclear -> new Incoming.Stray(text);
        };
    }

    /** What the beginning of a message says, if the rest is missing or broken. */
    sealed interface Head {
        /** It answers this call. */
        record Answer(long id) implements Head {}

        /** It answers nothing: a request or a notification. */
        record Other() implements Head {}

        /** It does not say. */
        record Unclear() implements Head {}
    }

    /**
     * Looks at the members before the message breaks off. What is found here can only fail a call, never complete one.
     *
     * @param bytes the beginning of a message
     * @return what it says
     */
    static Head head(byte[] bytes) {
        try (JsonParser parser = StrictJson.LENIENT.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Head.Unclear();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("method")) {
                    return new Head.Other();
                }
                if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                    return new Head.Answer(parser.getLongValue());
                }
                parser.skipChildren();
            }
            return new Head.Unclear();
        } catch (IOException e) {
            return new Head.Unclear();
        }
    }
}
