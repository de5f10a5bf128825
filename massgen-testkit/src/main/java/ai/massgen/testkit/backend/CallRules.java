package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must come of calls: replies, failures, cancellation, many at once, closing. */
@Timeout(120)
abstract class CallRules<C extends Record> {
    private static final Duration PROMPT = Duration.ofMillis(100);
    private static final Duration HARD_CAP = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int CALLERS = 24;

    /** The time that all samples refer to. */
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final TestContext context = TestContext.with().at(InstantSource.fixed(NOW));

    /**
     * The backend under test.
     *
     * @return a new instance, from its public constructor
     */
    protected abstract Backend<C> backend();

    /**
     * Settings under which the model plays a scene.
     *
     * @param scene what the model is to do in its first call and, except for {@link Scene#TEXT} and {@link Scene#ECHO},
     *     need not do again
     * @return the settings, empty if this backend cannot be made to do this
     */
    protected abstract Optional<C> playing(Scene scene);

    @Test
    void textIsStreamedAndReturned() throws InterruptedException {
        Heard heard = play(Scene.TEXT);
        heard.assertIs(Scene.TEXT);
        assertThat(heard.deltas()).as("text comes in pieces").hasSizeGreaterThan(1);
    }

    @Test
    void reasoningIsHeardBeforeTheTextAndIsNoPartOfIt() throws InterruptedException {
        Heard heard = play(Scene.REASONING);
        heard.assertIs(Scene.REASONING);
        assertThat(Listener.text(heard.deltas().subList(0, 1)))
                .as("the first delta is reasoning")
                .isEmpty();
    }

    @Test
    void aReplyThatTheLimitCutsOffSaysSo() throws InterruptedException {
        play(Scene.MAX_TOKENS).assertIs(Scene.MAX_TOKENS);
    }

    @Test
    void aFailureIsThrownWithItsKind() throws InterruptedException {
        Heard heard = play(Scene.FAILURE);
        assertThat(heard.kind()).isEqualTo(Scene.failure());
    }

    @ParameterizedTest
    @CsvSource({"200, 30000, 30000", "30000, 30000, 200"})
    void silenceIsATimeout(int firstToken, int idle, int total) throws InterruptedException {
        assertTimeout(Scene.SILENCE, firstToken, idle, total);
    }

    /** The limits leave a busy machine the time to hear the beginning. */
    @ParameterizedTest
    @CsvSource({"30000, 1000, 30000", "30000, 30000, 1500"})
    void aReplyThatStopsInTheMiddleIsATimeout(int firstToken, int idle, int total) throws InterruptedException {
        Heard heard = assertTimeout(Scene.HALF, firstToken, idle, total);
        assertThat(Listener.text(heard.deltas())).isNotEmpty();
        assertThat(Scene.HALF.text()).startsWith(Listener.text(heard.deltas()));
    }

    @ParameterizedTest
    @CsvSource({"SILENCE, true", "SILENCE, false", "HALF, true", "HALF, false"})
    void anInterruptEndsACallAtOnce(Scene scene, boolean virtual) throws InterruptedException {
        C config = settings(scene);
        List<Duration> times = new ArrayList<>();
        do {
            try (Model model = open(config)) {
                BackgroundCall call = underWay(scene, model, virtual ? Thread.ofVirtual() : Thread.ofPlatform());
                times.add(call.interrupt());
                assertThat(times.getLast()).isLessThan(HARD_CAP);
            }
        } while (times.size() < 5 && times.getLast().compareTo(PROMPT) > 0);
        assertThat(times.getLast())
                .as("of five attempts one takes at most 100 ms, however busy the machine is: %s", times)
                .isLessThanOrEqualTo(PROMPT);
    }

    @Test
    void anInterruptThatIsAlreadyThereEndsTheCallBeforeItBegins() {
        try (Model model = open(required(Scene.TEXT))) {
            Listener listener = new Listener();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> model.generate(Requests.plain().build(), listener));
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the interrupt is used up")
                    .isFalse();
            assertThat(listener.deltas()).isEmpty();
            assertNothingWasSent();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void anInterruptByTheListenerEndsTheCall() throws InterruptedException {
        try (Model model = open(settings(Scene.HALF))) {
            BackgroundCall call = BackgroundCall.start(
                    Thread.ofVirtual(),
                    model,
                    Requests.plain().build(),
                    delta -> Thread.currentThread().interrupt());
            call.awaitInterrupted();
        }
    }

    @Test
    void whatTheListenerThrowsEndsTheCallAndIsPassedOn() throws InterruptedException {
        try (Model model = open(required(Scene.TEXT))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> model.generate(Requests.plain().build(), delta -> {
                        throw new IllegalStateException("enough of " + delta);
                    }))
                    .withMessageStartingWith("enough");
        }
    }

    @Test
    void manyCallsRunAtOnceAndEachHearsItsOwnReply() throws InterruptedException {
        CountDownLatch allHear = new CountDownLatch(CALLERS);
        try (Model model = open(settings(Scene.ECHO))) {
            List<BackgroundCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(BackgroundCall.start(
                        Thread.ofVirtual(), model, Requests.saying(token(i)).build(), new Meeting(allHear)));
            }
            for (int i = 0; i < CALLERS; i++) {
                assertThat(calls.get(i).reply().text())
                        .as("the reply to call %d", i)
                        .contains(token(i));
            }
        }
    }

    @Test
    void closingIsQuickAndMayHappenTwice() throws InterruptedException {
        Model model = open(required(Scene.TEXT));
        Heard.ask(model, Requests.plain().build()).reply();
        long start = System.nanoTime();
        model.close();
        model.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HARD_CAP);
    }

    @ParameterizedTest
    @CsvSource({"SILENCE", "HALF"})
    void closingFailsTheCallsUnderWay(Scene scene) throws InterruptedException {
        Model model = open(settings(scene));
        BackgroundCall call = underWay(scene, model, Thread.ofVirtual());
        model.close();
        assertThat(call.failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void afterClosingEveryCallFails() throws InterruptedException {
        Model model = open(required(Scene.TEXT));
        model.close();
        assertThat(Heard.ask(model, Requests.plain().build()).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aClosedModelLeavesNoThreadBehind() throws InterruptedException {
        C config = required(Scene.TEXT);
        askOnce(config);
        LeftoverThreads threads = new LeftoverThreads();
        for (int i = 0; i < 3; i++) {
            askOnce(config);
        }
        assertThat(threads.await(GRACE)).isEmpty();
    }

    /** Opens a model in an engine that remembers warnings. */
    final Model open(C config) {
        return backend().open(config, context);
    }

    final TestContext context() {
        return context;
    }

    final Heard play(Scene scene) throws InterruptedException {
        try (Model model = open(settings(scene))) {
            return Heard.ask(model, Requests.of(scene).build());
        }
    }

    final C required(Scene scene) {
        return playing(scene)
                .orElseThrow(() -> new AssertionError("a backend must be able to play the scene " + scene));
    }

    /** Waits until the model has begun to work on a call that says nothing. */
    void awaitSilence(BackgroundCall call) throws InterruptedException {
        call.awaitWaiting();
    }

    /** Checks that no request has left the model. */
    void assertNothingWasSent() {}

    private C settings(Scene scene) {
        return playing(scene).orElseGet(() -> abort("this backend cannot play the scene " + scene));
    }

    private Heard assertTimeout(Scene scene, int firstToken, int idle, int total) throws InterruptedException {
        Timeouts timeouts =
                new Timeouts(Duration.ofMillis(firstToken), Duration.ofMillis(idle), Duration.ofMillis(total));
        try (Model model = open(settings(scene))) {
            Heard heard = Heard.ask(model, Requests.of(scene).timeouts(timeouts).build());
            assertThat(heard.kind()).isEqualTo(Kind.TIMEOUT);
            return heard;
        }
    }

    private BackgroundCall underWay(Scene scene, Model model, Thread.Builder thread) throws InterruptedException {
        ModelRequest request = Requests.of(scene).build();
        BackgroundCall call = BackgroundCall.start(thread, model, request, delta -> {});
        if (scene == Scene.HALF) {
            call.awaitFirstDelta();
            call.awaitWaiting();
        } else {
            awaitSilence(call);
        }
        return call;
    }

    private void askOnce(C config) throws InterruptedException {
        try (Model model = open(config)) {
            Heard.ask(model, Requests.plain().build()).reply();
        }
    }

    static String token(int number) {
        return "call-" + (10 + number);
    }
}
