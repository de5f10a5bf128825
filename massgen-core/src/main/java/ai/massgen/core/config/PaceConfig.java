package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;
import java.util.Optional;

/**
 * How fast models are asked, and how often. What is said of a minute and of calls side by side holds for each quota of a
 * provider, that is for all agents and runs that share a key. Immutable.
 *
 * @param attempts how often one call is made in all if it fails in a way that can pass
 * @param backoff the longest wait before the second attempt; it doubles with each further one
 * @param longestWait the longest wait for a provider; who asks for more is not waited for
 * @param requestsPerMinute the most calls that begin in a minute
 * @param tokensPerMinute the most tokens in a minute, those read from a cache not counted
 * @param parallelCalls the most calls at once
 * @param breakerFailures after how many failures in a row a provider is left alone
 * @param breakerPause for how long at first
 */
public record PaceConfig(
        @Doc("How often one call is made in all if it fails in a way that can pass.") @Default("3") @Min("1") @Max("20") int attempts,

        @Doc("The longest wait before the second attempt. It doubles with each further one; the wait itself is random.")
        @Default("500ms")
        @Max("1m") Duration backoff,

        @Doc("The longest wait for a provider. One that asks for more is not waited for.") @Default("1m") @Max("1h") Duration longestWait,

        @Doc(
                "The most calls that begin in a minute, for all agents that share a key; without it, what the provider allows.")
        @Min("1") @Max("1000000") Optional<Integer> requestsPerMinute,

        @Doc("The most tokens in a minute, those read from a cache not counted; without it, what the provider allows.")
        @Min("1") Optional<Long> tokensPerMinute,

        @Doc("The most calls at once, for all agents that share a key; without it, what the provider allows.")
        @Min("1") @Max("1000") Optional<Integer> parallelCalls,

        @Doc("After how many failures in a row a provider is left alone for a while.")
        @Default("5")
        @Min("1") @Max("1000") int breakerFailures,

        @Doc("For how long it is left alone at first.") @Default("10s") @Max("1h") Duration breakerPause) {}
