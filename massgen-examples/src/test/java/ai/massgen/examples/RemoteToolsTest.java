package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.ToolContainment;
import ai.massgen.core.ToolPins;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.testkit.wire.WireServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of a tool server that runs elsewhere, against one on the loopback. */
@Timeout(60)
class RemoteToolsTest {
    private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z/_]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

    private final WireServer wiki = WireServer.answering(RemoteToolsTest::answer);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private MassGen massgen;

    private static WireReply answer(WireRequest request) {
        if (!request.header("authorization").equals(Optional.of("Bearer a-token"))) {
            return WireReply.status(401);
        }
        String result = switch (first(METHOD, request.body())) {
            case "server/discover" ->
                "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{},\"resources\":{}}}";
            case "tools/list" ->
                "{\"tools\":[{\"name\":\"search\",\"description\":\"Searches.\",\"inputSchema\":{\"type\":\"object\"}}]}";
            case "tools/call" -> "{\"content\":[{\"type\":\"text\",\"text\":\"wiki:harvest\"}]}";
            case "resources/read" ->
                "{\"contents\":[{\"uri\":\"wiki:harvest\",\"text\":\"The harvest was 4711 apples.\"}]}";
            default -> "{}";
        };
        return WireReply.json(
                200, "{\"jsonrpc\":\"2.0\",\"id\":" + first(ID, request.body()) + ",\"result\":" + result + "}");
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @BeforeEach
    void open() throws IOException, URISyntaxException {
        Configuration example = Configuration.all()
                .filter(configuration -> configuration.toString().equals("remote.yaml"))
                .findFirst()
                .orElseThrow();
        Path copy = Files.copy(example.file(), folder.resolve("remote.yaml"));
        massgen = MassGen.builder()
                .config(copy)
                .environment(Map.of("MCP_URL", wiki.uri() + "/mcp", "MCP_TOKEN", "a-token"))
                .build();
    }

    @AfterEach
    void closeAll() {
        massgen.close();
        wiki.close();
    }

    @Test
    void agentsUseAServerThatRunsElsewhere() throws InterruptedException, IOException {
        try (Session session = massgen.session()) {
            RunResult result = session.ask("How big was the harvest?");

            assertThat(result).isInstanceOf(RunResult.Decided.class);
            assertThat(((RunResult.Decided) result).answer()).contains("4711 apples");
        }
        assertThat(Files.readString(folder.resolve("massgen.lock")))
                .contains(wiki.uri() + "/mcp", "server/discover")
                .doesNotContain("a-token");
    }

    @Test
    void itIsExplainedAndPinnedLikeAnyOther() throws InterruptedException {
        ToolContainment explained = massgen.containments().getFirst();
        assertThat(explained.remote()).isTrue();
        assertThat(explained.sandbox()).isEqualTo("remote");
        assertThat(explained.runs())
                .containsEntry("url", wiki.uri() + "/mcp")
                .containsEntry("headers", "Authorization")
                .hasEntrySatisfying("container", text -> assertThat(text).startsWith("none"));
        assertThat(explained.controls()).isEmpty();
        assertThat(explained.toString()).doesNotContain("a-token");

        ToolPins.Look look = massgen.pins().look("wiki");
        assertThat(look.server().state()).isEqualTo(ToolPins.State.NEW);
        assertThat(look.server().url()).contains(wiki.uri() + "/mcp");
        assertThat(look.server().tools()).extracting(ToolPins.Tool::name).containsExactly("search");
        look.approve();
        assertThat(massgen.pins().look("wiki").server().state()).isEqualTo(ToolPins.State.PINNED);
    }
}
