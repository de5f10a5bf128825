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
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.InputJson;
import ai.massgen.core.pace.Lane;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.prompt.Workplace;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Novelty;
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
import java.util.concurrent.atomic.AtomicReference;
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
                    Workplace.NONE,
                    Long.MAX_VALUE,
                    ModelRequest.Timeouts.DEFAULT,
                    5,
                    Assignment.PLAIN);
            ModelCaller caller = new ModelCaller(
                    alias.toString(),
                    model(minds[i - 1]),
                    events::add,
                    meter,
                    new RetryPolicy(rules.failures(), Duration.ofMillis(500), Duration.ofMinutes(1)),
                    new SplittableRandom(1),
                    duration -> {},
                    Lane.FREE);
            runners.put(
                    alias,
                    new AgentRunner(
                            alias,
                            new AgentDialogue(
                                    persona,
                                    caller,
                                    new AgentDialogue.Tools(toolbox, toolbox),
                                    Memory.empty(),
                                    events::add),
                            inbox::add,
                            events::add,
                            turnLimit,
                            agent -> {}));
        }
        RunClock time = new RunClock(
                clock, Duration.ZERO, new RunClock.Limits(LIMIT, Duration.ofSeconds(5), Duration.ofSeconds(30)));
        try {
            return new Conductor(
                            Protocol.initial(minds.length, rules),
                            runners,
                            inbox,
                            events::addAll,
                            new Timetable(time, announced),
                            label -> {})
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

    /** A clock that stands at a moment of the run until the test moves it. */
    private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);

    @Test
    void aSlowAgentIsToldThatTimeIsNearlyUpBeforeItsNextCall() throws InterruptedException {
        announced = true;
        clock = () -> Instant.EPOCH.plus(now.get());
        toolbox = looking();
        CountDownLatch hurried = new CountDownLatch(1);
        List<ModelRequest> asked = Collections.synchronizedList(new ArrayList<>());
        Mind slow = (request, deltas) -> {
            asked.add(request);
            if (request.messages().getLast() instanceof Message.User user && hurriedIn(user)) {
                hurried.countDown();
                return call("new_answer", "{\"content\":\"what I have\"}");
            }
            now.set(LIMIT.minusSeconds(29));
            inbox.add(new Input.TurnEnded(new Alias(99), 1)); // wakes the conductor, which looks at the clock
            awaitWrapUp();
            return call("files__read", "{}");
        };

        Outcome.Decided decided = (Outcome.Decided) conduct(Rules.DEFAULT, slow).outcome();

        assertThat(decided.answer()).isEqualTo("what I have");
        assertThat(hurried.getCount()).isZero();
        assertThat(asked.get(1).tools()).extracting(ToolSpec::name).containsExactly("new_answer");
        assertThat(seen(CourseEvent.TurnHurried.class))
                .containsExactly(new CourseEvent.TurnHurried("agent1", 1, CourseEvent.TurnHurried.TIME));
    }

    private void awaitWrapUp() {
        while (seen(CourseEvent.WrapUpStarted.class).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static boolean hurriedIn(Message.User user) {
        return user.parts().toString().contains("Time is nearly up");
    }

    private static Toolbox looking() {
        return new Toolbox() {
            @Override
            public List<ToolSpec> specs() {
                return List.of(new ToolSpec("files__read", "reads", Json.EMPTY_OBJECT));
            }

            @Override
            public ToolResult call(ToolCall call) {
                return ToolResult.success(call.id(), "content");
            }
        };
    }

    @Test
    void aTurnThatTakesTooLongIsGivenAgainUntilTheAgentHasFailedTooOften() throws InterruptedException {
        turnLimit = Duration.ofMillis(20);
        Mind stuck = (request, deltas) -> {
            new CountDownLatch(1).await();
            return say("");
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, stuck);

        assertThat(seen(SessionEvent.TurnStarted.class)).hasSize(Rules.DEFAULT.failures());
        assertThat(conclusion.failures().get(new Alias(1)))
                .extracting(Conductor.Failure::code)
                .isEqualTo("run.turn-timeout");
    }

    @Test
    void whenThePresentationTakesTooLongTheAnswerThatWasVotedForStands() throws InterruptedException {
        clock = () -> Instant.EPOCH.plus(now.get());
        Mind slowPresenter = (request, deltas) -> {
            if (request.tools().isEmpty()) {
                now.set(LIMIT.plusSeconds(6));
                inbox.add(new Input.TurnEnded(new Alias(99), 1));
                new CountDownLatch(1).await();
            }
            return SENSIBLE.answer(request, deltas);
        };

        Outcome.Decided decided = (Outcome.Decided)
                conduct(Rules.DEFAULT, slowPresenter, slowPresenter).outcome();

        assertThat(decided.presented()).isFalse();
        assertThat(decided.answer()).isEqualTo("answer of agent2");
        assertThat(seen(SessionEvent.PresentationStarted.class)).hasSize(1);
    }

    @Test
    void askedForWhatThereIsTheVotesThatCountDecideAndTheWinnerPresents() throws InterruptedException {
        Mind asking = (request, deltas) -> {
            if (Mind.offers(request, "vote")) {
                inbox.add(new Input.DecideNow("the user asked for what there was"));
                new CountDownLatch(1).await();
            }
            return SENSIBLE.answer(request, deltas);
        };

        Conductor.Conclusion conclusion = conduct(Rules.DEFAULT, asking, asking, asking);

        assertThat(conclusion.stopped()).isTrue();
        assertThat(((Outcome.Decided) conclusion.outcome()).presented()).isTrue();
    }

    @Test
    void anotherAgentJudgesAndWhatItSendsBackIsWorkedOnAgain() throws InterruptedException {
        AtomicInteger judged = new AtomicInteger();
        Mind strict = (request, deltas) -> {
            if (Mind.offers(request, "send_back")) {
                assertThat(request.key().agent()).isEqualTo("agent3");
                return judged.incrementAndGet() == 1
                        ? call("send_back", "{\"reason\":\"too short\",\"instructions\":\"say more\"}")
                        : call("confirm", "{}");
            }
            return SENSIBLE.answer(request, deltas);
        };
        Rules rules = new Rules(Rules.Start.BARRIER, 3, 3, 2, Novelty.LENIENT, false, 2);

        Conductor.Conclusion conclusion = conduct(rules, strict, strict, strict);

        assertThat(((Outcome.Decided) conclusion.outcome()).answer()).isEqualTo("final");
        assertThat(judged).hasValue(2);
        assertThat(seen(CourseEvent.Restarted.class))
                .containsExactly(new CourseEvent.Restarted("agent3", "agent2", "too short", "say more"));
        assertThat(seen(SessionEvent.PresentationStarted.class)).hasSize(2);
    }

    @Test
    void aJudgeWhoOnlyTalksLeavesThePresentationAsItIs() throws InterruptedException {
        Mind talking =
                (request, deltas) -> Mind.offers(request, "confirm") ? say("well") : SENSIBLE.answer(request, deltas);
        Rules rules = new Rules(Rules.Start.BARRIER, 3, 3, 2, Novelty.LENIENT, false, 1);

        Conductor.Conclusion conclusion = conduct(rules, talking, talking, talking);

        assertThat(((Outcome.Decided) conclusion.outcome()).answer()).isEqualTo("final");
        assertThat(seen(CourseEvent.JudgementMissed.class)).hasSize(1);
    }

    @Test
    void aConversationThatIsTooLongForTheProviderIsMadeShorterAndAskedAgain() throws InterruptedException {
        toolbox = looking();
        AtomicInteger overflows = new AtomicInteger();
        Mind small = (request, deltas) -> {
            if (request.messages().size() > 5) {
                overflows.incrementAndGet();
                throw new BackendException(BackendException.Kind.CONTEXT_OVERFLOW, "too long");
            }
            if (!Mind.offers(request, "new_answer")) {
                return say("found");
            }
            if (overflows.get() > 0) {
                return call("new_answer", "{\"content\":\"found\"}");
            }
            return Mind.call(request, "files__read", "{}");
        };

        Outcome.Decided decided =
                (Outcome.Decided) conduct(Rules.DEFAULT, small).outcome();

        assertThat(decided.answer()).isEqualTo("found");
        assertThat(overflows).hasValue(1);
        assertThat(seen(CourseEvent.ContextTrimmed.class))
                .as("when it was refused, and when the prompt of the presentation made it too long once more")
                .hasSize(2);
    }
}
