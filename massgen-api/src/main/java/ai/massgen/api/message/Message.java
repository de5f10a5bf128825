package ai.massgen.api.message;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One message of a conversation with a model. The system text is not a message: it travels on
 * {@link ai.massgen.api.backend.ModelRequest#system}. Immutable.
 */
public sealed interface Message {
    /**
     * What the engine, for the user, says to the model.
     *
     * @param parts at least one part
     */
    record User(List<Part> parts) implements Message {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public User {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a user message needs at least one part");
            }
        }

        /**
         * Makes a message of one text part.
         *
         * @param text the text
         * @return the message
         */
        public static User of(String text) {
            return new User(List.of(new Part.Text(text)));
        }
    }

    /**
     * What the model said.
     *
     * @param text the visible text, may be empty
     * @param toolCalls the calls it asked for, in its order
     * @param state what the provider wants back verbatim, if anything
     */
    record Assistant(String text, List<ToolCall> toolCalls, Optional<ProviderState> state) implements Message {
        /** Copies the list. */
        public Assistant {
            Objects.requireNonNull(text, "text");
            toolCalls = List.copyOf(toolCalls);
            Objects.requireNonNull(state, "state");
        }
    }

    /**
     * The results of the tool calls of the assistant message before it, in the order of the calls.
     *
     * @param results one result per call
     */
    record ToolResults(List<ToolResult> results) implements Message {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public ToolResults {
            results = List.copyOf(results);
            if (results.isEmpty()) {
                throw new IllegalArgumentException("a tool result message needs at least one result");
            }
        }
    }
}
