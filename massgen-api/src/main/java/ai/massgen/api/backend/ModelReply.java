package ai.massgen.api.backend;

import ai.massgen.api.Usage;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A complete reply of a model. Built by backends with {@link #builder}, so components may be added. Immutable.
 *
 * @param text the visible text, the concatenation of all text deltas
 * @param toolCalls the tool calls, in the model's order
 * @param stopReason why the reply ended
 * @param usage tokens consumed, empty if the provider did not say
 * @param state what the provider wants back verbatim, if anything
 * @param rateLimits what the rate-limit headers said, if there were any
 * @param requestId the provider's id of this exchange, for its support
 */
public record ModelReply(
        String text,
        List<ToolCall> toolCalls,
        StopReason stopReason,
        Optional<Usage> usage,
        Optional<ProviderState> state,
        Optional<RateLimits> rateLimits,
        Optional<String> requestId) {
    /** Copies the list. */
    public ModelReply {
        Objects.requireNonNull(text, "text");
        toolCalls = List.copyOf(toolCalls);
        Objects.requireNonNull(stopReason, "stopReason");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(rateLimits, "rateLimits");
        Objects.requireNonNull(requestId, "requestId");
    }

    /**
     * Starts a reply.
     *
     * @param stopReason why it ended
     * @return a builder
     */
    public static Builder builder(StopReason stopReason) {
        return new Builder(stopReason);
    }

    /**
     * This reply as a message of the conversation.
     *
     * @return the message to append before the tool results
     */
    public Message.Assistant toMessage() {
        return new Message.Assistant(text, toolCalls, state);
    }

    /** Collects the components of a reply. Not thread-safe. */
    public static final class Builder {
        private final StopReason stopReason;
        private String text = "";
        private List<ToolCall> toolCalls = List.of();
        private Optional<Usage> usage = Optional.empty();
        private Optional<ProviderState> state = Optional.empty();
        private Optional<RateLimits> rateLimits = Optional.empty();
        private Optional<String> requestId = Optional.empty();

        private Builder(StopReason stopReason) {
            this.stopReason = stopReason;
        }

        /**
         * Sets the visible text.
         *
         * @param text the text
         * @return this builder
         */
        public Builder text(String text) {
            this.text = text;
            return this;
        }

        /**
         * Sets the tool calls.
         *
         * @param toolCalls the calls
         * @return this builder
         */
        public Builder toolCalls(List<ToolCall> toolCalls) {
            this.toolCalls = toolCalls;
            return this;
        }

        /**
         * Sets the tokens consumed.
         *
         * @param usage the usage
         * @return this builder
         */
        public Builder usage(Usage usage) {
            this.usage = Optional.of(usage);
            return this;
        }

        /**
         * Sets the provider's state.
         *
         * @param state the state
         * @return this builder
         */
        public Builder state(ProviderState state) {
            this.state = Optional.of(state);
            return this;
        }

        /**
         * Sets what the rate-limit headers said.
         *
         * @param rateLimits the limits
         * @return this builder
         */
        public Builder rateLimits(RateLimits rateLimits) {
            this.rateLimits = Optional.of(rateLimits);
            return this;
        }

        /**
         * Sets the provider's request id.
         *
         * @param requestId the id
         * @return this builder
         */
        public Builder requestId(String requestId) {
            this.requestId = Optional.of(requestId);
            return this;
        }

        /**
         * Makes the reply.
         *
         * @return the reply
         */
        public ModelReply build() {
            return new ModelReply(text, toolCalls, stopReason, usage, state, rateLimits, requestId);
        }
    }
}
