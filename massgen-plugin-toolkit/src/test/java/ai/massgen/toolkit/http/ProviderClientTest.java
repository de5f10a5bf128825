package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.wire.BusyPort;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import ai.massgen.toolkit.io.BackgroundThread;
import ai.massgen.toolkit.sse.SseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class ProviderClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Timeouts LONG = new Timeouts(PATIENCE, PATIENCE, PATIENCE);
    private static final Secret KEY = Secret.of("sk-very-secret-0123456789");

    @Test
    void eventsArriveInOrderAndTheKeyTravelsInItsHeader() throws Exception {
        try (WireServer server =
                        WireServer.replying(WireReply.events().event("a", "b").byteByByte());
                ProviderClient client = client(server.uri())) {
            assertThat(events(client, LONG)).containsExactly("a", "b");
            assertThat(server.requests().getFirst().header("authorization")).contains("Bearer " + KEY.reveal());
            assertThat(server.requests().getFirst().path()).isEqualTo("/v1/chat");
        }
    }

    @Test
    void aFinishedReplyLeavesItsConnectionToTheNextCall() throws Exception {
        WireReply reply = WireReply.events().event("a");
        try (WireServer server = WireServer.replying(reply, reply, reply);
                ProviderClient client = client(server.uri())) {
            for (int i = 0; i < 3; i++) {
                assertThat(events(client, LONG)).containsExactly("a");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void interruptEndsACallWhoseServerSaysNothing() throws Exception {
        assertInterruptEnds(WireReply.silence());
    }

    @Test
    void interruptEndsAStreamThatHasFallenSilent() throws Exception {
        assertInterruptEnds(WireReply.events().event("a").stall());
    }

    @Test
    void interruptEndsTheReadingOfAnErrorThatNeverEnds() throws Exception {
        assertInterruptEnds(WireReply.status(500).send("half").stall());
    }

    @Test
    void anInterruptThatIsAlreadyThereSendsNothing() {
        try (WireServer server = WireServer.replying();
                ProviderClient client = client(server.uri())) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> client.open(call(LONG)));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void everyWaitHasItsOwnLimit() {
        Duration little = Duration.ofMillis(150);
        assertTimeout(
                WireReply.silence(), new Timeouts(little, PATIENCE, PATIENCE), "no byte of a reply within 150 ms");
        assertTimeout(
                WireReply.events().stall(),
                new Timeouts(little, PATIENCE, PATIENCE),
                "no byte of a reply within 150 ms");
        assertTimeout(
                WireReply.events().event("a").stall(),
                new Timeouts(PATIENCE, little, PATIENCE),
                "fell silent for 150 ms");
        assertTimeout(
                WireReply.events().event("a").stall(),
                new Timeouts(PATIENCE, PATIENCE, little),
                "did not finish its reply within 150 ms");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse what a full queue cannot take")
    void connectingHasALimitOfItsOwn() {
        try (BusyPort port = BusyPort.open();
                ProviderClient client =
                        new ProviderClient(endpoint(port.uri()), InstantSource.system(), Duration.ofMillis(150))) {
            BackendException failure = failure(client, LONG);
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure).hasMessageContaining("accepted no connection in time");
        }
    }

    @Test
    void aNameThatNobodyHasAndAPortWithoutTlsAreSaidInWords() {
        try (ProviderClient client = client(URI.create("http://nobody.invalid"))) {
            BackendException failure = failure(client, LONG);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("the host name nobody.invalid is not known");
        }
        try (WireServer server = WireServer.replying(WireReply.hangUp());
                ProviderClient client =
                        client(URI.create("https://127.0.0.1:" + server.uri().getPort()))) {
            BackendException failure = failure(client, LONG);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("cannot be reached securely: TLS with 127.0.0.1:");
        }
    }

    @Test
    void aTimeoutDropsTheConnection() throws Exception {
        Timeouts timeouts = new Timeouts(PATIENCE, Duration.ofMillis(100), PATIENCE);
        try (WireServer server =
                        WireServer.replying(WireReply.events().event("a").stall());
                ProviderClient client = client(server.uri())) {
            assertThat(failure(client, timeouts).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(server.awaitDeparture(PATIENCE)).isTrue();
        }
    }

    @Test
    void closingAStreamEarlyDropsTheConnection() throws Exception {
        try (WireServer server =
                        WireServer.replying(WireReply.events().event("a").stall());
                ProviderClient client = client(server.uri())) {
            try (ProviderStream stream = client.open(call(LONG))) {
                assertThat(stream.next()).isPresent();
            }
            assertThat(server.awaitDeparture(PATIENCE)).isTrue();
        }
    }

    @Test
    void closingTheClientFailsTheCallsUnderWay() throws Exception {
        try (WireServer server =
                WireServer.replying(WireReply.events().event("a").stall())) {
            ProviderClient client = client(server.uri());
            CompletableFuture<BackendException> outcome = new CompletableFuture<>();
            Thread reader = BackgroundThread.virtual("reader", () -> outcome.complete(failure(client, LONG)));
            assertThat(server.awaitRequest(PATIENCE)).isTrue();
            client.close();
            assertThat(outcome.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNAVAILABLE);
            reader.join();
            assertThat(failure(client, LONG)).hasMessageContaining("closed");
        }
    }

    @Test
    void aBrokenReplyIsTruncatedAndABrokenConnectionUnavailable() throws Exception {
        assertThat(failure(WireReply.events().event("a").cut()).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure(WireReply.events().event("a").reset()).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure(WireReply.hangUp()).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void nobodyAtTheAddressIsSaidInWords() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ProviderClient client = client(URI.create("http://127.0.0.1:" + port))) {
            BackendException failure = failure(client, LONG);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("nothing answers at 127.0.0.1:" + port);
        }
    }

    @Test
    void aFailureSaysWhoWhereWhatAndWhatToDo() throws Exception {
        BackendException failure = failure(WireReply.json(
                        401,
                        "{\"error\":{\"message\":\"Wrong key " + KEY.reveal() + ".\",\"code\":\"invalid_api_key\"}}")
                .header("x-request-id", "req-9"));
        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.requestId()).contains("req-9");
        assertThat(failure.getMessage())
                .startsWith("acme (model m-1, http://127.0.0.1:")
                .contains("/v1/chat) answered HTTP 401: Wrong key ***. Check the key in ACME_KEY.")
                .endsWith("[request req-9]");
    }

    @Test
    void theKeyIsInNoFailure() throws Exception {
        String echo = "you sent " + KEY.reveal();
        for (WireReply reply : List.of(
                WireReply.status(500).send(echo),
                WireReply.status(302).header("Location", "http://elsewhere/?key=" + KEY.reveal()),
                WireReply.status(502).send("<html><body>" + echo + "</body></html>"),
                WireReply.json(400, "{\"error\":\"" + echo + "\"}"))) {
            BackendException failure = failure(reply);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("very-secret");
            }
        }
    }

    @Test
    void aRequestIdThatIsTheKeyIsNone() throws Exception {
        assertThat(failure(WireReply.status(500).header("request-id", KEY.reveal()))
                        .requestId())
                .isEmpty();
        assertThat(failure(WireReply.status(500)
                                .header("x-request-id", "to-" + KEY.reveal())
                                .header("request-id", "req-7"))
                        .requestId())
                .contains("req-7");
    }

    @Test
    void aKeyAtThePlaceWhereAPageIsCutLeavesNoHalf() throws Exception {
        String page = "<p>".repeat(2726) + "  " + KEY.reveal();
        assertThat(page.substring(0, 8192)).endsWith("sk-very-secr");
        assertThat(failure(WireReply.status(502).send(page))).hasMessageNotContaining("very-secr");
    }

    @Test
    void aCompressedBodyIsRefusedAndACompressedErrorNotQuoted() throws Exception {
        WireReply zipped = WireReply.events().header("Content-Encoding", "gzip").send("\u001f\u008b");
        BackendException failure = failure(zipped);
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining("it is compressed, which nobody asked for: gzip");
        assertThat(failure(
                        WireReply.status(500).header("Content-Encoding", "br").send("\u001f\u008b")))
                .hasMessageContaining("answered HTTP 500. Check that");
        assertThat(failure(WireReply.status(500)
                        .header("Content-Encoding", "identity")
                        .send("plain")))
                .hasMessageContaining("answered HTTP 500: plain.");
    }

    @Test
    void aKeyThatNoHeaderMayHoldIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> ApiKey.bearer(Secret.of("sk-se\ncret"), "ACME_KEY"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("ACME_KEY")
                .hasMessageNotContaining("cret");
        assertThat(ApiKey.bearer(Secret.of(" sk-1\n"), "ACME_KEY").secret()).isEqualTo(Secret.of("sk-1"));
    }

    @Test
    void retryAfterAndAnEndlessErrorBodyAreBounded() throws Exception {
        BackendException limited = failure(
                WireReply.json(429, "{\"error\":{\"message\":\"slow\"}}").header("retry-after", "3"));
        assertThat(limited.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(3));
        BackendException endless = failure(WireReply.status(500).send("x".repeat(1_000_000)));
        assertThat(endless.getMessage()).hasSizeLessThan(1_500);
    }

    @Test
    void aBodyIsReadAsAnObjectOrItsFailureIsNamed() throws Exception {
        assertThat(document("{\"a\":1}").path("a").asInt()).isEqualTo(1);
        for (String body : List.of("", "[1]", "{\"a\":1}{}", "{\"a\"")) {
            BackendException failure = catchThrowableOfType(BackendException.class, () -> document(body));
            assertThat(failure.kind()).as("'%s'", body).isEqualTo(Kind.MALFORMED_REPLY);
        }
    }

    @Test
    void aReplyGetsWhatTheHeadersSaid() throws Exception {
        WireReply headers =
                WireReply.json(200, "{}").header("x-request-id", "req-1").header("x-ratelimit-remaining-requests", "9");
        try (WireServer server = WireServer.replying(headers);
                ProviderClient client = client(server.uri());
                ProviderStream stream = client.open(call(LONG))) {
            ModelReply bare = ModelReply.builder(StopReason.END).text("a").build();
            ModelReply reply = stream.withHeaders(bare);
            assertThat(reply.text()).isEqualTo("a");
            assertThat(reply.requestId()).contains("req-1");
            assertThat(reply.rateLimits().orElseThrow().remainingRequests()).hasValue(9);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        BackendException failure = failure(WireReply.status(308).header("Location", "https://example.org/v1/chat"));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("redirects to https://example.org/v1/chat. Write the address");
    }

    @Test
    void credentialsInTheAddressAreRefusedWithoutQuotingThem() {
        assertThatThrownBy(() -> endpoint(URI.create("https://me:pass@example.org/")))
                .hasMessageContaining("must not contain credentials")
                .hasMessageNotContaining("pass@");
    }

    @Test
    void manyCallsRunAtOnceAndOneCancelledCallDisturbsNone() throws Exception {
        try (WireServer server = WireServer.answering(request -> request.body().contains("stall")
                        ? WireReply.events().event("a").stall()
                        : WireReply.events().event("a", "b"));
                ProviderClient client = client(server.uri())) {
            List<CompletableFuture<List<String>>> outcomes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                CompletableFuture<List<String>> outcome = new CompletableFuture<>();
                outcomes.add(outcome);
                BackgroundThread.virtual(
                        "caller-" + i, () -> outcome.completeAsync(() -> quietly(client), Runnable::run));
            }
            ProviderStream stalled = client.open(ProviderCall.post("chat", "m-1", "{\"stall\":true}", LONG));
            stalled.close();
            for (CompletableFuture<List<String>> outcome : outcomes) {
                assertThat(outcome.get(30, TimeUnit.SECONDS)).containsExactly("a", "b");
            }
        }
    }

    private static List<String> quietly(ProviderClient client) {
        try {
            return events(client, LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertInterruptEnds(WireReply reply) throws Exception {
        try (WireServer server = WireServer.replying(reply);
                ProviderClient client = client(server.uri())) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = BackgroundThread.virtual("caller", () -> {
                try {
                    outcome.completeExceptionally(new AssertionError("ended with " + events(client, LONG)));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            assertThat(server.awaitRequest(PATIENCE)).isTrue();
            caller.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(server.awaitDeparture(PATIENCE)).isTrue();
        }
    }

    private static void assertTimeout(WireReply reply, Timeouts timeouts, String words) {
        try (WireServer server = WireServer.replying(reply);
                ProviderClient client = client(server.uri())) {
            BackendException failure = failure(client, timeouts);
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure).hasMessageContaining(words);
        }
    }

    private static JsonNode document(String body) throws InterruptedException {
        try (WireServer server = WireServer.replying(WireReply.json(200, body));
                ProviderClient client = client(server.uri());
                ProviderStream stream = client.open(call(LONG))) {
            assertThat(stream.isJson()).isTrue();
            return stream.document();
        }
    }

    private static BackendException failure(WireReply reply) {
        try (WireServer server = WireServer.replying(reply);
                ProviderClient client = client(server.uri())) {
            return failure(client, LONG);
        }
    }

    private static BackendException failure(ProviderClient client, Timeouts timeouts) {
        return catchThrowableOfType(BackendException.class, () -> events(client, timeouts));
    }

    private static List<String> events(ProviderClient client, Timeouts timeouts) throws InterruptedException {
        List<String> events = new ArrayList<>();
        try (ProviderStream stream = client.open(call(timeouts))) {
            for (Optional<SseEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
                events.add(event.get().data());
            }
        }
        return events;
    }

    private static ProviderCall call(Timeouts timeouts) {
        return ProviderCall.post("chat", "m-1", "{}", timeouts);
    }

    private static ProviderClient client(URI server) {
        return new ProviderClient(endpoint(server.resolve("/v1")), InstantSource.system());
    }

    private static ProviderEndpoint endpoint(URI base) {
        return new ProviderEndpoint(
                "acme", base, Map.of(), Optional.of(ApiKey.bearer(KEY, "ACME_KEY")), "api_key or ACME_KEY");
    }
}
