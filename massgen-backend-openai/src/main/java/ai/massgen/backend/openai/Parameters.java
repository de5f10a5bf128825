package ai.massgen.backend.openai;

import java.util.Objects;
import java.util.Optional;

/**
 * The parameters of one request: what it sets itself, else what the settings say, without those that the model refuses.
 *
 * @param temperature the sampling temperature, if any
 * @param seed the sampling seed, if any
 * @param maxOutputTokens the limit on output tokens, if any
 * @param effort how much the model thinks, if that is to be said
 * @param summary how its thoughts are told, if they are
 */
record Parameters(
        Optional<Double> temperature,
        Optional<Long> seed,
        Optional<Integer> maxOutputTokens,
        Optional<String> effort,
        Optional<String> summary) {
    /** Checks for null. */
    Parameters {
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
        Objects.requireNonNull(effort, "effort");
        Objects.requireNonNull(summary, "summary");
    }
}
