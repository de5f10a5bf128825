package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;
import java.util.Optional;

/**
 * How much one agent may spend; what is absent is not limited. Immutable.
 *
 * @param tokens tokens, input and output together
 * @param cost US dollars, as far as prices are known
 * @param calls model calls, attempts included
 * @param time time in model calls
 */
public record AllowanceConfig(
        @Doc("Tokens, input and output together.") @Min("1") Optional<Long> tokens,

        @Doc("US dollars, as far as prices are known.") @Min("0.000001") @Max("1000000") Optional<Double> cost,

        @Doc("Model calls, attempts included.") @Min("1") Optional<Integer> calls,
        @Doc("Time in model calls.") @Min("1s") Optional<Duration> time) {}
