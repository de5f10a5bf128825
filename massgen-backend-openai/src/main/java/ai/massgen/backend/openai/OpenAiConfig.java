package ai.massgen.backend.openai;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of {@link OpenAiBackend}. Bound by the engine. Immutable.
 *
 * @param model the model's id as the provider writes it
 * @param preset the provider's name; without it {@code openai}, or {@code compatible} if there is a {@code baseUrl}
 * @param api how the server is asked: {@code responses}, {@code chat_completions}, or {@code auto} for the preset's own
 * @param baseUrl the address that {@code /responses} or {@code /chat/completions} is appended to; without it the preset's
 * @param apiKey the key; without it the preset's environment variable
 * @param temperature the sampling temperature of requests that set none
 * @param seed the sampling seed of requests that set none
 * @param maxOutputTokens the limit on output tokens of requests that set none
 * @param reasoningEffort how much the model thinks
 * @param reasoningSummary whether thoughts are told in summary, over the Responses API
 * @param images whether the model takes pictures; without it what the preset says
 * @param documents whether the model takes documents; without it what the preset says
 * @param structuredOutput whether the server takes a schema of the reply; without it what the preset says
 * @param vectorStores ids of the stores at the provider that its file search looks into
 * @param cacheGroup the {@code prompt_cache_key} of requests; without it made of how the conversation begins
 * @param whenUnsupported what becomes of a parameter that the model refuses: {@code error} or {@code drop}
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
            "together",
            "fireworks",
            "cerebras",
            "nebius",
            "deepseek",
            "qwen",
            "zai",
            "kimi",
            "poe",
            "mistral",
            "ollama",
            "lmstudio",
            "vllm",
            "sglang",
            "compatible"
        })
        Optional<String> preset,

        @Doc("How the server is asked: responses, chat_completions, or auto for what is best at the preset.")
        @Default("auto")
        @OneOf({"auto", "responses", "chat_completions"})
        String api,

        @Doc("The address that /responses or /chat/completions is appended to, such as http://127.0.0.1:11434/v1."
                + " Without it: the preset's.")
        Optional<URI> baseUrl,

        @Doc("The key. Without it: the preset's environment variable, such as OPENAI_API_KEY.")
        Optional<Secret> apiKey,

        @Doc("The sampling temperature.") @Min("0") @Max("2") Optional<Double> temperature,

        @Doc("The sampling seed.") Optional<Long> seed,

        @Doc("The most tokens that one reply may have, reasoning included.") @Min("1") Optional<Integer> maxOutputTokens,

        @Doc("How much the model thinks before it answers. Which values work depends on the model.")
        @OneOf({"none", "minimal", "low", "medium", "high", "xhigh", "max"})
        Optional<String> reasoningEffort,

        @Doc("How thoughts are told, over the Responses API. Without it: not at all. OpenAI may want to know who you"
                + " are before it tells them.")
        @OneOf({"auto", "concise", "detailed"})
        Optional<String> reasoningSummary,

        @Doc("Whether the model takes pictures. Without it: what the preset says.")
        Optional<Boolean> images,

        @Doc("Whether the model takes documents. Without it: what the preset says.")
        Optional<Boolean> documents,

        @Doc("Whether the server makes replies follow a schema. Without it: what the preset says.")
        Optional<Boolean> structuredOutput,

        @Doc("The ids of the stores at the provider that its file search looks into.")
        List<String> vectorStores,

        @Doc("Requests of one group share the provider's cache (prompt_cache_key). Without it: conversations that begin"
                + " alike.")
        Optional<String> cacheGroup,

        @Doc("What becomes of a parameter that the model is known to refuse: error, or drop with a warning.")
        @Default("error")
        @OneOf({"error", "drop"})
        String whenUnsupported) {
    /**
     * Checks the model's name and copies the list.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public OpenAiConfig {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be blank: '" + model + "'");
        }
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
        Objects.requireNonNull(reasoningEffort, "reasoningEffort");
        Objects.requireNonNull(reasoningSummary, "reasoningSummary");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(structuredOutput, "structuredOutput");
        vectorStores = List.copyOf(vectorStores);
        Objects.requireNonNull(cacheGroup, "cacheGroup");
        Objects.requireNonNull(whenUnsupported, "whenUnsupported");
    }

    /** Whether a parameter that the model refuses is left out instead of being an error. */
    boolean drops() {
        return whenUnsupported.equals("drop");
    }
}
