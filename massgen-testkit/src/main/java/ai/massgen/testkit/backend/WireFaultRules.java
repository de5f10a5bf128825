package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.api.backend.RateLimits;
import ai.massgen.testkit.wire.BusyPort;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers and networks do to replies, and what must come of it: the fault matrix. */
abstract class WireFaultRules<C extends Record> extends WireStage<C> {
    private static final String REQUEST_ID = "req-contract-1";
    private static final int CUTS = 40;

    /**
     * The usage in the sample of a scene.
     *
     * @param scene {@link Scene#TEXT} or {@link Scene#REASONING}
     * @return for text 9 tokens in and 4 out; for reasoning 20 in, 8 of them from a cache, and 10 out, 3 of them reasoning
     */
    protected Usage usage(Scene scene) {
        return scene == Scene.TEXT ? new Usage(9, 4, 0, 0) : new Usage(20, 10, 8, 3);
    }

    /**
     * What {@code headers.txt} says about rate limits.
     *
     * @return 99 requests and 15,000 tokens left, for six minutes from {@code 2026-11-22T12:00:00Z}
     */
    protected Optional<RateLimits> rateLimits() {
        return Optional.of(
                new RateLimits(OptionalLong.of(99), OptionalLong.of(15_000), Optional.of(Duration.ofMinutes(6))));
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNoHarmIsNoFailure(Tolerated tolerated) throws InterruptedException {
        long start = System.nanoTime();
        Heard heard = hear(tolerated.reply(samples()));
        heard.assertIs(Scene.TEXT);
        assertThat(heard.reply().usage()).contains(usage(Scene.TEXT));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("a complete reply is returned at once")
                .isLessThan(Requests.PATIENCE.dividedBy(2));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultIsAFailureOfItsKind(Fault fault) throws InterruptedException {
        try (Model model = open(serving(request -> fault.reply(samples())))) {
            Heard heard =
                    Heard.ask(model, Requests.plain().timeouts(fault.timeouts()).build());
            assertThat(heard.kind()).isEqualTo(fault.kind());
            assertThat(Scene.TEXT.text()).startsWith(Listener.text(heard.deltas()));
            assertThat(server().requests()).as("nothing is retried").hasSize(1);
            if (fault.isEndless()) {
                assertThat(server().awaitDeparture(Requests.PATIENCE))
                        .as("the connection is dropped")
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "REASONING", "TOOL_CALL", "PARALLEL_TOOL_CALLS", "MAX_TOKENS"})
    void aStreamCutBetweenEventsIsNeverAShorterReply(Scene scene) throws InterruptedException {
        EventStream stream = sample(scene);
        List<WireReply> cut = new ArrayList<>();
        for (int events = 0; events < stream.events().size(); events++) {
            cut.add(samples().well(stream.first(events)));
            cut.add(samples().well(stream.first(events)).cut());
        }
        assertTruncatedOrWhole(scene, cut);
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "REASONING", "TOOL_CALL", "PARALLEL_TOOL_CALLS", "MAX_TOKENS"})
    void aStreamCutAnywhereIsNeverAShorterReply(Scene scene) throws InterruptedException {
        byte[] bytes = sample(scene).bytes();
        List<WireReply> cut = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(bytes.length);
        for (int i = 0; i < CUTS; i++) {
            byte[] beginning = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            cut.add(samples().events().send(beginning));
        }
        assertTruncatedOrWhole(scene, cut);
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "REASONING", "TOOL_CALL", "PARALLEL_TOOL_CALLS", "MAX_TOKENS"})
    void howABodyIsCutIntoPiecesChangesNothing(Scene scene) throws InterruptedException {
        WireReply reply = samples().well(sample(scene));
        for (long seed = 0; seed < 10; seed++) {
            Heard heard = hear(reply.torn(seed), Requests.of(scene).build());
            long torn = seed;
            assertThat(heard.problem()).as("seed %d", torn).isEmpty();
            heard.assertIs(scene);
        }
    }

    @TestFactory
    Stream<DynamicTest> everySampleOfAFailureIsOfItsKind() {
        return samples().failures().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    BackendException failure = hear(sample.getValue()).failure();
                    assertThat(failure.kind()).as("%s", failure).isEqualTo(WireSamples.kind(sample.getKey()));
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after, 12, 12000",
        "Retry-After, 0.5, 500",
        "retry-after-ms, 1500, 1500",
        "retry-after, 0, 0",
        "retry-after, 'Sun, 22 Nov 2026 12:00:30 GMT', 30000",
        "retry-after, 'Sun, 22 Nov 2026 11:00:00 GMT', 0",
        "retry-after, 1200, 1200000"
    })
    void theWaitThatAProviderAsksForIsPassedOnAndNotWaited(String header, String value, long millis)
            throws InterruptedException {
        BackendException failure =
                hear(WireReply.json(429, "{}").header(header, value)).failure();
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(millis));
        BackendException soon =
                hear(WireReply.json(503, "{}").header(header, value)).failure();
        assertThat(soon.retryAfter()).contains(Duration.ofMillis(millis));
    }

    @Test
    void aWaitThatNobodyAskedForIsNotMadeUp() throws InterruptedException {
        assertThat(hear(WireReply.json(429, "{}")).failure().retryAfter()).isEmpty();
        assertThat(hear(WireReply.json(429, "{}").header("retry-after", "soon"))
                        .failure()
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void theRequestIdAndTheRateLimitsTravelOnTheReply() throws InterruptedException {
        assumeFalse(samples().headers().isEmpty(), "this provider sends no headers of its own");
        ModelReply reply = hear(samples().well(samples().text())).reply();
        assertThat(reply.requestId()).contains(REQUEST_ID);
        assertThat(reply.rateLimits()).isEqualTo(rateLimits());
    }

    @Test
    void theRequestIdTravelsOnEveryFailure() throws InterruptedException {
        assumeFalse(samples().headers().isEmpty(), "this provider sends no headers of its own");
        for (WireReply reply : List.of(
                WireReply.json(500, "{}"),
                WireReply.status(200).header("Content-Type", "text/event-stream"),
                WireReply.status(200)
                        .header("Content-Type", "text/event-stream")
                        .event("{\"oops"))) {
            BackendException failure = hear(samples().withHeaders(reply)).failure();
            assertThat(failure.requestId()).contains(REQUEST_ID);
            assertThat(failure).hasMessageContaining(REQUEST_ID);
        }
    }

    @Test
    void reasoningAndCacheAreCountedAsPartsOfTheWhole() throws InterruptedException {
        assertThat(hear(samples().well(sample(Scene.REASONING))).reply().usage())
                .contains(usage(Scene.REASONING));
    }

    @Test
    void nobodyAtTheAddressIsUnavailableAndNamesThePlace() throws InterruptedException {
        C config = serving(request -> WireReply.hangUp());
        URI gone = server().uri();
        server().close();
        try (Model model = open(config)) {
            Heard heard = Heard.ask(model, Requests.plain().build());
            assertThat(heard.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(heard.failure()).hasMessageContaining(gone.getAuthority());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse what a full queue cannot take")
    void anAddressThatNeverConnectsIsATimeout() throws InterruptedException {
        Timeouts timeouts = new Timeouts(Requests.MOMENT, Requests.PATIENCE, Requests.PATIENCE);
        try (BusyPort port = BusyPort.open();
                Model model = open(config(port.uri(), KEY))) {
            Heard heard = Heard.ask(model, Requests.plain().timeouts(timeouts).build());
            assertThat(heard.kind()).isEqualTo(Kind.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectIsRefusedSoThatTheKeyGoesNowhereElse(int status) throws InterruptedException {
        try (WireServer elsewhere =
                WireServer.answering(request -> samples().well(samples().text()))) {
            Heard heard = hear(WireReply.status(status).header("Location", elsewhere.uri() + "/v1"));
            assertThat(heard.kind()).isEqualTo(Kind.INVALID_REQUEST);
            assertThat(heard.failure()).hasMessageContaining(elsewhere.uri().toString());
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aFinishedReplyLeavesItsConnectionToTheNextCall() throws InterruptedException {
        try (Model model = open(required(Scene.TEXT))) {
            for (int i = 0; i < 3; i++) {
                Heard.ask(model, Requests.plain().build()).assertIs(Scene.TEXT);
            }
            assertThat(server().connections()).isEqualTo(1);
        }
    }

    @Test
    void aCallThatFailedOrWasCancelledLeavesTheModelUsable() throws InterruptedException {
        Queue<WireReply> replies = new ConcurrentLinkedQueue<>(List.of(
                WireReply.status(500),
                samples().well(samples().text().before("world")).cut(),
                samples().well(samples().text().before("world")).stall(),
                samples().well(samples().text())));
        try (Model model = open(serving(request -> replies.remove()))) {
            assertThat(Heard.ask(model, Requests.plain().build()).kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(Heard.ask(model, Requests.plain().build()).kind()).isEqualTo(Kind.TRUNCATED);
            BackgroundCall cancelled =
                    BackgroundCall.start(model, Requests.plain().build());
            cancelled.awaitFirstDelta();
            cancelled.interrupt();
            assertThat(server().awaitDeparture(Requests.PATIENCE))
                    .as("a cancelled call drops its connection")
                    .isTrue();
            Heard.ask(model, Requests.plain().build()).assertIs(Scene.TEXT);
        }
    }

    @Test
    void aListenerThatThrowsDropsTheConnection() throws InterruptedException {
        try (Model model = open(required(Scene.HALF))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> model.generate(Requests.plain().build(), delta -> {
                        throw new IllegalStateException("enough of " + delta);
                    }));
            assertThat(server().awaitDeparture(Requests.PATIENCE)).isTrue();
        }
    }

    private EventStream sample(Scene scene) {
        return samples().stream(scene).orElseGet(() -> abort("there is no sample of " + scene));
    }

    private void assertTruncatedOrWhole(Scene scene, List<WireReply> replies) throws InterruptedException {
        Queue<WireReply> left = new ConcurrentLinkedQueue<>(replies);
        try (Model model = open(serving(request -> left.remove()))) {
            for (int i = 0; i < replies.size(); i++) {
                Heard heard = Heard.ask(model, Requests.of(scene).build());
                if (heard.problem().isPresent()) {
                    assertThat(heard.kind()).as("cut %d of %s", i, scene).isEqualTo(Kind.TRUNCATED);
                } else {
                    heard.assertIs(scene);
                }
            }
        }
    }
}
