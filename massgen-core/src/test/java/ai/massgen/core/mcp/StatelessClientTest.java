package ai.massgen.core.mcp;

import static ai.massgen.core.mcp.McpClientTest.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.mcp.McpOptions.Limits;
import ai.massgen.testkit.wire.WireReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The revision 2026-07-28, over HTTP and over a process's streams. */
@Timeout(20)
class StatelessClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String VERSION = "/params/_meta/io.modelcontextprotocol~1protocolVersion";
    private static final String CAPABILITIES = "/params/_meta/io.modelcontextprotocol~1clientCapabilities";
    private static final String CLIENT = "/params/_meta/io.modelcontextprotocol~1clientInfo/name";

    private final ScriptedSite site = ScriptedSite.stateless();
    private final McpClient client = site.connect();
    private final ScriptedPeer peer = new ScriptedPeer();
    private final McpClient process = peer.connect(Limits.DEFAULT);

    @AfterEach
    void closeAll() {
        client.close();
        site.close();
        process.close();
        peer.close();
    }

    private static String complete(String text) {
        return ScriptedSite.text(text).replaceFirst("\\{", "{\"resultType\":\"complete\",");
    }

    private String call(String tool, String arguments) throws InterruptedException {
        McpToolResult result = client.callTool(tool, new Json(arguments), LONG);
        return ((McpContent.Text) result.content().getFirst()).text();
    }

    private static void assertDressed(JsonNode message) {
        assertThat(message.at(VERSION).asText()).isEqualTo("2026-07-28");
        assertThat(message.at(CAPABILITIES).isObject()).isTrue();
        assertThat(message.at(CLIENT).asText()).isEqualTo("massgen");
    }

    @Test
    void everyRequestSaysWhoAsksAndNoSessionIsKept() throws InterruptedException {
        site.on(
                "tools/call",
                request -> ScriptedSite.json(request, complete("done")).header("Mcp-Session-Id", "no"));
        McpServerInfo info = client.initialize();

        assertThat(client.listTools()).isEmpty();
        assertThat(call("look", "{}")).isEqualTo("done");
        assertThat(call("look", "{}")).isEqualTo("done");
        assertThat(info.name()).isEqualTo("site");
        assertThat(info.protocolVersion()).isEqualTo("2026-07-28");
        assertThat(client.beginning()).isEqualTo(McpClient.DISCOVER);
        assertThat(site.methods())
                .doesNotContain("initialize", "notifications/initialized", "GET")
                .contains("server/discover", "tools/list", "tools/call");
        assertThat(site.server.requests()).allSatisfy(request -> {
            assertDressed(ScriptedSite.body(request));
            assertThat(request.headers())
                    .containsEntry("mcp-protocol-version", "2026-07-28")
                    .containsEntry("mcp-method", ScriptedSite.method(request))
                    .doesNotContainKey("mcp-session-id");
        });
        assertThat(site.await("tools/call").header("mcp-name")).contains("look");
    }

    @ParameterizedTest
    @CsvSource({
        "us-west1, us-west1",
        "'Hello, 世界', =?base64?SGVsbG8sIOS4lueVjA==?=",
        "' padded ', =?base64?IHBhZGRlZCA=?=",
        "'=?base64?literal?=', =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
        "'', =?base64??="
    })
    void valuesThatCannotStandInAHeaderAreEncoded(String value, String header) {
        assertThat(HttpSession.encoded(value)).isEqualTo(header);
    }

    @Test
    void argumentsThatTheSchemaMarksGoIntoHeadersToo() throws InterruptedException {
        site.on("tools/list", request -> ScriptedSite.json(request, """
                        {"tools":[{"name":"sql","inputSchema":{"type":"object","properties":{
                          "region":{"type":"string","x-mcp-header":"Region"},
                          "deep":{"type":"object","properties":{"n":{"type":"integer","x-mcp-header":"N"}}},
                          "dry":{"type":"boolean","x-mcp-header":"Dry"},
                          "query":{"type":"string"}}}}]}""".replace("\n", "")));
        site.on("tools/call", request -> ScriptedSite.json(request, complete("done")));
        client.initialize();
        assertThat(client.listTools()).hasSize(1);

        assertThat(call("sql", "{\"region\":\"zürich\",\"deep\":{\"n\":-7},\"dry\":null,\"query\":\"x\"}"))
                .isEqualTo("done");
        assertThat(site.await("tools/call").headers())
                .containsEntry("mcp-param-region", "=?base64?esO8cmljaA==?=")
                .containsEntry("mcp-param-n", "-7")
                .doesNotContainKeys("mcp-param-dry", "mcp-param-query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A B\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}",
                "{\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}",
                "{\"anyOf\":[{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}]}"
            })
    void aToolWhoseMarksAreWrongIsLeftOut(String schema) throws InterruptedException {
        site.on(
                "tools/list",
                request -> ScriptedSite.json(
                        request,
                        "{\"tools\":[{\"name\":\"bad\",\"inputSchema\":" + schema
                                + "},{\"name\":\"good\",\"inputSchema\":{\"properties\":{\"x-mcp-header\":{\"type\":\"string\"}}}}]}"));
        client.initialize();

        assertThat(client.listTools()).extracting(McpTool::name).containsExactly("good");
        assertThat(client.oddities().malformedTools()).isEqualTo(1);
    }

    @Test
    void aServerThatMissesAHeaderIsAskedForItsToolsAgainBeforeTheNextCall() throws InterruptedException {
        site.on("server/discover", request -> ScriptedSite.json(request, ScriptedSite.discovery(false)));
        site.on(
                "tools/call",
                request -> WireReply.json(
                        400,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32020,\"message\":\"Header mismatch\"}}"));
        client.initialize();

        assertKind(Kind.SERVER_ERROR, () -> call("look", "{}"), "-32020");
        assertThat(client.toolListChanges()).isEqualTo(1);
    }

    @Test
    void changesOfTheToolsAreHeardOnASubscription() throws InterruptedException {
        site.on(
                "subscriptions/listen",
                request -> WireReply.events()
                        .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\"}")
                        .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}")
                        .event("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"sampling/createMessage\"}")
                        .stall());
        client.initialize();

        JsonNode asked = ScriptedSite.body(site.await("subscriptions/listen"));
        assertThat(asked.at("/params/notifications/toolsListChanged").asBoolean())
                .isTrue();
        while (client.toolListChanges() == 0 || client.oddities().refusedRequests() == 0) {
            Thread.onSpinWait();
        }
        assertThat(site.methods()).as("nobody answers requests of a server").doesNotContain("");
    }

    @Test
    void aServerThatAnnouncesNothingIsNotListenedTo() throws InterruptedException {
        site.on("server/discover", request -> ScriptedSite.json(request, ScriptedSite.discovery(false)));
        client.initialize();

        assertThat(client.listTools()).isEmpty();
        assertThat(site.methods()).containsExactly("server/discover", "tools/list");
    }

    @Test
    void theStateOfAServerIsSentBackUntilItAnswers() throws InterruptedException {
        site.on("tools/call", request -> {
            JsonNode params = ScriptedSite.body(request).path("params");
            return ScriptedSite.json(
                    request,
                    switch (params.path("requestState").asText("none")) {
                        case "none" -> "{\"resultType\":\"input_required\",\"requestState\":\"one\"}";
                        case "one" -> "{\"resultType\":\"input_required\",\"requestState\":\"two\"}";
                        default -> complete(params.path("requestState").asText());
                    });
        });
        client.initialize();

        assertThat(call("look", "{}")).isEqualTo("two");
        assertThat(site.server.requests().stream()
                        .filter(request -> ScriptedSite.method(request).equals("tools/call"))
                        .map(request -> ScriptedSite.body(request).path("id").asLong()))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void aServerThatNeverComesToAnAnswerIsGivenUp() throws InterruptedException {
        site.on(
                "tools/call",
                request -> ScriptedSite.json(request, "{\"resultType\":\"input_required\",\"requestState\":\"more\"}"));
        client.initialize();

        assertKind(Kind.PROTOCOL_ERROR, () -> call("look", "{}"), "8 rounds");
    }

    @Test
    void inputIsNotGiven() throws InterruptedException {
        site.on(
                "tools/call",
                request -> ScriptedSite.json(
                        request,
                        "{\"resultType\":\"input_required\",\"inputRequests\":{\"k\":{\"method\":\"elicitation/create\",\"params\":{}}}}"));
        client.initialize();

        assertKind(Kind.INPUT_REQUIRED, () -> call("look", "{}"), "elicitation/create");
    }

    @Test
    void aResultOfAnUnknownTypeIsNone() throws InterruptedException {
        site.on("tools/call", request -> ScriptedSite.json(request, "{\"resultType\":\"task\",\"content\":[]}"));
        client.initialize();

        assertKind(Kind.PROTOCOL_ERROR, () -> call("look", "{}"), "'task'");
    }

    @Test
    void hangingUpIsHowACallIsCancelled() throws InterruptedException {
        site.on("server/discover", request -> ScriptedSite.json(request, ScriptedSite.discovery(false)));
        site.on("tools/call", request -> WireReply.silence());
        client.initialize();

        assertKind(
                Kind.TIMEOUT,
                () -> client.callTool("look", Json.EMPTY_OBJECT, Duration.ofMillis(50)),
                "did not answer tools/call");
        assertThat(site.server.awaitDeparture(LONG)).isTrue();
        client.close();
        assertThat(client.awaitEnd(LONG)).isTrue();
        assertThat(site.methods()).doesNotContain("notifications/cancelled", "DELETE");
    }

    @Test
    void aServerOfBothErasIsSpokenToInTheOneThatItKnows() throws InterruptedException {
        ScriptedSite older = ScriptedSite.stateful()
                .on(
                        "server/discover",
                        request -> WireReply.json(
                                400,
                                "{\"jsonrpc\":\"2.0\",\"id\":"
                                        + ScriptedSite.body(request).path("id")
                                        + ",\"error\":{\"code\":-32022,\"message\":\"no\",\"data\":{\"supported\":[\"2025-11-25\"]}}}"));
        try (older;
                McpClient other = older.connect()) {
            assertThat(other.initialize().protocolVersion()).isEqualTo("2025-11-25");
        }
    }

    @Test
    void aServerThatRefusesARevisionAndNamesItIsAskedAgain() throws InterruptedException {
        String refusal =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,\"message\":\"no\",\"data\":{\"supported\":[\"2026-07-28\"]}}}";
        site.on(
                "server/discover",
                request -> ScriptedSite.body(request).path("id").asInt() == 1
                        ? WireReply.json(400, refusal)
                        : ScriptedSite.json(request, ScriptedSite.discovery(false)));

        assertThat(client.initialize().protocolVersion()).isEqualTo("2026-07-28");
    }

    @Test
    void aNewerServerIsNotGreetedAsAnOldOne() {
        site.on(
                "server/discover",
                request -> WireReply.json(
                        400,
                        "{\"jsonrpc\":\"2.0\",\"id\":"
                                + ScriptedSite.body(request).path("id")
                                + ",\"error\":{\"code\":-32022,\"message\":\"no\",\"data\":{\"supported\":[\"2031-01-01\"]}}}"));

        assertKind(Kind.PROTOCOL_VERSION, client::initialize, "2031-01-01", "2026-07-28");
        assertThat(site.methods()).containsExactly("server/discover");
    }

    @Test
    void theConfigurationMaySayHowToBegin() {
        try (McpClient asked = site.connect(Handshake.INITIALIZE, Limits.DEFAULT)) {
            assertKind(Kind.SERVER_ERROR, asked::initialize, "-32000");
        }
        assertThat(site.methods()).containsExactly("initialize");
    }

    @Test
    void aProcessThatKnowsNoInitializeIsAskedWhatItKnows() throws InterruptedException {
        peer.on(
                        "initialize",
                        request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                                + ",\"error\":{\"code\":-32601,\"message\":\"no initialize here\"}}\n"))
                .on("server/discover", request -> peer.reply(request, ScriptedSite.discovery(false)))
                .on("tools/call", request -> peer.reply(request, complete("done")))
                .start();

        assertThat(process.initialize().protocolVersion()).isEqualTo("2026-07-28");
        assertDressed(peer.awaitMessage("server/discover"));
        assertThat(process.callTool("t", Json.EMPTY_OBJECT, LONG).error()).isFalse();
        assertDressed(peer.awaitMessage("tools/call"));
    }

    @Test
    void aProcessIsToldThatNobodyWaits() throws InterruptedException {
        peer.on(
                        "initialize",
                        request -> peer.write("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                                + ",\"error\":{\"code\":-32601,\"message\":\"no initialize here\"}}\n"))
                .on("server/discover", request -> peer.reply(request, ScriptedSite.discovery(true)))
                .on(
                        "subscriptions/listen",
                        request ->
                                peer.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n"))
                .start();
        process.initialize();

        assertKind(
                Kind.TIMEOUT,
                () -> process.callTool("t", Json.EMPTY_OBJECT, Duration.ofMillis(50)),
                "did not answer tools/call");
        assertThat(peer.awaitMessage("subscriptions/listen")
                        .at("/params/notifications/toolsListChanged")
                        .asBoolean())
                .isTrue();
        assertThat(peer.awaitMessage("notifications/cancelled")
                        .at("/params/requestId")
                        .isIntegralNumber())
                .isTrue();
    }
}
