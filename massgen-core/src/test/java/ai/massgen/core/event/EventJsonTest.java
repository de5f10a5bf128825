package ai.massgen.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.RateLimits;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
    private static final Json OBJECT = new Json("{\"a\":[1,2.50,null,\"ü\\n\"]}");

    static Stream<SessionEvent> everyEvent() {
        ModelReply reply = ModelReply.builder(StopReason.TOOL_CALLS)
                .text("héllo\u001b[0m")
                .toolCalls(List.of(new ToolCall("c1", "files__read", OBJECT)))
                .usage(new Usage(10, 5, 2, 1))
                .state(new ProviderState("openai", "m", OBJECT))
                .rateLimits(
                        new RateLimits(OptionalLong.of(3), OptionalLong.empty(), Optional.of(Duration.ofSeconds(2))))
                .requestId("req-1")
                .build();
        return Stream.of(
                new CallEvent.ModelCallRequested("agent1", 1, 3, OBJECT),
                new CallEvent.ModelCallWaiting("agent1", 1, 2, "provider", Optional.of(Duration.ofSeconds(3))),
                new CallEvent.ModelCallPriced("agent1", 1, Optional.of(new BigDecimal("0.001250"))),
                new CallEvent.ProviderToolStarted("agent1", 1, "web_search"),
                new CallEvent.BreakerOpened("agent1", Duration.ofSeconds(10), true),
                new CallEvent.BreakerClosed("agent1"),
                new CallEvent.BudgetReached(
                        Optional.of("agent1"), "cost", new BigDecimal("0.81"), new BigDecimal("1.0"), false),
                new CallEvent.QuestionAttached("a.png", "image/png", 12, "hash"),
                new CallEvent.RunTotals(
                        new Spent(new Usage(1, 2, 0, 0), 3, new BigDecimal("1.50"), 1),
                        Map.of("agent1", Spent.NOTHING)),
                new SessionEvent.RunStarted(
                        "why?",
                        List.of(new SessionEvent.Participant("agent1", "alice", "openai", Optional.of("m"), true)),
                        List.of("files")),
                new CourseEvent.ProtocolStarted(3, OBJECT),
                new CourseEvent.RunResumed(41),
                new SessionEvent.ProtocolInput(OBJECT, "0123456789abcdef"),
                new SessionEvent.TurnStarted("agent1", 1, "first-answer"),
                new SessionEvent.ModelCallStarted("agent1", 1, 2),
                new SessionEvent.TextDelta("agent1", 1, "x"),
                new SessionEvent.ReasoningDelta("agent1", 1, "x"),
                new SessionEvent.ModelCallFinished("agent1", 1, "hash", reply, Duration.ofMillis(1234)),
                new SessionEvent.ModelCallFailed(
                        "agent1", 1, 1, "backend.timeout", "m", Optional.of(Duration.ofMillis(7))),
                new SessionEvent.ToolCallStarted("agent1", "c1", "files__read", OBJECT),
                new SessionEvent.ToolCallFinished(
                        "agent1", "c1", "files__read", "text", Optional.of(OBJECT), false, Duration.ZERO),
                new SessionEvent.ToolServerStarted(
                        "agent1",
                        "files",
                        "docker",
                        "abc",
                        Optional.of(new ImageId("sha256:" + "a".repeat(64), Optional.empty(), "massgen/x")),
                        "2025-11-25",
                        List.of("files__read"),
                        List.of(new Evidence(
                                Control.NO_NEW_PRIVILEGES,
                                Evidence.Status.BOUNDED_BY_MEMORY,
                                Evidence.Source.OBSERVED,
                                "on",
                                "on")),
                        Duration.ofMillis(300),
                        true),
                new SessionEvent.ToolServerFailed("agent1", "files", "mcp.closed", "m"),
                new SessionEvent.ToolServerStopped(
                        "agent1",
                        "files",
                        "abc",
                        3,
                        100,
                        2_000,
                        Optional.of(Duration.ofMillis(40)),
                        OptionalLong.of(5_000_000_000L)),
                new EgressEvent.EgressConnected("agent1", "web", "api.example.com:443", "192.0.2.7"),
                new EgressEvent.EgressRefused("agent1", "web", "evil.example:443", "no"),
                new EgressEvent.EgressUntold("agent1", "web", 3, 4),
                new TrustEvent.ToolCallDenied("agent1", "c1", "files__write", "no"),
                new TrustEvent.ToolSuspicious("files", "read", "bidi", "description", "x"),
                new TrustEvent.ToolsPinned("files", List.of("files__read"), "/x/massgen.lock"),
                new TrustEvent.ToolDefinitionChanged("agent1", "files", "read", "changed", "- a\n+ b"),
                new SessionEvent.AnswerAccepted("agent1", "agent1.1", "42", 1),
                new CourseEvent.WorkspaceKept(
                        "agent1", "agent1.1", List.of("a"), List.of("b/c"), List.of(), 12, Optional.of("1 left out")),
                new CourseEvent.ContextTrimmed("agent1", 12, 30_000, 16_000),
                new CourseEvent.WrapUpStarted("time is nearly up"),
                new CourseEvent.TurnHurried("agent1", 2, CourseEvent.TurnHurried.TIME),
                new CourseEvent.JudgementStarted("agent2"),
                new CourseEvent.JudgementMissed("agent2", "silent"),
                new CourseEvent.Restarted("agent2", "agent1", "too short", "say more"),
                new SessionEvent.VoteCast("agent1", "agent2", "better", 2),
                new SessionEvent.VoteOutdated("agent1", "agent2"),
                new SessionEvent.SubmissionRejected("agent1", "no", 2),
                new SessionEvent.TurnSuperseded("agent1", 2, List.of("agent2.1")),
                new SessionEvent.AgentWithdrawn("agent1", "spent"),
                new SessionEvent.DecisionMade("agent1", Map.of("agent1", 2), "all votes are in"),
                new SessionEvent.PresentationStarted("agent1"),
                new SessionEvent.PresentationMissed("agent1", "late"),
                new SessionEvent.Note("n"),
                new SessionEvent.RunFinished(
                        "decided",
                        Optional.of("agent1"),
                        Optional.of("42"),
                        Optional.empty(),
                        new Usage(1, 1, 0, 0),
                        5,
                        Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void anEventIsReadBackAsItWasWritten(SessionEvent event) {
        EventRecord record = new EventRecord(7, Instant.parse("2026-11-22T14:55:01.123456Z"), "run-1", event);

        String line = EventJson.write(record);

        assertThat(line).doesNotContain("\n").startsWith("{\"v\":1,\"seq\":7,\"at\":\"2026-11-22T14:55:01.123456Z\"");
        assertThat(EventJson.read(line)).contains(record);
    }

    @Test
    void everyKindOfEventIsInTheRoundTrip() {
        assertThat(everyEvent().map(Object::getClass)).containsExactlyInAnyOrderElementsOf(kinds(SessionEvent.class));
    }

    private static List<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(each -> kinds(each).stream())
                        .toList()
                : List.of(type);
    }

    @Test
    void typesAreNamedAfterTheRecords() {
        String line = EventJson.write(
                new EventRecord(1, Instant.EPOCH, "r", new SessionEvent.VoteCast("agent1", "agent2", "why", 3)));

        assertThat(line)
                .isEqualTo("{\"v\":1,\"seq\":1,\"at\":\"1970-01-01T00:00:00Z\",\"run\":\"r\",\"type\":\"vote.cast\","
                        + "\"agent\":\"agent1\",\"target\":\"agent2\",\"reason\":\"why\",\"revision\":3}");
    }

    @Test
    void unknownTypesAndFieldsAreIgnored() {
        String unknown = "{\"v\":1,\"seq\":1,\"at\":\"1970-01-01T00:00:00Z\",\"run\":\"r\",\"type\":\"future.thing\"}";
        String more = "{\"v\":1,\"seq\":1,\"at\":\"1970-01-01T00:00:00Z\",\"run\":\"r\",\"type\":\"note\","
                + "\"message\":\"m\",\"extra\":1}";

        assertThat(EventJson.read(unknown)).isEmpty();
        assertThat(EventJson.read(more)).isPresent();
    }

    @Test
    void whatAnOlderVersionDidNotWriteIsUnknown() {
        String old =
                "{\"v\":1,\"seq\":1,\"at\":\"1970-01-01T00:00:00Z\",\"run\":\"r\",\"type\":\"tool.server.stopped\","
                        + "\"agent\":\"agent1\",\"server\":\"files\",\"id\":\"abc\",\"calls\":3}";

        assertThat(EventJson.read(old).orElseThrow().event())
                .isEqualTo(new SessionEvent.ToolServerStopped(
                        "agent1", "files", "abc", 3, 0, 0, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void whatIsNoEventIsRefused() {
        for (String bad :
                Arrays.asList("", "x", "[]", "{}", "{\"v\":2,\"type\":\"note\"}", "{\"v\":1,\"type\":\"note\"}")) {
            assertThatThrownBy(() -> EventJson.read(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
