package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.message.Message;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users of the reference had to suffer, one test for each defect that concerns whole runs; docs/regressions.md lists
 * all of them with their tests.
 */
@Timeout(120)
class ReferenceDefectsTest {
    @TempDir
    Path folder;

    private static long calls(Ensemble ensemble) {
        return ensemble.seen().stream()
                .filter(record -> record.event() instanceof SessionEvent.ModelCallStarted)
                .count();
    }

    private static <E extends SessionEvent> List<E> seen(Ensemble ensemble, Class<E> type) {
        return ensemble.seen().stream()
                .map(EventRecord::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** W1: one agent made 459 calls in five seconds, and the run could not end without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void w1AFailingAgentMakesAsManyCallsAsItsBudgetAndTheOthersDecideWithoutIt(boolean saysSomething) throws Exception {
        Ensemble ensemble = new Ensemble(folder, 3, "", (request, deltas) -> {
            if (request.key().agent().equals("agent1")) {
                if (saysSomething) {
                    deltas.accept(new ModelDelta.Text("I th"));
                }
                throw new BackendException(BackendException.Kind.TRUNCATED, "cut off");
            }
            return Mind.SENSIBLE.answer(request, deltas);
        });

        assertThat(ensemble.fresh().ask(Ensemble.asked("why?"))).isInstanceOf(Ending.Decided.class);
        assertThat(seen(ensemble, SessionEvent.ModelCallStarted.class))
                .filteredOn(call -> call.agent().equals("agent1"))
                .hasSize(3);
    }

    /** W4: a duplicate was announced as rejected, and then taken. */
    @Test
    void w4ACopyOfAnAnswerIsRejectedAndStaysSo() throws Exception {
        AtomicInteger copies = new AtomicInteger();
        Ensemble ensemble = new Ensemble(folder, 2, "", (request, deltas) -> {
            boolean copy = request.key().agent().equals("agent1")
                    && Mind.offers(request, "vote")
                    && copies.getAndIncrement() == 0;
            return copy
                    ? Mind.call(request, "new_answer", "{\"content\":\"answer of agent2\"}")
                    : Mind.SENSIBLE.answer(request, deltas);
        });

        assertThat(ensemble.fresh().ask(Ensemble.asked("why?"))).isInstanceOf(Ending.Decided.class);
        assertThat(seen(ensemble, SessionEvent.SubmissionRejected.class)).hasSize(1);
        assertThat(seen(ensemble, SessionEvent.AnswerAccepted.class)).hasSize(2);
        assertThat(seen(ensemble, SessionEvent.VoteOutdated.class)).isEmpty();
    }

    /** W7: 36 calls instead of 25 for twelve agents, and eleven of twelve first votes thrown away. */
    @Test
    void w7TwelveAgentsThatAnswerAndVoteMakeAtMostTwentyFiveCalls() throws Exception {
        Ensemble ensemble = new Ensemble(folder, 12, "", Mind.SENSIBLE);

        assertThat(ensemble.fresh().ask(Ensemble.asked("why?"))).isInstanceOf(Ending.Decided.class);
        assertThat(calls(ensemble)).isLessThanOrEqualTo(25);
        assertThat(seen(ensemble, SessionEvent.VoteOutdated.class)).isEmpty();
    }

    /** W8: when time ran out during the presentation it was made again from the start, without a limit. */
    @Test
    void w8ADeadlineInThePresentationDoesNotBeginItAgain() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Ensemble ensemble = new Ensemble(
                        folder, 2, "limits: {run: 10s, presentation_reserve: 5s}\n", (request, deltas) -> {
                            if (request.tools().isEmpty()) {
                                now.set(Instant.EPOCH.plusSeconds(11));
                                return Mind.say("presented");
                            }
                            return Mind.SENSIBLE.answer(request, deltas);
                        })
                .clock(now::get);

        Ending.Decided decided = (Ending.Decided) ensemble.fresh().ask(Ensemble.asked("why?"));

        assertThat(decided.answer()).isEqualTo("presented");
        assertThat(seen(ensemble, SessionEvent.PresentationStarted.class)).hasSize(1);
        assertThat(calls(ensemble)).isLessThanOrEqualTo(5);
    }

    /** W10: four ways to number agents, so that votes went astray and real ids leaked. */
    @Test
    void w10OneNameForEachAgentInPromptsVotesEventsAndFolders() throws Exception {
        List<Message> read = Collections.synchronizedList(new ArrayList<>());
        Ensemble ensemble = new Ensemble(folder, 5, "coordination: {shuffle_seed: 7}\n", (request, deltas) -> {
            read.addAll(request.messages());
            return Mind.SENSIBLE.answer(request, deltas);
        });

        Ending.Decided decided = (Ending.Decided) ensemble.fresh().ask(Ensemble.asked("why?"));

        Map<String, String> ids = seen(ensemble, SessionEvent.RunStarted.class).getFirst().participants().stream()
                .collect(Collectors.toMap(SessionEvent.Participant::alias, SessionEvent.Participant::id));
        assertThat(ids.get("agent2")).isEqualTo(decided.winner());
        assertThat(seen(ensemble, SessionEvent.VoteCast.class))
                .extracting(SessionEvent.VoteCast::target)
                .containsOnly("agent2");
        assertThat(read.toString()).contains("agent2").doesNotContain("a1", "a2", "a3", "a4", "a5");
    }

    /** W14: concurrent runs wrote into each other's logs, and two of one second into one folder. */
    @Test
    void w14AHundredRunsAtOnceShareNothing() throws Exception {
        Map<Integer, Ending> endings = new ConcurrentHashMap<>();
        Map<Integer, QuestionRun> runs = new ConcurrentHashMap<>();
        CountDownLatch together = new CountDownLatch(100);
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            int own = number;
            Ensemble ensemble = new Ensemble(folder, 3, "", (request, deltas) -> {
                        if (request.key().call() == 1) {
                            together.countDown();
                            together.await();
                        }
                        return Mind.offers(request, "new_answer") && !Mind.offers(request, "vote")
                                ? Mind.call(request, "new_answer", "{\"content\":\"run " + own + "\"}")
                                : request.tools().isEmpty()
                                        ? Mind.say("final of run " + own)
                                        : Mind.SENSIBLE.answer(request, deltas);
                    })
                    .seed(number);
            runs.put(own, ensemble.fresh());
            tasks.add(Task.start("run-" + own, () -> ask(own, runs, endings)));
        }
        for (Task task : tasks) {
            assertThat(task.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(endings).hasSize(100);
        endings.forEach(
                (own, ending) -> assertThat(((Ending.Decided) ending).answer()).isEqualTo("final of run " + own));
        for (int own = 0; own < 100; own++) {
            Path journal = folder.resolve(".massgen/runs")
                    .resolve(Objects.requireNonNull(runs.get(own)).id())
                    .resolve(Journal.FILE);
            RecordedRun recorded = RecordedRun.read(journal);
            assertThat(recorded.events())
                    .extracting(EventRecord::run)
                    .containsOnly(recorded.events().getFirst().run());
            assertThat(recorded.events().getLast().seq())
                    .isEqualTo(recorded.events().size());
            assertThat(Files.readString(journal)).doesNotContain("run " + (own + 1) % 100 + "\"");
        }
    }

    private static void ask(int own, Map<Integer, QuestionRun> runs, Map<Integer, Ending> endings) {
        try {
            endings.put(own, Objects.requireNonNull(runs.get(own)).ask(Ensemble.asked("question " + own)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Part of W14: what a run opened is closed when it ends. */
    @Test
    void w14ARunLeavesNoThread() throws Exception {
        new Ensemble(folder, 3, "", Mind.SENSIBLE).fresh().ask(Ensemble.asked("why?"));

        assertThat(threads()).noneMatch(name -> name.startsWith("massgen-agent") || name.startsWith("massgen-events"));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    /** Smaller ones: the counter of answers began anew with a restart, and the winner judged itself. */
    @Test
    void anotherAgentJudgesAndNobodyAnswersMoreOftenThanAllowedOverARun() throws Exception {
        Ensemble ensemble = new Ensemble(
                folder, 2, "coordination: {max_restarts: 3, max_new_answers_per_agent: 1}\n", (request, deltas) -> {
                    if (Mind.offers(request, "send_back")) {
                        return Mind.call(request, "send_back", "{\"reason\":\"no\",\"instructions\":\"more\"}");
                    }
                    return Mind.offers(request, "new_answer")
                            ? Mind.call(
                                    request,
                                    "new_answer",
                                    "{\"content\":\"call " + request.key().call() + " of "
                                            + request.key().agent() + "\"}")
                            : Mind.SENSIBLE.answer(request, deltas);
                });

        assertThat(ensemble.fresh().ask(Ensemble.asked("why?"))).isInstanceOf(Ending.Decided.class);
        assertThat(seen(ensemble, SessionEvent.AnswerAccepted.class)).hasSizeLessThanOrEqualTo(2 * (1 + 3));
        assertThat(seen(ensemble, CourseEvent.Restarted.class))
                .hasSize(3)
                .allSatisfy(restart -> assertThat(restart.agent()).isNotEqualTo(restart.presenter()));
    }

    /** Every call of a run is in its journal once. */
    @Test
    void nothingIsWrittenAtTheEndOnly() throws Exception {
        Ensemble ensemble = new Ensemble(folder, 3, "", Mind.SENSIBLE);
        QuestionRun run = ensemble.fresh();
        run.ask(Ensemble.asked("why?"));

        List<CallKey> recorded =
                RecordedRun.read(run.directory().resolve(Journal.FILE))
                        .of(SessionEvent.ModelCallFinished.class)
                        .stream()
                        .map(call -> new CallKey(call.agent(), call.call()))
                        .toList();
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(ensemble.asked());
    }
}
