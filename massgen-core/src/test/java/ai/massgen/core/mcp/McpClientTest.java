package ai.massgen.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.mcp.McpOptions.Limits;
import ai.massgen.core.task.Task;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class McpClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ScriptedPeer peer = new ScriptedPeer();
    private final McpClient client = peer.connect(Limits.DEFAULT);

    private McpClient ready() throws InterruptedException {
        peer.start();
        client.initialize();
        return client;
    }

    private String call() throws InterruptedException {
        McpToolResult result = client.callTool("t", Json.EMPTY_OBJECT, LONG);
        return ((McpContent.Text) result.content().getFirst()).text();
    }

    static void assertKind(Kind kind, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(McpException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(List.of(parts)).allSatisfy(part -> assertThat(e).hasMessageContaining(part));
        });
    }

    @AfterEach
    void closeAll() {
        client.close();
        peer.close();
    }

    @Test
    void theHandshakeOffersTheLatestRevisionAndIsConfirmed() throws InterruptedException {
        ready();
        JsonNode initialize = peer.awaitMessage("initialize");
        assertThat(initialize.at("/params/protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(initialize.at("/params/capabilities").isObject()).isTrue();
        assertThat(initialize.at("/params/clientInfo/name").asText()).isEqualTo("massgen");
        assertThat(peer.awaitMessage("notifications/initialized").has("id")).isFalse();
        assertThat(client.serverInfo().name()).isEqualTo("peer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void olderRevisionsAreAccepted(String version) throws InterruptedException {
        peer.on("initialize", request -> peer.reply(request, ScriptedPeer.handshake(version)));
        assertThat(ready().protocolVersion()).isEqualTo(version);
    }

    @Test
    @Row("E1")
    void anUnknownRevisionIsRefusedWithTheListOfKnownOnes() {
        peer.on("initialize", request -> peer.reply(request, ScriptedPeer.handshake("1999-01-01")));
        assertKind(Kind.PROTOCOL_VERSION, this::ready, "'files'", "'1999-01-01'", "2024-11-05", "2025-11-25");
    }

    @Test
    void toolsAreCollectedOverAllPages() throws InterruptedException {
        peer.on(
                "tools/list",
                request -> peer.reply(
                        request,
                        switch (request.at("/params/cursor").asText()) {
                            case "" -> """
                    {"tools":[{"name":"a","description":"A","inputSchema":{"type":"object"}}],"nextCursor":"2"}""";
                            default -> """
                    {"tools":[{"name":"b","title":"B","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}]}""";
                        }));
        List<McpTool> tools = ready().listTools();
        assertThat(tools).extracting(McpTool::name).containsExactly("a", "b");
        assertThat(tools.get(1).annotations()).contains(new Json("{\"readOnlyHint\":true}"));
    }

    @Test
    void aServerThatSaysItHasNoToolsIsNotAskedForThem() throws InterruptedException {
        peer.on(
                "initialize",
                request -> peer.reply(request, "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"));
        peer.on(
                "tools/list",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                        + ",\"error\":{\"code\":-32601,\"message\":\"no\"}}\n"));
        assertThat(ready().listTools()).isEmpty();
    }

    @Test
    void unusableToolsAreLeftOutAndCounted() throws InterruptedException {
        peer.on("tools/list", request -> peer.reply(request, """
                {"tools":[{"name":7,"inputSchema":{}},{"name":"noSchema"},{"name":"a","inputSchema":{}},
                {"name":"a","inputSchema":{"type":"object"}},"text",
                {"name":"task","inputSchema":{},"execution":{"taskSupport":"required"}}]}""".replace("\n", "")));
        assertThat(ready().listTools()).extracting(McpTool::name).containsExactly("a");
        assertThat(client.oddities().malformedTools()).isEqualTo(4);
    }

    @Test
    void aListingInACircleIsStopped() {
        peer.on("tools/list", request -> peer.reply(request, "{\"tools\":[],\"nextCursor\":\"again\"}"));
        assertKind(Kind.PROTOCOL_ERROR, () -> ready().listTools(), "in a circle", "'again'");
    }

    @Test
    void aListingWithTooManyPagesIsStopped() {
        AtomicInteger page = new AtomicInteger();
        peer.on(
                "tools/list",
                request -> peer.reply(request, "{\"tools\":[],\"nextCursor\":\"" + page.incrementAndGet() + "\"}"));
        assertKind(Kind.PROTOCOL_ERROR, () -> ready().listTools(), "more than 50 pages");
        assertThat(page).hasValue(50);
    }

    @Test
    void aListingWithTooManyToolsIsStopped() {
        StringBuilder tools = new StringBuilder();
        for (int i = 0; i < 513; i++) {
            tools.append(i == 0 ? "" : ",").append("{\"name\":\"t").append(i).append("\",\"inputSchema\":{}}");
        }
        peer.on("tools/list", request -> peer.reply(request, "{\"tools\":[" + tools + "]}"));
        assertKind(Kind.PROTOCOL_ERROR, () -> ready().listTools(), "more than 512 tools");
    }

    @Test
    void aCallCarriesItsArgumentsAndBringsEveryKindOfContent() throws InterruptedException {
        peer.on("tools/call", request -> peer.reply(request, """
                {"content":[{"type":"text","text":"sum"},{"type":"image","mimeType":"image/png","data":"AAAA"},
                {"type":"audio","mimeType":"audio/wav","data":"AA=="},{"type":"resource_link","uri":"file:///x","name":"x"},
                {"type":"resource","resource":{"uri":"u:1","text":"body"}},
                {"type":"resource","resource":{"uri":"u:2","blob":"AAAA","mimeType":"a/b"}},{"type":"hologram"}],
                "structuredContent":{"sum":1.10},"isError":true}""".replace("\n", "")));
        McpToolResult result = ready().callTool("add", new Json("{\"a\": 1,\n\"b\": 2}"), LONG);
        assertThat(peer.awaitMessage("tools/call").path("params"))
                .isEqualTo(ScriptedPeer.json("{\"name\":\"add\",\"arguments\":{\"a\":1,\"b\":2}}"));
        assertThat(result.content())
                .containsExactly(
                        new McpContent.Text("sum"),
                        new McpContent.Media("image", "image/png", "AAAA"),
                        new McpContent.Media("audio", "audio/wav", "AA=="),
                        new McpContent.Link("file:///x", "x", ""),
                        new McpContent.TextResource("u:1", "", "body"),
                        new McpContent.BinaryResource("u:2", "a/b", "AAAA"),
                        new McpContent.Unknown("hologram"));
        assertThat(result.structured()).isEqualTo(Optional.of(new Json("{\"sum\":1.10}")));
        assertThat(result.error()).isTrue();
    }

    @Test
    void argumentsThatAreNoObjectNeverReachTheServer() throws InterruptedException {
        ready();
        assertThatThrownBy(() -> client.callTool("t", new Json("[1]"), LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.callTool("t", new Json("{\"a\":1,\"a\":2}"), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Duplicate");
    }

    // E1
    @Test
    @Row("E1")
    void noiseBetweenMessagesCostsACounterAndNothingElse() throws InterruptedException {
        peer.on("tools/call", request -> {
            peer.write("Server ready on stdio\u001b[31m\n\n   \r\n{\"level\":\"info\"}\n[1,2]\n\ufeff");
            peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":{\"content\":[]}}\r\n");
        });
        assertThat(ready().callTool("t", Json.EMPTY_OBJECT, LONG).content()).isEmpty();
        assertThat(client.oddities().strayLines()).isEqualTo(3);
        assertThat(client.oddities().firstStray()).contains("Server ready on stdio\\e[31m");
    }

    // E2
    @Test
    @Row("E2")
    void messagesArriveWholeHoweverTheStreamIsSplit() throws InterruptedException {
        peer.on("tools/call", request -> {
            String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                    + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"naïve €uro 𝄞\"}]}}\n";
            for (byte each : answer.getBytes(StandardCharsets.UTF_8)) {
                peer.write(new byte[] {each});
            }
        });
        ready();
        assertThat(call()).isEqualTo("naïve €uro 𝄞");
    }

    // E2
    @Test
    @Row("E2")
    void twoMessagesInOneWriteAreTwoMessages() throws Exception {
        List<JsonNode> requests = new ArrayList<>();
        peer.on("tools/call", request -> {
            requests.add(request);
            if (requests.size() == 2) {
                StringBuilder both = new StringBuilder();
                for (JsonNode each : requests) {
                    both.append("{\"jsonrpc\":\"2.0\",\"id\":" + each.path("id")
                            + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"for " + each.path("id")
                            + "\"}]}}\n");
                }
                peer.write(both.toString());
            }
        });
        ready();
        CompletableFuture<String> other = inBackground(this::call);
        assertThat(List.of(call(), other.get(5, TimeUnit.SECONDS))).containsExactlyInAnyOrder("for 2", "for 3");
    }

    // E3
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2\"",
                "null",
                "2.0",
                "1.5",
                "9223372036854775808",
                "-9223372036854775809",
                "77",
                "1",
                "[2]",
                "{}"
            })
    void anAnswerWithAnyOtherIdCompletesNoCall(String id) throws InterruptedException {
        peer.on("tools/call", request -> {
            assertThat(request.path("id").asInt()).isEqualTo(2);
            peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + id
                    + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"forged\"}]}}\n");
            peer.replyText(request, "true");
        });
        ready();
        assertThat(call()).isEqualTo("true");
        assertThat(client.oddities().unusableIds() + client.oddities().unknownIds())
                .isEqualTo(1);
    }

    // E3
    @Test
    @Row("E3")
    void aSecondAnswerToTheSameCallIsIgnored() throws InterruptedException {
        peer.on("tools/call", request -> {
            peer.replyText(request, "first");
            peer.replyText(request, "second");
        });
        ready();
        assertThat(call()).isEqualTo("first");
        assertThat(call()).isEqualTo("first");
        assertThat(client.oddities().unknownIds()).isPositive();
    }

    // E5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"content\":[]},\"error\":{\"code\":1,\"message\":\"m\"}",
                "\"nothing\":1",
                "\"error\":{\"code\":1}",
                "\"error\":{\"message\":\"m\"}",
                "\"error\":null",
                "\"result\":{\"content\":{}}",
                "\"result\":null",
                "\"result\":{\"content\":[],\"isError\":\"no\"}"
            })
    void anAnswerThatIsNoAnswerIsAProtocolError(String members) throws InterruptedException {
        peer.on(
                "tools/call",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "," + members + "}\n"));
        ready();
        assertKind(Kind.PROTOCOL_ERROR, this::call, "'files'", "unusable answer");
    }

    // E11
    @Test
    @Row("E11")
    void aDuplicateMemberFailsTheCallAtOnce() throws InterruptedException {
        peer.on(
                "tools/call",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                        + ",\"result\":{\"content\":[],\"content\":[1]}}\n"));
        ready();
        assertKind(Kind.PROTOCOL_ERROR, this::call, "Duplicate field 'content'");
    }

    // E11
    @Test
    @Row("E11")
    void membersInAnotherCaseAreOtherMembers() throws InterruptedException {
        peer.on("tools/call", request -> {
            peer.write("{\"jsonrpc\":\"2.0\",\"ID\":" + request.path("id") + ",\"Result\":{\"content\":[]}}\n");
            peer.write("{\"JSONRPC\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":{\"content\":[]}}\n");
            peer.replyText(request, "exact");
        });
        ready();
        assertThat(call()).isEqualTo("exact");
        assertThat(client.oddities().strayLines()).isEqualTo(1);
        assertThat(client.oddities().unusableIds()).isEqualTo(1);
    }

    @Test
    @Row("E16")
    void anErrorOfTheServerKeepsItsCodeAndItsTextEscaped() throws InterruptedException {
        peer.on(
                "tools/call",
                request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                        + ",\"error\":{\"code\":-32602,\"message\":\"bad\\u001b[2J \\u202e\\nINFO all fine\"}}\n"));
        ready();
        assertKind(Kind.SERVER_ERROR, this::call, "-32602", "bad\\e[2J \\u{202e}\\nINFO all fine");
    }

    // E6
    @Test
    @Row("E6")
    void aThousandNotificationsBeforeTheAnswerDoNotHideIt() throws InterruptedException {
        peer.on("tools/call", request -> {
            for (int i = 0; i < 1000; i++) {
                peer.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":" + i
                        + "}}\n");
            }
            peer.replyText(request, "done");
        });
        ready();
        assertThat(call()).isEqualTo("done");
        assertThat(client.oddities().strayLines()).isZero();
    }

    // E7
    @Test
    @Row("E7")
    void aPingIsAnsweredWithTheSameId() throws InterruptedException {
        ready();
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":\"p-1\",\"method\":\"ping\"}\n");
        assertThat(peer.awaitAnswer())
                .isEqualTo(ScriptedPeer.json("{\"jsonrpc\":\"2.0\",\"id\":\"p-1\",\"result\":{}}"));
    }

    // E7
    @ParameterizedTest
    @ValueSource(strings = {"sampling/createMessage", "elicitation/create", "roots/list", "tasks/get", "tools/call"})
    @Row("E7")
    void whatAServerAsksOfUsIsRefused(String method) throws InterruptedException {
        ready();
        peer.write("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\",\"params\":{}}\n");
        JsonNode answer = peer.awaitAnswer();
        assertThat(answer.path("id").asInt()).isEqualTo(5);
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(client.oddities().refusedRequests()).isEqualTo(1);
    }

    // E7
    @Test
    @Row("E7")
    void aServerThatAsksTooOftenGetsNoMoreAnswers() throws InterruptedException {
        peer.on("tools/call", request -> {
            for (int i = 0; i < 200; i++) {
                peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"roots/list\"}\n");
            }
            peer.replyText(request, "done");
        });
        ready();
        assertThat(call()).isEqualTo("done");
        assertThat(client.oddities().refusedRequests()).isEqualTo(60);
        assertThat(client.oddities().droppedRequests()).isEqualTo(140);
    }

    private static CompletableFuture<String> inBackground(Callable<String> work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Task.start("test-caller", () -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
