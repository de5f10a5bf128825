package ai.massgen.core.engine;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What one agent and its model have said to each other. Always in a state that a provider accepts: a tool call is never
 * without its result, and two user messages in a row are joined. Used by one thread at a time.
 */
final class Conversation {
    private final List<Message> messages = new ArrayList<>();

    void user(String text) {
        user(text, List.of());
    }

    /** Says a text, with attachments before it. */
    void user(String text, List<Part> attachments) {
        List<Part> parts = new ArrayList<>();
        if (!messages.isEmpty() && messages.getLast() instanceof Message.User last) {
            parts.addAll(last.parts());
            messages.removeLast();
        }
        parts.addAll(attachments);
        parts.add(new Part.Text(text));
        messages.add(new Message.User(parts));
    }

    void assistant(Message.Assistant reply, List<ToolResult> results) {
        if (!reply.toolCalls().isEmpty() && results.size() != reply.toolCalls().size()) {
            throw new IllegalArgumentException(
                    results.size() + " results for " + reply.toolCalls().size() + " tool calls");
        }
        messages.add(reply);
        if (!results.isEmpty()) {
            messages.add(new Message.ToolResults(results));
        }
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Remembers the present state, for {@link #rollBack}. */
    List<Message> mark() {
        return messages();
    }

    void rollBack(List<Message> mark) {
        messages.clear();
        messages.addAll(mark);
    }
}
