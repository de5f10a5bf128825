package ai.massgen.api.backend;

import java.util.Objects;

/** A piece of a reply as it arrives. Created by backends; more kinds may be added. Immutable. */
public sealed interface ModelDelta {
    /**
     * A piece of the visible text.
     *
     * @param text the piece, not empty
     */
    record Text(String text) implements ModelDelta {
        /** Checks for null. */
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A piece of the reasoning, or of its summary, where the provider shows it.
     *
     * @param text the piece, not empty
     */
    record Reasoning(String text) implements ModelDelta {
        /** Checks for null. */
        public Reasoning {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * The model has begun to write a tool call. The whole call is in the reply.
     *
     * @param name the tool's name
     */
    record ToolCallStarted(String name) implements ModelDelta {
        /** Checks for null. */
        public ToolCallStarted {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * The provider has begun to use one of its own tools.
     *
     * @param tool the tool, one that is a {@linkplain Capability#providerTool provider tool}
     */
    record ProviderToolStarted(Capability tool) implements ModelDelta {
        /**
         * Checks the tool.
         *
         * @throws IllegalArgumentException if it is no provider tool
         */
        public ProviderToolStarted {
            if (!tool.providerTool()) {
                throw new IllegalArgumentException("not a provider tool: " + tool);
            }
        }
    }
}
