package ai.massgen.core.engine;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<Part> parts = new ArrayList<>(attachments);
        parts.add(new Part.Text(text));
        user(parts);
    }

    private void user(List<Part> more) {
        List<Part> parts = new ArrayList<>();
        if (!messages.isEmpty() && messages.getLast() instanceof Message.User last) {
            parts.addAll(last.parts());
            messages.removeLast();
        }
        parts.addAll(more);
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

    /** Takes over a message of another conversation. What a provider wanted back belongs to what came before, so it goes. */
    void again(Message message) {
        switch (message) {
            case Message.User user -> user(user.parts());
            case Message.Assistant assistant ->
                messages.add(new Message.Assistant(assistant.text(), assistant.toolCalls(), Optional.empty()));
            case Message.ToolResults results -> messages.add(results);
        }
    }

    int size() {
        return messages.size();
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
