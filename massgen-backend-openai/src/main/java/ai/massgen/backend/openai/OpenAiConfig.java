package ai.massgen.backend.openai;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of {@link OpenAiBackend}. Bound by the engine. Immutable.
 *
 * @param model the model's id as the provider writes it
 * @param preset the provider's name; without it {@code openai}, or {@code compatible} if there is a {@code baseUrl}
 * @param baseUrl the address that {@code /chat/completions} is appended to; without it the preset's
 * @param apiKey the key; without it the preset's environment variable
 * @param temperature the sampling temperature of requests that set none
 * @param seed the sampling seed of requests that set none
 * @param maxOutputTokens the limit on output tokens of requests that set none
 * @param reasoningEffort how much the model thinks, passed on as it is
 * @param images whether the model takes pictures; without it what the preset says
 */
public record OpenAiConfig(
        @Doc("The model's id as the provider writes it.") String model,

        @Doc("The provider. Without it: openai, or compatible if there is a base_url.")
        @OneOf({
            "openai",
            "azure",
            "openrouter",
            "groq",
            "xai",
            "deepseek",
            "mistral",
            "ollama",
            "lmstudio",
            "vllm",
            "compatible"
        })
        Optional<String> preset,

        @Doc(
                "The address that /chat/completions is appended to, such as http://127.0.0.1:11434/v1. Without it: the preset's.")
        Optional<URI> baseUrl,

        @Doc("The key. Without it: the preset's environment variable, such as OPENAI_API_KEY.")
        Optional<Secret> apiKey,

        @Doc("The sampling temperature.") @Min("0") @Max("2") Optional<Double> temperature,

        @Doc("The sampling seed.") Optional<Long> seed,

        @Doc("The most tokens that one reply may have.") @Min("1") Optional<Integer> maxOutputTokens,

        @Doc("How much the model thinks before it answers. Which values work depends on the model.")
        @OneOf({"none", "minimal", "low", "medium", "high", "xhigh", "max"})
        Optional<String> reasoningEffort,

        @Doc("Whether the model takes pictures. Without it: what the preset says.")
        Optional<Boolean> images) {
    /**
     * Checks the model's name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public OpenAiConfig {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank: '" + model + "'");
        }
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
        Objects.requireNonNull(reasoningEffort, "reasoningEffort");
        Objects.requireNonNull(images, "images");
    }
}
