package ai.massgen.backend.gemini;

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
import java.util.regex.Pattern;

/**
 * The settings of {@link GeminiBackend}. Bound by the engine. Immutable.
 *
 * @param model the model's id, with or without {@code models/} before it
 * @param baseUrl the address that {@code /models/…} is appended to; without it Google's
 * @param apiKey the key; without it the environment variable {@code GEMINI_API_KEY}
 * @param temperature the sampling temperature of requests that set none
 * @param seed the sampling seed of requests that set none
 * @param maxOutputTokens the limit on output tokens, thoughts included, of requests that set none
 * @param thinkingLevel how much the model thinks
 * @param thoughts whether summaries of the thoughts are asked for
 * @param fileSearchStores the stores that the provider tool for files searches
 * @param whenUnsupported what becomes of a setting that the model is known not to take
 */
public record GeminiConfig(
        @Doc("The model's id as the provider writes it, such as gemini-3.8-flash.")
        String model,

        @Doc("The address that /models/… is appended to. Without it: https://generativelanguage.googleapis.com/v1beta.")
        Optional<URI> baseUrl,

        @Doc("The key. Without it: the environment variable GEMINI_API_KEY.")
        Optional<Secret> apiKey,

        @Doc("The sampling temperature. Google advises against changing it on Gemini 3 and newer.") @Min("0") @Max("2") Optional<Double> temperature,

        @Doc("The sampling seed.") Optional<Long> seed,

        @Doc("The most tokens that one reply may have, thoughts included.") @Min("1") Optional<Integer> maxOutputTokens,

        @Doc("How much the model thinks. Without it: what the model does by itself. Which values work depends on the"
                + " model.")
        @OneOf({"minimal", "low", "medium", "high"})
        Optional<String> thinkingLevel,

        @Doc("Whether the model tells summaries of its thoughts. Models that do not think refuse to be asked.")
        @Default("true")
        boolean thoughts,

        @Doc("The stores that file_search searches, such as fileSearchStores/manuals. Without one there is no"
                + " file_search.")
        List<String> fileSearchStores,

        @Doc("What becomes of a setting that the model is known not to take: error, or drop with a warning.")
        @Default("error")
        @OneOf({"error", "drop"})
        String whenUnsupported) {
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._/-]+");

    /**
     * Checks the model's name and the limit, and copies the list.
     *
     * @throws IllegalArgumentException if the name cannot be part of an address, or the limit is below 1
     */
    public GeminiConfig {
        if (!MODEL.matcher(model).matches()) {
            throw new IllegalArgumentException(
                    "model must consist of letters, digits and the characters . _ / -, got '" + model + "'");
        }
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(seed, "seed");
        maxOutputTokens.filter(limit -> limit < 1).ifPresent(limit -> {
            throw new IllegalArgumentException("max_output_tokens must be at least 1, got " + limit);
        });
        Objects.requireNonNull(thinkingLevel, "thinkingLevel");
        fileSearchStores = List.copyOf(fileSearchStores);
        Objects.requireNonNull(whenUnsupported, "whenUnsupported");
    }

    /** The id without {@code models/}, as the list of models and the data file have it. */
    String modelId() {
        return model.startsWith(ModelListing.PREFIX) ? model.substring(ModelListing.PREFIX.length()) : model;
    }

    /** The resource that is asked. Tuned models have a folder of their own. */
    String resource() {
        return model.contains("/") ? model : ModelListing.PREFIX + model;
    }

    GeminiConfig with(
            Optional<Double> otherTemperature,
            Optional<Long> otherSeed,
            Optional<Integer> otherLimit,
            Optional<String> otherLevel) {
        return new GeminiConfig(
                model,
                baseUrl,
                apiKey,
                otherTemperature,
                otherSeed,
                otherLimit,
                otherLevel,
                thoughts,
                fileSearchStores,
                whenUnsupported);
    }
}
