package ai.massgen.core.engine;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventSink;
import java.util.Optional;

/** Keeps an agent's conversation as short as its model's context. Used by one thread at a time. */
final class ContextWindow {
    private final String agent;
    private final Conversation conversation;
    private final EventSink events;
    private long tokens;
    private int question;

    /**
     * A window over a conversation.
     *
     * @param agent whose it is
     * @param conversation the conversation; the message that is added next is the question, which always stays
     * @param tokens how long it may become
     * @param events told of what is left out
     */
    ContextWindow(String agent, Conversation conversation, long tokens, EventSink events) {
        this.agent = agent;
        this.conversation = conversation;
        this.question = conversation.size();
        this.tokens = tokens;
        this.events = events;
    }

    /** Where the question is. */
    int question() {
        return question;
    }

    /** The conversation has been rolled back to where the question was there. */
    void rolledBack(int before) {
        question = before;
    }

    /**
     * Leaves out what is oldest, if the conversation is too long.
     *
     * @param recalled how long it might be here before the run was resumed, if something was left out then
     */
    void trim(Optional<Long> recalled) {
        tokens = Math.min(tokens, recalled.orElse(tokens));
        if (Trimming.tokens(conversation.messages()) > tokens) {
            Trimming.fit(conversation.messages(), question, target()).ifPresent(trimmed -> {
                if (recalled.isEmpty()) {
                    events.publish(new CourseEvent.ContextTrimmed(agent, trimmed.dropped(), trimmed.tokens(), tokens));
                }
                conversation.rollBack(trimmed.messages());
                question = trimmed.question();
            });
        }
    }

    /** Half, so that it does not happen again with the next call and the provider's cache stays warm. */
    private long target() {
        return tokens / 2;
    }

    /** The provider says that the conversation is too long: it has to become shorter than it is. Whether it can. */
    boolean shrink() {
        tokens = Trimming.tokens(conversation.messages()) - 1;
        return Trimming.fit(conversation.messages(), question, target()).isPresent();
    }
}
