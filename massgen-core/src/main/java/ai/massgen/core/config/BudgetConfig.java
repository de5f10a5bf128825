package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a run may spend; what is absent is not limited. Immutable.
 *
 * @param tokens tokens, input and output together
 * @param cost US dollars, as far as prices are known
 * @param calls model calls, attempts included
 * @param time from the question on
 * @param soft which part may be spent before agents are told to come to an end
 * @param agent what each agent may spend
 */
public record BudgetConfig(
        @Doc("Tokens of all agents, input and output together.") @Min("1") Optional<Long> tokens,

        @Doc("US dollars, as far as prices are known.") @Min("0.000001") @Max("1000000") Optional<Double> cost,

        @Doc("Model calls of all agents, attempts included.") @Min("1") Optional<Integer> calls,

        @Doc("From the question to the decision.") @Min("1s") Optional<Duration> time,

        @Doc("Which part of a budget may be spent before agents are told to come to an end.")
        @Default("0.8")
        @Min("0.01") @Max("1") double soft,

        @Doc("What each agent may spend.") AllowanceConfig agent) {}
