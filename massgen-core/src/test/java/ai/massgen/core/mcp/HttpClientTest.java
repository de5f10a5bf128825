package ai.massgen.core.mcp;

import static ai.massgen.core.mcp.McpClientTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.mcp.McpOptions.Limits;
import ai.massgen.core.task.Task;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.testkit.wire.WireServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers over HTTP that begin with initialize, 2025-03-26 to 2025-11-25. */
@Timeout(20)
class HttpClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Limits SMALL = new Limits(4096, 8, 3, 60);

    private final ScriptedSite site = ScriptedSite.stateful();
    private McpClient client = site.connect();

    private void use(Limits limits) {
        client.close();
        client = site.connect(Handshake.AUTO, limits);
    }

    private String call() throws InterruptedException {
        McpToolResult result = client.callTool("look", Json.EMPTY_OBJECT, LONG);
        return ((McpContent.Text) result.content().getFirst()).text();
    }

    private static String said(String text) {
        return ScriptedSite.text(text);
    }

    /** Answers with one reply after the other. */
    private void script(String method, WireReply... replies) {
        Queue<WireReply> left = new ConcurrentLinkedQueue<>(List.of(replies));
        site.on(method, request -> Objects.requireNonNullElseGet(left.poll(), () -> WireReply.status(599)));
    }

    @AfterEach
    void closeAll() {
        client.close();
        site.close();
    }

    @Test
    void theSessionAndTheRevisionAreNamedInEveryRequestAfterTheHandshake() throws InterruptedException {
        site.on("tools/call", request -> ScriptedSite.json(request, said("done")));
        client.initialize();
        List<McpTool> none = client.listTools();

        assertThat(none).isEmpty();
        assertThat(call()).isEqualTo("done");
        WireRequest initialize = site.await("initialize");
        assertThat(initialize.headers()).doesNotContainKeys("mcp-session-id", "mcp-protocol-version");
        assertThat(initialize.header("accept")).contains("application/json, text/event-stream");
        for (String method : List.of("notifications/initialized", "tools/list", "tools/call")) {
            WireRequest request = site.await(method);
            assertThat(request.header("mcp-session-id")).as(method).contains(ScriptedSite.SESSION);
            assertThat(request.header("mcp-protocol-version")).as(method).contains("2025-11-25");
        }
        assertThat(client.beginning()).isEqualTo(McpClient.INITIALIZE);
    }

    @Test
    void theTokenAndTheHeadersOfTheConfigurationGoWithEveryRequest() throws InterruptedException {
        client.initialize();
        assertThat(client.listTools()).isEmpty();
        site.await("GET");
        client.close();
        site.await("DELETE");

        assertThat(site.server.requests())
                .hasSize(6)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("authorization", "Bearer geheim-4711")
                        .containsEntry("x-team", "blue")
                        .containsEntry("x-key", "schluessel-9"));
    }

    @Test
    void nothingOvertakesTheMessageThatBeginsTheSession() throws InterruptedException {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        site.on("notifications/initialized", request -> {
            gate.join();
            return WireReply.status(202);
        });
        client.initialize();
        Task listing = Task.start("list", () -> {
            try {
                assertThat(client.listTools()).isEmpty();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        site.await("notifications/initialized");
        assertThat(site.count("tools/list")).isZero();
        gate.complete(null);
        site.await("tools/list");
        assertThat(listing.join(LONG)).isTrue();
    }

    @Test
    void anAnswerMayComeAsEventsWithOtherMessagesBeforeIt() throws InterruptedException {
        site.on(
                "tools/call",
                request -> WireReply.events()
                        .send(": keep-alive\r\n\r\n")
                        .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}")
                        .send("event: message\r\ndata: "
                                + ScriptedSite.answerTo(request, said("grüße"))
                                        .replace(",\"result\"", ",\r\ndata: \"result\"")
                                + "\r\n\r\n")
                        .byteByByte());
        client.initialize();

        assertThat(call()).isEqualTo("grüße");
        assertThat(client.toolListChanges()).isEqualTo(1);
    }

    @Test
    void whatAServerAsksOnAStreamIsRefused() throws InterruptedException {
        site.on(
                "tools/call",
                request -> WireReply.events()
                        .event("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"sampling/createMessage\",\"params\":{}}")
                        .event(ScriptedSite.answerTo(request, said("done"))));
        client.initialize();

        assertThat(call()).isEqualTo("done");
        WireRequest refusal = site.await("");
        assertThat(ScriptedSite.body(refusal).at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(ScriptedSite.body(refusal).at("/id").asText()).isEqualTo("q");
    }

    @Test
    void whatAServerSaysByItselfIsHeardOnAStreamOfItsOwn() throws InterruptedException {
        script(
                "GET",
                WireReply.events()
                        .send(
                                "id: e1\nretry: 1\ndata: {\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"elicitation/create\"}\n\n"),
                WireReply.events().stall());
        client.initialize();

        assertThat(ScriptedSite.body(site.await("")).at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(site.await("GET").header("last-event-id")).contains("e1");
    }

    @Test
    void aBrokenAnswerIsPickedUpWhereItBroke() throws InterruptedException {
        CompletableFuture<WireRequest> asked = new CompletableFuture<>();
        site.on("tools/call", request -> {
            asked.complete(request);
            return WireReply.events().send("id: a1\nretry: 2\ndata:\n\n").cut();
        });
        client.initialize();
        site.await("GET");
        site.on("GET", request -> {
            String last = request.header("last-event-id").orElse("none");
            if (last.equals("none")) {
                return WireReply.status(405);
            }
            return last.equals("a1")
                    ? WireReply.events()
                            .send("id: a2\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n")
                            .cut()
                    : WireReply.events().event(ScriptedSite.answerTo(asked.join(), said("the rest after " + last)));
        });

        assertThat(call()).isEqualTo("the rest after a2");
    }

    @Test
    void anAnswerThatKeepsBreakingIsGivenUp() throws InterruptedException {
        site.on(
                "tools/call",
                request ->
                        WireReply.events().send("id: a1\nretry: 1\ndata:\n\n").cut());
        client.initialize();
        site.await("GET");
        site.on("GET", request -> WireReply.events().cut());

        assertKind(Kind.CLOSED, this::call, "broke off its answer to tools/call");
        assertThat(site.count("GET")).isEqualTo(6);
        assertThat(client.hasEnded()).isFalse();
    }

    @Test
    void anAnswerThatBreaksWithoutAnIdFailsAtOnce() throws InterruptedException {
        site.on(
                "tools/call",
                request -> WireReply.events().send("data: {\"jsonrpc\"").cut());
        client.initialize();

        assertKind(Kind.CLOSED, this::call, "'site'", "broke off its answer");
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "403, FORBIDDEN"})
    void whoIsNotLetInIsToldSo(int status, Kind kind) {
        site.on("server/discover", request -> WireReply.status(status).send("who is Bearer geheim-4711?"));

        assertKind(kind, client::initialize, "HTTP " + status, "bearer");
        assertThatThrownBy(client::initialize).hasMessageNotContaining("geheim");
    }

    @Test
    void aServerThatWantsOauthIsToldOfAsOne() {
        site.on(
                "server/discover",
                request -> WireReply.status(401)
                        .header("WWW-Authenticate", "Bearer resource_metadata=\"https://auth.example\""));

        assertKind(Kind.UNAUTHORIZED, client::initialize, "OAuth is not done here");
    }

    @Test
    void aSecretThatAServerEchoesIsNotRepeated() throws InterruptedException {
        site.on("tools/call", request -> WireReply.status(500).send("bad key schluessel-9 and geheim-4711"));
        client.initialize();

        assertThatThrownBy(this::call)
                .hasMessageContaining("HTTP 500: bad key *** and ***")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aSessionThatTheServerEndsIsOver() throws InterruptedException {
        site.on("tools/call", request -> WireReply.status(404));
        client.initialize();

        assertKind(Kind.SESSION_ENDED, this::call, "has ended the session");
        assertThat(client.hasEnded()).isTrue();
    }

    @Test
    void theSessionIsEndedAtTheEnd() throws InterruptedException {
        client.initialize();
        client.close();

        assertThat(client.awaitEnd(LONG)).isTrue();
        assertThat(site.await("DELETE").header("mcp-session-id")).contains(ScriptedSite.SESSION);
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (WireServer elsewhere = WireServer.replying(WireReply.status(200))) {
            site.on("server/discover", request -> WireReply.status(307).header("Location", elsewhere.uri() + "/mcp"));
            site.on("initialize", request -> WireReply.status(308).header("Location", elsewhere.uri() + "/mcp"));

            assertKind(Kind.HTTP_STATUS, client::initialize, "HTTP 308 to 127.0.0.1", "not followed");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aMessageThatIsTooLongFailsItsCallOnly() throws InterruptedException {
        use(SMALL);
        script(
                "tools/call",
                WireReply.json(200, "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"" + "x".repeat(8000) + "\"}"),
                WireReply.events().event("{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":\"" + "x".repeat(8000) + "\"}"));
        client.initialize();

        assertKind(Kind.MESSAGE_TOO_LARGE, this::call, "4096 bytes");
        assertKind(Kind.MESSAGE_TOO_LARGE, this::call, "4096 bytes");
        site.on("tools/call", request -> ScriptedSite.json(request, said("short")));
        assertThat(call()).isEqualTo("short");
    }

    @Test
    void aFloodWithoutEndIsCutOff() throws InterruptedException {
        use(SMALL);
        site.on("tools/call", request -> WireReply.events().flood("xxxxxxxx"));
        client.initialize();

        assertKind(Kind.CLOSED, this::call, "without end");
    }

    @Test
    void aCallThatIsGivenUpDropsItsConnectionAndTellsTheServer() throws InterruptedException {
        site.on("tools/call", request -> WireReply.silence());
        client.initialize();

        assertKind(
                Kind.TIMEOUT,
                () -> client.callTool("look", Json.EMPTY_OBJECT, Duration.ofMillis(50)),
                "did not answer tools/call");
        assertThat(site.server.awaitDeparture(LONG)).isTrue();
        long call = ScriptedSite.body(site.await("tools/call")).path("id").asLong();
        assertThat(ScriptedSite.body(site.await("notifications/cancelled"))
                        .at("/params/requestId")
                        .asLong())
                .isEqualTo(call);
    }

    @Test
    void whatIsNoAnswerIsSaidToBeNone() throws InterruptedException {
        script(
                "tools/call",
                WireReply.status(202),
                WireReply.status(200).header("Content-Type", "text/html").send("<html>"),
                WireReply.json(200, "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}"),
                WireReply.json(200, "not json").header("Content-Encoding", "gzip"));
        client.initialize();

        assertKind(Kind.PROTOCOL_ERROR, this::call, "HTTP 202 and nothing");
        assertKind(Kind.PROTOCOL_ERROR, this::call, "text/html");
        assertKind(Kind.PROTOCOL_ERROR, this::call, "no answer to it");
        assertKind(Kind.CLOSED, this::call, "compressed");
        assertThat(client.oddities().unknownIds()).isEqualTo(1);
    }

    @Test
    void anErrorWithoutAnIdBelongsToTheRequestThatItAnswers() throws InterruptedException {
        client.initialize();

        assertKind(Kind.SERVER_ERROR, this::call, "error -32000", "no session");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        site.close();

        assertKind(Kind.UNREACHABLE, client::initialize, "cannot be reached");
        assertThat(client.hasEnded()).isTrue();
        assertThat(client.ending()).hasValueSatisfying(why -> assertThat(why).contains("cannot be reached"));
    }

    @Test
    void oneConnectionServesOneCallAfterTheOther() throws InterruptedException {
        site.on("tools/call", request -> ScriptedSite.json(request, said("done")));
        client.initialize();
        site.await("GET");
        int before = site.server.connections();
        for (int i = 0; i < 20; i++) {
            assertThat(call()).isEqualTo("done");
        }
        assertThat(site.server.connections() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void manyCallsAtOnceGetTheirOwnAnswers() throws Exception {
        site.on(
                "tools/call",
                request -> ScriptedSite.events(
                        request,
                        said(ScriptedSite.body(request)
                                .at("/params/arguments/n")
                                .asText())));
        client.initialize();
        List<CompletableFuture<String>> answers = IntStream.range(0, 32)
                .mapToObj(n -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    Task.start("call", () -> {
                        try {
                            McpToolResult result = client.callTool("look", new Json("{\"n\":" + n + "}"), LONG);
                            answer.complete(((McpContent.Text) result.content().getFirst()).text());
                        } catch (InterruptedException | RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    });
                    return answer;
                })
                .toList();
        for (int n = 0; n < answers.size(); n++) {
            assertThat(answers.get(n).get(10, TimeUnit.SECONDS)).isEqualTo(String.valueOf(n));
        }
    }

    @Test
    void closingFailsTheCallsThatWait() throws Exception {
        site.on("tools/call", request -> WireReply.silence());
        client.initialize();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Task.start("call", () -> {
            try {
                failure.completeExceptionally(new AssertionError(call()));
            } catch (McpException | InterruptedException e) {
                failure.complete(e);
            }
        });
        site.await("tools/call");
        client.close();

        assertThat(failure.get(5, TimeUnit.SECONDS)).hasMessageContaining("was closed by this program");
        assertThat(client.awaitEnd(LONG)).isTrue();
    }
}
