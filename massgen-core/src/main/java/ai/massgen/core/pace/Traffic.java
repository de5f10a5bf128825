package ai.massgen.core.pace;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.RateLimits;
import ai.massgen.core.config.PaceConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one quota, and what follows for the next call. Told the time, never looks at a clock. After the
 * provider has complained, calls go one at a time at first, and each success lets one more go beside the others. Not
 * thread-safe.
 */
final class Traffic {
    private static final int WIDE = 1024;

    private final PaceConfig config;
    private final Breaker breaker;
    private final Window window = new Window();
    private final Optional<Bucket> requests;
    private final Optional<Bucket> tokens;
    private long notBefore;
    private int width;
    private int underWay;
    private long calls;

    Traffic(PaceConfig config, long now) {
        this.config = config;
        this.breaker = new Breaker(config.breakerFailures(), config.breakerPause());
        this.requests = config.requestsPerMinute().map(most -> new Bucket(most, now));
        this.tokens = config.tokensPerMinute().map(most -> new Bucket(most, now));
        this.notBefore = now;
        this.width = widest();
    }

    /**
     * A call that has begun.
     *
     * @param number its number, in the order in which calls began
     * @param expected how many tokens it is expected to take
     * @param trial whether it is to see if the provider is well again
     */
    record Begun(long number, long expected, boolean trial) {}

    private int widest() {
        return config.parallelCalls().orElse(WIDE);
    }

    /** Why a call must not even wait, if so. */
    Optional<BackendException> refusal(long now) {
        if (breaker.refuses(now)) {
            return Optional.of(new BackendException(
                    Kind.UNAVAILABLE,
                    "the provider kept failing and failed again after a pause, so it is not asked for the next "
                            + seconds(breaker.nanosUntilOpen(now)) + " s"));
        }
        if (notBefore - now > config.longestWait().toNanos()) {
            Duration left = Duration.ofNanos(notBefore - now);
            return Optional.of(new BackendException(
                    Kind.RATE_LIMITED,
                    "the provider has asked to wait for another " + seconds(left.toNanos())
                            + " s, more than limits.pace.longest_wait",
                    null,
                    left,
                    null));
        }
        return Optional.empty();
    }

    private static long seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).toSeconds());
    }

    /** How long the call that is first in line has to wait. */
    Wait untilNext(long expected, long now) {
        long opens = breaker.nanosUntilOpen(now);
        if (opens == Long.MAX_VALUE || underWay >= width) {
            return Wait.untilSignalled(opens == Long.MAX_VALUE ? Wait.Reason.BREAKER : Wait.Reason.TURN);
        }
        return Wait.of(opens, Wait.Reason.BREAKER)
                .orLonger(Wait.of(notBefore - now, Wait.Reason.PROVIDER))
                .orLonger(Wait.of(window.nanosUntilRoom(expected, now), Wait.Reason.PROVIDER))
                .orLonger(Wait.of(until(requests, 1, now), Wait.Reason.LIMITS))
                .orLonger(Wait.of(until(tokens, expected, now), Wait.Reason.LIMITS));
    }

    private static long until(Optional<Bucket> bucket, long amount, long now) {
        return bucket.map(each -> each.nanosUntil(amount, now)).orElse(0L);
    }

    Begun begin(long expected, long now) {
        underWay++;
        calls++;
        window.begin(calls, expected);
        requests.ifPresent(bucket -> bucket.take(1, now));
        tokens.ifPresent(bucket -> bucket.take(expected, now));
        return new Begun(calls, expected, breaker.begin());
    }

    private void end(Begun call) {
        underWay--;
        window.end(call.number());
    }

    Optional<BreakerChange> succeeded(Begun call, ModelReply reply, long heardAt, long now) {
        end(call);
        width = Math.min(widest(), width + 1);
        reply.rateLimits().ifPresent(limits -> report(call, limits, heardAt));
        reply.usage()
                .ifPresent(usage -> tokens.ifPresent(
                        bucket -> bucket.take(usage.totalTokens() - usage.cachedInputTokens() - call.expected(), now)));
        return breaker.answered(call.trial());
    }

    private void report(Begun call, RateLimits limits, long at) {
        window.report(call.number(), limits, at, config.longestWait());
    }

    Optional<BreakerChange> failed(Begun call, BackendException failure, Optional<Duration> retryIn, long now) {
        if (failure.kind() == Kind.RATE_LIMITED || failure.kind() == Kind.OVERLOADED) {
            width = Math.max(1, Math.min(width, underWay) / 2);
        }
        end(call);
        failure.retryAfter()
                .or(() -> failure.kind() == Kind.RATE_LIMITED ? retryIn : Optional.empty())
                .ifPresent(pause -> notBefore = Math.max(notBefore, now + nanos(pause)));
        return Breaker.counts(failure.kind()) ? breaker.failed(call.trial(), now) : breaker.answered(call.trial());
    }

    /** Whatever a provider asks for, the sum must not overflow. */
    private static long nanos(Duration pause) {
        return pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : Math.max(0, pause.toNanos());
    }

    void abandoned(Begun call, long now) {
        end(call);
        if (call.trial()) {
            breaker.abandon(now);
        }
    }
}
