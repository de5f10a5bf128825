package ai.massgen.core.event;

import ai.massgen.api.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something about what models are asked, how fast, and what it costs. Immutable. */
public sealed interface CallEvent extends SessionEvent {
    /**
     * What a model is going to be asked, for those who read or replay a run. A conversation only grows, so only what is new
     * is told; large attachments are told by their hash.
     *
     * @param agent the agent
     * @param call the number of the call among the agent's calls, from 1
     * @param kept how many messages of the agent's last request stand before the new ones
     * @param request an object: {@code system}, the new {@code messages}, {@code tools}, and what else is asked for
     */
    record ModelCallRequested(String agent, int call, int kept, Json request) implements CallEvent {}

    /**
     * A call waits for its turn.
     *
     * @param agent the agent
     * @param call the call
     * @param attempt the number of the attempt, from 1
     * @param reason why: {@code turn}, others come first; {@code provider}, it takes no more for a while; {@code limits}, the
     *     configuration allows no more in a minute; {@code breaker}, the provider keeps failing and is left alone
     * @param atLeast for how long at least, empty if that depends on other calls
     */
    record ModelCallWaiting(String agent, int call, int attempt, String reason, Optional<Duration> atLeast)
            implements CallEvent {}

    /**
     * The cost of a call that is over: its provider may bill it, whether it has a reply or not.
     *
     * @param agent the agent
     * @param call the call
     * @param cost US dollars, empty if it is unknown
     */
    record ModelCallPriced(String agent, int call, Optional<BigDecimal> cost) implements CallEvent {}

    /**
     * The provider has begun to use one of its own tools.
     *
     * @param agent the agent
     * @param call the call
     * @param tool the tool, such as {@code web-search}
     */
    record ProviderToolStarted(String agent, int call, String tool) implements CallEvent {}

    /**
     * A provider has failed too often in a row and is left alone for a while.
     *
     * @param agent the agent whose call failed last
     * @param pause for how long
     * @param refusing whether calls fail at once meanwhile; if not, they wait
     */
    record BreakerOpened(String agent, Duration pause, boolean refusing) implements CallEvent {}

    /**
     * A provider that was left alone has answered.
     *
     * @param agent the agent whose call it answered
     */
    record BreakerClosed(String agent) implements CallEvent {}

    /**
     * A budget is nearly spent, and agents are told to come to an end; or it is spent, and no further call is made.
     *
     * @param agent whose budget it is, empty for that of the run
     * @param resource {@code tokens}, {@code cost}, {@code calls} or {@code time}
     * @param spent how much of it is spent, in tokens, US dollars, calls or seconds
     * @param limit how much there was
     * @param hard whether it is spent
     */
    record BudgetReached(Optional<String> agent, String resource, BigDecimal spent, BigDecimal limit, boolean hard)
            implements CallEvent {}

    /**
     * A file goes with the question.
     *
     * @param name its name, without folders
     * @param mediaType its media type
     * @param bytes its size
     * @param sha256 the SHA-256 of its content, 64 hexadecimal digits
     */
    record QuestionAttached(String name, String mediaType, long bytes, String sha256) implements CallEvent {}

    /**
     * What the run consumed, told just before its end.
     *
     * @param total all calls
     * @param agents the calls of each agent, by alias
     */
    record RunTotals(Spent total, Map<String, Spent> agents) implements CallEvent {
        /** Copies the map, keeping its order. */
        public RunTotals {
            agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
        }
    }
}
