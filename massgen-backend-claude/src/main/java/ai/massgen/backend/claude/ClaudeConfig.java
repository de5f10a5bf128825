package ai.massgen.backend.claude;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of {@link ClaudeBackend}. Bound by the engine. Immutable.
 *
 * @param model the model's id as the provider writes it
 * @param baseUrl the address that {@code /v1/messages} is appended to; without it Anthropic's
 * @param apiKey the key; without it the environment variable {@code ANTHROPIC_API_KEY}
 * @param maxOutputTokens the limit on output tokens, thinking included, of requests that set none
 * @param thinking whether the model thinks before it answers
 * @param effort how much it thinks and does
 * @param cache how long the provider keeps the prompt for the next call
 * @param apiVersion the version of the API
 * @param whenUnsupported what becomes of a setting that the model is known not to take
 */
public record ClaudeConfig(
        @Doc("The model's id as the provider writes it, such as claude-sonnet-5-5.")
        String model,

        @Doc("The address that /v1/messages is appended to. Without it: https://api.anthropic.com.")
        Optional<URI> baseUrl,

        @Doc("The key. Without it: the environment variable ANTHROPIC_API_KEY.")
        Optional<Secret> apiKey,

        @Doc("The most tokens that one reply may have, thinking included.") @Default("32000") @Min("1") int maxOutputTokens,

        @Doc("Whether the model thinks before it answers: adaptive (as much as it sees fit) or off. Some models"
                + " cannot be told off.")
        @Default("adaptive")
        @OneOf({"adaptive", "off"})
        String thinking,

        @Doc("How much the model thinks and does. Without it: what the model does by itself.")
        @OneOf({"low", "medium", "high", "xhigh", "max"})
        Optional<String> effort,

        @Doc("How long the provider keeps the prompt, so that the next call pays less for it: 5m, 1h or off.")
        @Default("5m")
        @OneOf({"5m", "1h", "off"})
        String cache,

        @Doc("The version of the API. Servers that are not Anthropic's may know the older one only.")
        @Default("2026-10-21")
        @OneOf({"2026-10-21", "2023-06-01"})
        String apiVersion,

        @Doc("What becomes of a setting that the model is known not to take: error, or drop with a warning.")
        @Default("error")
        @OneOf({"error", "drop"})
        String whenUnsupported) {
    static final String OFF = "off";
    static final String ADAPTIVE = "adaptive";

    /**
     * Checks the model's name and the limit.
     *
     * @throws IllegalArgumentException if the name is blank or the limit below 1
     */
    public ClaudeConfig {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank: '" + model + "'");
        }
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("max_output_tokens must be at least 1, got " + maxOutputTokens);
        }
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(thinking, "thinking");
        Objects.requireNonNull(effort, "effort");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(whenUnsupported, "whenUnsupported");
    }

    ClaudeConfig with(int otherLimit, String otherThinking, Optional<String> otherEffort) {
        return new ClaudeConfig(
                model, baseUrl, apiKey, otherLimit, otherThinking, otherEffort, cache, apiVersion, whenUnsupported);
    }
}
