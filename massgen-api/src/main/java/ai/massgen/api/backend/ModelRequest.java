package ai.massgen.api.backend;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One question to a model. Built by the engine with {@link #builder}, read by backends, so components may be added:
 * read the accessors, do not deconstruct. Immutable.
 *
 * @param key which call of which agent this is
 * @param system the system text, if any
 * @param messages the conversation, at least one message, ending with a user message or tool results
 * @param tools the tools the model may call
 * @param providerTools the tools that the provider may run itself while it answers
 * @param outputSchema the JSON Schema that the text of the reply must satisfy, if any
 * @param temperature the sampling temperature, if set
 * @param seed the sampling seed, if set
 * @param maxOutputTokens the limit on output tokens, if set
 * @param timeouts how long to wait
 */
public record ModelRequest(
        CallKey key,
        Optional<String> system,
        List<Message> messages,
        List<ToolSpec> tools,
        Set<Capability> providerTools,
        Optional<Json> outputSchema,
        OptionalDouble temperature,
        OptionalLong seed,
        OptionalInt maxOutputTokens,
        Timeouts timeouts) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no message, or a provider tool is none
     */
    public ModelRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(system, "system");
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        providerTools = Set.copyOf(providerTools);
        Objects.requireNonNull(outputSchema, "outputSchema");
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
        Objects.requireNonNull(timeouts, "timeouts");
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message");
        }
        for (Capability tool : providerTools) {
            if (!tool.providerTool()) {
                throw new IllegalArgumentException("not a provider tool: " + tool);
            }
        }
    }

    /**
     * How long a backend waits before it fails with {@link BackendException.Kind#TIMEOUT}. The engine interrupts a call
     * that must end for another reason.
     *
     * @param firstToken from sending to the first byte of the body
     * @param idle between two pieces of the body
     * @param total for the whole exchange
     */
    public record Timeouts(Duration firstToken, Duration idle, Duration total) {
        /** What applies when nobody says otherwise: two minutes, one minute, ten minutes. */
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(10));

        /**
         * Checks the durations.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Timeouts {
            for (Duration each : List.of(firstToken, idle, total)) {
                if (!each.isPositive()) {
                    throw new IllegalArgumentException("a timeout must be positive, got " + each);
                }
            }
        }
    }

    /**
     * The capabilities that a model needs for this request. A backend refuses a request that needs one which it has not
     * declared. {@link Capability#PARALLEL_TOOL_CALLS} is never among them, as no request can ask for it.
     *
     * @return the capabilities, a new set
     */
    public Set<Capability> needs() {
        return Needs.of(this);
    }

    /**
     * The SHA-256 over everything that is asked: system text, messages, tools, schema and sampling settings. Two requests that
     * differ only in their {@link #key}, their {@link #timeouts} or in how their JSON is spelled (white space, escapes)
     * have the same fingerprint. The engine records it with every call, and a replay finds by it that a request is not the recorded
     * one. Stable over runs and machines; a change of the rendering between releases changes all fingerprints.
     *
     * @return 64 hexadecimal digits in lower case
     */
    public String fingerprint() {
        return Fingerprint.of(this);
    }

    /**
     * Starts a request.
     *
     * @param key which call of which agent this is
     * @param messages the conversation
     * @return a builder
     */
    public static Builder builder(CallKey key, List<Message> messages) {
        return new Builder(key, messages);
    }

    /** Collects the components of a request. Not thread-safe. */
    public static final class Builder {
        private final CallKey key;
        private final List<Message> messages;
        private Optional<String> system = Optional.empty();
        private List<ToolSpec> tools = List.of();
        private Set<Capability> providerTools = Set.of();
        private Optional<Json> outputSchema = Optional.empty();
        private OptionalDouble temperature = OptionalDouble.empty();
        private OptionalLong seed = OptionalLong.empty();
        private OptionalInt maxOutputTokens = OptionalInt.empty();
        private Timeouts timeouts = Timeouts.DEFAULT;

        private Builder(CallKey key, List<Message> messages) {
            this.key = key;
            this.messages = messages;
        }

        /**
         * Sets the system text.
         *
         * @param system the text
         * @return this builder
         */
        public Builder system(String system) {
            this.system = Optional.of(system);
            return this;
        }

        /**
         * Sets the tools.
         *
         * @param tools the tools
         * @return this builder
         */
        public Builder tools(List<ToolSpec> tools) {
            this.tools = tools;
            return this;
        }

        /**
         * Sets the tools that the provider may run itself.
         *
         * @param providerTools the tools
         * @return this builder
         */
        public Builder providerTools(Set<Capability> providerTools) {
            this.providerTools = providerTools;
            return this;
        }

        /**
         * Sets the schema of the reply's text.
         *
         * @param outputSchema a JSON Schema, an object
         * @return this builder
         */
        public Builder outputSchema(Json outputSchema) {
            this.outputSchema = Optional.of(outputSchema);
            return this;
        }

        /**
         * Sets the sampling temperature.
         *
         * @param temperature the temperature
         * @return this builder
         */
        public Builder temperature(double temperature) {
            this.temperature = OptionalDouble.of(temperature);
            return this;
        }

        /**
         * Sets the sampling seed.
         *
         * @param seed the seed
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = OptionalLong.of(seed);
            return this;
        }

        /**
         * Sets the limit on output tokens.
         *
         * @param maxOutputTokens the limit
         * @return this builder
         */
        public Builder maxOutputTokens(int maxOutputTokens) {
            this.maxOutputTokens = OptionalInt.of(maxOutputTokens);
            return this;
        }

        /**
         * Sets how long to wait.
         *
         * @param timeouts the timeouts
         * @return this builder
         */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = timeouts;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public ModelRequest build() {
            return new ModelRequest(
                    key,
                    system,
                    messages,
                    tools,
                    providerTools,
                    outputSchema,
                    temperature,
                    seed,
                    maxOutputTokens,
                    timeouts);
        }
    }
}
