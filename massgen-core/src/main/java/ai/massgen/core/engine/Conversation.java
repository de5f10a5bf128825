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
        if (!messages.isEmpty() && messages.getLast() instanceof Message.User last) {
            List<Part> parts = new ArrayList<>(last.parts());
            parts.add(new Part.Text(text));
            messages.set(messages.size() - 1, new Message.User(parts));
        } else {
            messages.add(Message.User.of(text));
        }
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
