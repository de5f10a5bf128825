package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.InputJson;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Outcome;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.protocol.Rules;
import ai.massgen.core.protocol.State;
import ai.massgen.core.tool.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConductorTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final List<SessionEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final LinkedBlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final Meter meter = new Meter();
    private Toolbox toolbox = Toolbox.EMPTY;
    private InstantSource clock = InstantSource.system();
    private Duration turnLimit = LIMIT;
    private boolean announced;

    /** What a fake model says to a request. */
    private interface Mind {
        ModelReply answer(ModelRequest request, Consumer<? super ModelDelta> deltas) throws InterruptedException;
    }

    private static Model model(Mind mind) {
        return new Model() {
            @Override
            public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas)
                    throws InterruptedException {
                return mind.answer(request, deltas);
            }

            @Override
            public void close() {}
        };
    }

    private static ModelReply call(String tool, String arguments) {
        return ModelReply.builder(StopReason.TOOL_CALLS)
                .toolCalls(List.of(new ToolCall("c1", tool, new Json(arguments))))
                .build();
    }

    private static ModelReply say(String text) {
        return ModelReply.builder(StopReason.END).text(text).build();
    }

    private static boolean offers(ModelRequest request, String tool) {
        return request.tools().stream().map(ToolSpec::name).anyMatch(tool::equals);
    }

    /** Answers first, then votes for agent2, then presents. */
    private static final Mind SENSIBLE = (request, deltas) -> {
        if (offers(request, "vote")) {
            return call("vote", "{\"agent_id\":\"agent2\",\"reason\":\"clear\"}");
        }
        if (offers(request, "new_answer")) {
            return call(
                    "new_answer", "{\"content\":\"answer of " + request.key().agent() + "\"}");
        }
        deltas.accept(new ModelDelta.Text("final"));
        return say("final");
    };

    private Conductor.Conclusion conduct(Rules rules, Mind... minds) throws InterruptedException {
        Map<Alias, AgentRunner> runners = new TreeMap<>();
        for (int i = 1; i <= minds.length; i++) {
            Alias alias = new Alias(i);
            Persona persona = new Persona(
                    alias,
                    Optional.empty(),
                    minds.length,
                    "why?",
                    List.of(),
                    Sensitivity.BALANCED,
                    ModelRequest.Timeouts.DEFAULT,
                    5);
            ModelCaller caller = new ModelCaller(
                    alias.toString(),
                    model(minds[i - 1]),
                    events::add,
                    meter,
                    RetryPolicy.of(rules.failures()),
                    new SplittableRandom(1),
                    duration -> {});
            runners.put(
                    alias,
                    new AgentRunner(
                            alias,
                            new AgentDialogue(
                                    persona,
                                    caller,
                                    toolbox,
                                    Memory.empty(),
                                    turn -> events.add(new SessionEvent.TurnHurried(alias.toString(), turn))),
                            inbox::add,
                            events::add,
                            turnLimit));
        }
        RunClock time = new RunClock(
                clock, Duration.ZERO, new RunClock.Limits(LIMIT, Duration.ofSeconds(5), Duration.ofSeconds(30)));
        try {
            return new Conductor(
                            Protocol.initial(minds.length, rules),
                            runners,
                            inbox,
                            events::addAll,
                            new Timetable(time, announced))
                    .conduct();
        } finally {
            runners.values().forEach(AgentRunner::close);
        }
    }

    private <T> List<T> seen(Class<T> type) {
        return List.copyOf(events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void agentsAnswerThenVoteThenTheWinnerPresents() throws InterruptedException {
        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, SENSIBLE, SENSIBLE, SENSIBLE);

        Outcome.Decided decided = (Outcome.Decided) conclusion.outcome();
        assertThat(decided.winner()).isEqualTo(new Alias(2));
        assertThat(decided.answer()).isEqualTo("final");
        assertThat(decided.presented()).isTrue();
        assertThat(meter.calls()).isLessThanOrEqualTo(7);
        assertThat(seen(SessionEvent.AnswerAccepted.class)).hasSize(3);
    }

    @Test
    void anAgentWhoseModelKeepsFailingMakesAsManyCallsAsItsBudgetAndWithdraws() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Mind failing = (request, deltas) -> {
            calls.incrementAndGet();
            throw new BackendException(BackendException.Kind.OVERLOADED, "busy");
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, failing, SENSIBLE, SENSIBLE);

        assertThat(conclusion.outcome()).isInstanceOf(Outcome.Decided.class);
        assertThat(calls).hasValue(Rules.DEFAULT.failures());
        assertThat(seen(SessionEvent.AgentWithdrawn.class))
                .extracting(SessionEvent.AgentWithdrawn::agent)
                .containsExactly("agent1");
    }

    @Test
    void aWrongKeyIsNotTriedAgain() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Mind refused = (request, deltas) -> {
            calls.incrementAndGet();
            throw new BackendException(BackendException.Kind.AUTHENTICATION, "wrong key");
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, refused);

        assertThat(calls).hasValue(1);
        assertThat(conclusion.outcome()).isInstanceOf(Outcome.NoAnswer.class);
        assertThat(conclusion.failures().get(new Alias(1)))
                .extracting(Conductor.Failure::code)
                .isEqualTo("backend.authentication");
    }

    @Test
    void whatAToolAnswersIsShownToTheModel() throws InterruptedException {
        toolbox = new Toolbox() {
            @Override
            public List<ToolSpec> specs() {
                return List.of(new ToolSpec("files__read", "reads", Json.EMPTY_OBJECT));
            }

            @Override
            public ToolResult call(ToolCall call) {
                return ToolResult.success(call.id(), "content of " + call.arguments());
            }
        };
        Mind curious = (request, deltas) -> {
            if (request.messages().getLast() instanceof Message.ToolResults results) {
                String read = results.results().getFirst().text();
                return call("new_answer", "{\"content\":\"" + read.replace("\"", "'") + "\"}");
            }
            return offers(request, "new_answer") ? call("files__read", "{\"path\":\"a\"}") : say("");
        };

        Outcome.Decided decided =
                (Outcome.Decided) conduct(Rules.DEFAULT, curious).outcome();

        assertThat(decided.answer()).isEqualTo("content of {'path':'a'}");
        assertThat(decided.presented()).isFalse();
    }

    @Test
    void aSilentModelIsCutOffAtTheDeadline() throws InterruptedException {
        clock = () -> seen(SessionEvent.AnswerAccepted.class).isEmpty() ? Instant.EPOCH : Instant.EPOCH.plus(LIMIT);
        CountDownLatch interrupted = new CountDownLatch(1);
        Mind silent = (request, deltas) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return say("");
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, silent, SENSIBLE);

        assertThat(conclusion.deadlinePassed()).isTrue();
        Outcome.Decided decided = (Outcome.Decided) conclusion.outcome();
        assertThat(decided.winner()).isEqualTo(new Alias(2));
        interrupted.await();
    }

    @Test
    void cancellingEndsTheRunWithTheAnswerThatIsAhead() throws InterruptedException {
        Mind cancelling = (request, deltas) -> {
            inbox.add(new Input.CancelRequested());
            new CountDownLatch(1).await();
            return say("");
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, cancelling, cancelling);

        assertThat(conclusion.outcome()).isEqualTo(new Outcome.Cancelled(Optional.empty(), Optional.empty()));
    }

    @Test
    void aModelThatOnlyTalksIsRemindedAndThenWithdraws() throws InterruptedException {
        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, (request, deltas) -> say("just talking"));

        assertThat(conclusion.outcome()).isInstanceOf(Outcome.NoAnswer.class);
        assertThat(seen(SessionEvent.SubmissionRejected.class)).hasSizeLessThanOrEqualTo(Rules.DEFAULT.rejections());
        assertThat(meter.calls()).isLessThanOrEqualTo(Rules.DEFAULT.rejections() + 1);
    }

    @Test
    void aBugInAPluginIsNamedAsOne() throws InterruptedException {
        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, (request, deltas) -> {
            throw new IllegalStateException("oops");
        });

        Outcome.NoAnswer none = (Outcome.NoAnswer) conclusion.outcome();
        assertThat(none.reasons().get(new Alias(1)))
                .contains("bug of the plugin")
                .contains("oops");
    }

    @Test
    void replayingTheJournalledInputsGivesTheSameOutcome() throws InterruptedException {
        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, SENSIBLE, SENSIBLE, SENSIBLE);

        State state = Protocol.initial(3, Rules.DEFAULT);
        for (SessionEvent.ProtocolInput recorded : seen(SessionEvent.ProtocolInput.class)) {
            Input input = InputJson.read(recorded.input());
            assertThat(InputJson.write(input)).isEqualTo(recorded.input());
            state = Protocol.step(state, input).state();
        }

        assertThat(state.phase()).isEqualTo(new ai.massgen.core.protocol.Phase.Finished(conclusion.outcome()));
    }
}
