package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules that every {@link Backend} keeps. Inherit it in a test class of the backend's module; JUnit Jupiter runs the
 * rules as its tests. A backend that speaks server-sent events over HTTP inherits {@link WireBackendContract} instead,
 * which knows many more.
 *
 * <p>A rule about a scene that the backend cannot be made to play is skipped with a reason. {@link Scene#TEXT} cannot be
 * skipped, and neither can the scenes of the tools that the backend declares.
 *
 * @param <C> the record of the backend's settings
 */
@Timeout(120)
public abstract class BackendContract<C extends Record> {
    private static final Duration PROMPT = Duration.ofMillis(100);
    private static final Duration HARD_CAP = Duration.ofSeconds(5);
    private static final int CALLERS = 24;

    private final ContractContext context = new ContractContext();

    /** For subclasses. */
    protected BackendContract() {}

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

    /**
     * Other settings with which the backend has other capabilities. Each is a change of the settings of a scene.
     *
     * @return the changes by a few words on what is different, possibly none
     */
    protected Map<String, UnaryOperator<C>> variants() {
        return Map.of();
    }

    /**
     * Copies settings with another value of one component, for {@link #variants}.
     *
     * @param config the settings
     * @param component the name of the record's component
     * @param value the value, wrapped into an Optional if the component is one
     * @param <C> the record of the settings
     * @return the copy
     */
    protected static <C extends Record> C with(C config, String component, Object value) {
        return Records.with(config, component, value);
    }

    @Test
    void theServiceLoaderFindsIt() throws Exception {
        Class<?> type = backend().getClass();
        assertThat(ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::type))
                .as("META-INF/services/ai.massgen.api.backend.Backend lists the class")
                .contains(type.asSubclass(Backend.class));
        assertThat(Modifier.isPublic(type.getModifiers()) && Modifier.isFinal(type.getModifiers()))
                .as("%s is public and final", type)
                .isTrue();
        assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
    }

    @Test
    void itsNameIsOneThatUsersCanWrite() {
        assertThat(backend().name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(backend().name());
        assertThat(backend().secretNames())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[A-Z][A-Z0-9_]*"));
    }

    @Test
    void itIsBuiltForThisLevelOfTheSpi() {
        assertThat(backend().spiLevel()).isEqualTo(Spi.LEVEL);
    }

    @Test
    void itsSettingsCanBeBoundAndExplained() {
        assertThat(SettingsRules.violations(backend().configType())).isEmpty();
        assertThat(required(Scene.TEXT)).isInstanceOf(backend().configType());
    }

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

    @TestFactory
    Stream<DynamicTest> everyCapabilityIsTrueBothWays() {
        Map<String, UnaryOperator<C>> all = new LinkedHashMap<>();
        all.put("settings as they are", UnaryOperator.identity());
        all.putAll(variants());
        return all.entrySet().stream().flatMap(variant -> capabilityTests(variant.getKey(), variant.getValue()));
    }

    @ParameterizedTest
    @CsvSource({"200, 30000, 30000", "30000, 30000, 200"})
    void silenceIsATimeout(int firstToken, int idle, int total) throws InterruptedException {
        assertTimeout(Scene.SILENCE, firstToken, idle, total);
    }

    @ParameterizedTest
    @CsvSource({"30000, 200, 30000", "30000, 30000, 200"})
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
            assertThat(Thread.interrupted()).as("the interrupt is used up").isFalse();
            assertThat(listener.deltas()).isEmpty();
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
        assertThat(threads.await(Requests.PATIENCE)).isEmpty();
    }

    /** Opens a model in an engine that remembers warnings. */
    final Model open(C config) {
        return backend().open(config, context);
    }

    final ContractContext context() {
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

    /** Checks that a model which refused a request has not passed it on. */
    void assertNothingWasSent() {}

    private C settings(Scene scene) {
        return playing(scene).orElseGet(() -> abort("this backend cannot play the scene " + scene));
    }

    private Stream<DynamicTest> capabilityTests(String variant, UnaryOperator<C> change) {
        Set<Capability> declared = backend().capabilities(change.apply(required(Scene.TEXT)));
        assertThat(declared.contains(Capability.PARALLEL_TOOL_CALLS) && !declared.contains(Capability.TOOLS))
                .as("parallel tool calls need tools: %s", declared)
                .isFalse();
        return Stream.of(Capability.values())
                .filter(capability -> declared.contains(capability) || isAskedFor(capability))
                .map(capability -> declared.contains(capability)
                        ? DynamicTest.dynamicTest(
                                variant + ": " + capability + " works", () -> assertWorks(change, capability))
                        : DynamicTest.dynamicTest(
                                variant + ": " + capability + " is refused",
                                () -> assertRefused(change.apply(required(Scene.TEXT)), capability)));
    }

    /** No request can ask for parallel calls, so none can be refused for it. */
    private static boolean isAskedFor(Capability capability) {
        return capability != Capability.PARALLEL_TOOL_CALLS;
    }

    private void assertWorks(UnaryOperator<C> change, Capability capability) throws InterruptedException {
        Scene scene = switch (capability) {
            case TOOLS -> Scene.TOOL_CALL;
            case PARALLEL_TOOL_CALLS -> Scene.PARALLEL_TOOL_CALLS;
            case IMAGES, TEMPERATURE, SEED, MAX_OUTPUT_TOKENS -> Scene.TEXT;
        };
        try (Model model = open(change.apply(required(scene)))) {
            Heard.ask(model, Requests.using(capability)).assertIs(scene);
        }
    }

    private void assertRefused(C config, Capability capability) throws InterruptedException {
        try (Model model = open(config)) {
            Heard refused = Heard.ask(model, Requests.using(capability));
            assertThat(refused.kind()).isEqualTo(Kind.INVALID_REQUEST);
            assertThat(refused.deltas()).isEmpty();
            assertNothingWasSent();
            Heard.ask(model, Requests.plain().build()).assertIs(Scene.TEXT);
        }
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
