package ai.massgen.core.engine;

import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;

/** How long a prompt is, roughly: good enough to pace calls and to trim conversations by, and never shown as what was used. */
final class PromptSize {
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** What providers count for a picture or a document page, in the middle. */
    private static final long ATTACHMENT = 4 * 1500;

    private PromptSize() {}

    /** Tokens, rounded up. */
    static long of(ModelRequest request) {
        long characters = request.system().map(String::length).orElse(0);
        for (Message message : request.messages()) {
            characters += characters(message);
        }
        for (ToolSpec tool : request.tools()) {
            characters += tool.name().length()
                    + tool.description().length()
                    + tool.inputSchema().text().length();
        }
        return tokens(characters);
    }

    /** Tokens, rounded up, of so many characters. */
    static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    /** The characters of a message; what is no text counts as so many as take the same room. */
    static long characters(Message message) {
        return switch (message) {
            case Message.User user ->
                user.parts().stream().mapToLong(PromptSize::characters).sum();
            case Message.Assistant assistant ->
                assistant.text().length()
                        + assistant.toolCalls().stream()
                                .mapToLong(PromptSize::characters)
                                .sum();
            case Message.ToolResults results ->
                results.results().stream()
                        .map(ToolResult::text)
                        .mapToLong(String::length)
                        .sum();
        };
    }

    private static long characters(ToolCall call) {
        return (long) call.name().length() + call.arguments().text().length();
    }

    private static long characters(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Image image -> ATTACHMENT;
            case Part.Document document -> ATTACHMENT;
        };
    }
}
