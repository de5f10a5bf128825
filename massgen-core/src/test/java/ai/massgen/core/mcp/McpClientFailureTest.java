package ai.massgen.core.mcp;

import static ai.massgen.core.mcp.McpClientTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.mcp.McpOptions.Limits;
import ai.massgen.core.task.Task;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to calls when a server is slow, floods, or dies. */
@Timeout(20)
class McpClientFailureTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final int LIMIT = 1 << 16;

    private final ScriptedPeer peer = new ScriptedPeer();
    private final McpClient client = peer.connect(new Limits(LIMIT, 512, 50, 60));

    private void ready() throws InterruptedException {
        peer.start();
        client.initialize();
    }

    private McpToolResult call(Duration deadline) throws InterruptedException {
        return client.callTool("t", Json.EMPTY_OBJECT, deadline);
    }

    @AfterEach
    void closeAll() {
        client.close();
        peer.close();
    }

    @Test
    void aCallPastItsDeadlineIsCancelledOnTheWireAndTheConnectionLives() throws InterruptedException {
        peer.on("tools/call", request -> peer.write("warming up\n"));
        ready();
        assertKind(Kind.TIMEOUT, () -> call(SHORT), "tools/call within 150 ms", "first: 'warming up'");
        JsonNode cancelled = peer.awaitMessage("notifications/cancelled");
        assertThat(cancelled.at("/params/requestId").asInt()).isEqualTo(2);
        peer.on("tools/call", request -> peer.replyText(request, "ok"));
        assertThat(call(LONG).content()).containsExactly(new McpContent.Text("ok"));
    }

    @Test
    void anAnswerThatComesTooLateGoesToNobody() throws InterruptedException {
        peer.on("tools/call", request -> {});
        ready();
        assertKind(Kind.TIMEOUT, () -> call(SHORT));
        JsonNode late = peer.awaitMessage("tools/call");
        peer.on("tools/call", request -> {
            peer.replyText(late, "late");
            peer.replyText(request, "mine");
        });
        assertThat(call(LONG).content()).containsExactly(new McpContent.Text("mine"));
        assertThat(client.oddities().unknownIds()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheCallAtOnceAndTellsTheServer() throws Exception {
        ready();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Task caller = startCall(outcome);
        JsonNode call = peer.awaitMessage("tools/call");
        caller.interrupt();
        assertThat(outcome.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(peer.awaitMessage("notifications/cancelled").at("/params/requestId"))
                .isEqualTo(call.path("id"));
        peer.on("tools/call", request -> peer.replyText(request, "ok"));
        assertThat(call(LONG).content()).hasSize(1);
    }

    @Test
    void aHandshakeIsNeverCancelledOnTheWire() throws Exception {
        peer.on("initialize", request -> {}).start();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Task caller = inBackground(outcome, client::initialize);
        peer.awaitMessage("initialize");
        caller.interrupt();
        assertThat(outcome.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
        assertThat(peer.awaitMessage("").path("result").isObject()).isTrue();
    }

    // E17
    @Test
    @Row("E17")
    void aServerThatDiesBeforeTheHandshakeFailsItWithItsLastWords() {
        peer.on("initialize", request -> peer.closeOutput()).start();
        assertKind(Kind.CLOSED, client::initialize, "'files' has ended its output", "exit code 3", "no such folder");
    }

    // E17
    @Test
    @Row("E17")
    void everyWaitingCallFailsAtOnceWhenTheServerDies() throws Exception {
        ready();
        CompletableFuture<Throwable> first = new CompletableFuture<>();
        CompletableFuture<Throwable> second = new CompletableFuture<>();
        startCall(first);
        startCall(second);
        peer.awaitMessage("tools/call");
        peer.awaitMessage("tools/call");
        peer.closeOutput();
        assertThat(first.get(1, TimeUnit.SECONDS))
                .isInstanceOf(McpException.class)
                .hasMessageContaining("exit code 3");
        assertThat(second.get(1, TimeUnit.SECONDS)).isInstanceOf(McpException.class);
        assertThat(client.hasEnded()).isTrue();
        assertKind(Kind.CLOSED, () -> call(LONG), "exit code 3");
    }

    // A11
    @Test
    @Row("A11")
    void aFloodWithoutALineEndIsCutAndTheConnectionGivenUp() throws InterruptedException {
        peer.on("tools/call", request -> {
            byte[] flood = "x".repeat(LIMIT).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 20; i++) {
                peer.write(flood);
            }
        });
        ready();
        assertKind(Kind.MESSAGE_TOO_LARGE, () -> call(LONG), "more than 65536 bytes");
        // The first call fails at the limit; the connection is given up some way behind it.
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!client.hasEnded() && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        assertKind(Kind.CLOSED, () -> call(LONG), "without end");
    }

    @Test
    @Row("A11")
    void aMessageThatIsTooLongFailsItsOwnCallOnly() throws Exception {
        ready();
        CompletableFuture<Throwable> small = new CompletableFuture<>();
        startCall(small);
        JsonNode waiting = peer.awaitMessage("tools/call");
        peer.on(
                "tools/call",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + "x".repeat(LIMIT) + "\"}]}}\n"));
        assertKind(Kind.MESSAGE_TOO_LARGE, () -> call(LONG));
        assertThat(small).isNotDone();
        peer.replyText(waiting, "small");
        assertThat(small.get(1, TimeUnit.SECONDS)).hasMessage("answered");
    }

    @Test
    void aNotificationThatIsTooLongFailsNobody() throws InterruptedException {
        peer.on("tools/call", request -> {
            peer.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":\"" + "x".repeat(LIMIT)
                    + "\"}\n");
            peer.replyText(request, "ok");
        });
        ready();
        assertThat(call(LONG).content()).containsExactly(new McpContent.Text("ok"));
        assertThat(client.oddities().oversized()).isEqualTo(1);
    }

    // A15
    @Test
    @Row("A15")
    void aSlowDripIsStoppedByTheDeadlineAndClosingEndsTheReader() throws Exception {
        peer.on("tools/call", request -> peer.write("{"));
        ready();
        assertKind(Kind.TIMEOUT, () -> call(SHORT));
        client.close();
        peer.closeOutput();
        assertKind(Kind.CLOSED, () -> call(LONG), "closed by this program");
    }

    // A17
    @ParameterizedTest
    @ValueSource(strings = {"brackets", "number", "keys"})
    @Row("A17")
    void jsonThatIsMadeToHurtFailsTheCallAndNothingElse(String kind) throws InterruptedException {
        String hurting = switch (kind) {
            case "brackets" -> "[".repeat(30_000);
            case "number" -> "9".repeat(50_000);
            default -> "{\"" + "k".repeat(20_000) + "\":1}";
        };
        peer.on(
                "tools/call",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                        + ",\"result\":{\"content\":[],\"structuredContent\":" + hurting + "}}\n"));
        ready();
        assertKind(Kind.PROTOCOL_ERROR, () -> call(LONG), "no valid JSON");
        peer.on("tools/call", request -> peer.replyText(request, "ok"));
        assertThat(call(LONG).content()).hasSize(1);
    }

    @Test
    void aServerThatReadsNothingCannotHoldACallerPastItsDeadline() throws InterruptedException {
        Json large = new Json("{\"text\":\"" + "x".repeat(60_000) + "\"}");
        for (int i = 0; i < 3; i++) {
            assertKind(Kind.TIMEOUT, () -> client.callTool("t", large, SHORT));
        }
        assertKind(Kind.OVERLOADED, () -> {
            while (true) {
                try {
                    client.callTool("t", large, Duration.ofMillis(1));
                } catch (McpException e) {
                    if (e.kind() != Kind.TIMEOUT) {
                        throw e;
                    }
                }
            }
        });
    }

    @Test
    void aRequestThatIsTooLongIsNotSent() throws InterruptedException {
        ready();
        Json large = new Json("{\"text\":\"" + "x".repeat(LIMIT) + "\"}");
        assertKind(Kind.MESSAGE_TOO_LARGE, () -> client.callTool("t", large, LONG), "allowed are 65536");
    }

    @Test
    void closingEndsWaitingCallsAndTheServersInput() throws Exception {
        ready();
        CompletableFuture<Throwable> waiting = new CompletableFuture<>();
        startCall(waiting);
        peer.awaitMessage("tools/call");
        client.close();
        client.close();
        assertThat(waiting.get(1, TimeUnit.SECONDS)).hasMessageContaining("was closed by this program");
        assertThat(peer.awaitEndOfInput()).isTrue();
    }

    private Task startCall(CompletableFuture<Throwable> outcome) {
        return inBackground(outcome, () -> call(LONG));
    }

    private interface Interruptible {
        Object run() throws InterruptedException;
    }

    private static Task inBackground(CompletableFuture<Throwable> outcome, Interruptible work) {
        return Task.start("test-caller", () -> {
            try {
                outcome.complete(new Exception(work.run() == null ? "nothing" : "answered"));
            } catch (InterruptedException | RuntimeException e) {
                outcome.complete(e);
            }
        });
    }
}
