package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.util.Optional;

/**
 * What a model costs, in US dollars per million tokens. Immutable.
 *
 * @param input tokens of the prompt
 * @param output generated tokens
 * @param cachedInput tokens of the prompt that were read from a cache; absent means as input
 * @param cacheWrite tokens of the prompt that were stored in a cache; absent means as input
 */
public record PriceConfig(
        @Doc("Tokens of the prompt.") @Min("0") @Max("1000000") double input,

        @Doc("Generated tokens, reasoning included.") @Min("0") @Max("1000000") double output,

        @Doc("Tokens of the prompt that were read from a cache; as input if left out.") @Min("0") @Max("1000000") Optional<Double> cachedInput,

        @Doc("Tokens of the prompt that were stored in a cache; as input if left out.") @Min("0") @Max("1000000") Optional<Double> cacheWrite) {
    /** The form of a model's name. */
    static final String MODEL = "\\S{1,200}";
}
