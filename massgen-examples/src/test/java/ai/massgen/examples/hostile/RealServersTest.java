package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.examples.hostile.Arena.Match;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The MCP project's own servers, in the images of this checkout, as locked as everything: listed, called, closed. */
@Tag("engine")
@Timeout(180)
@ParameterizedClass
@EnumSource(Oci.class)
class RealServersTest {
    @RegisterExtension
    static final Arena ARENA = new Arena();

    private final Oci oci;

    RealServersTest(Oci oci) {
        this.oci = oci;
    }

    /** Its own, but a server for repositories needs one. */
    private static List<String> command(String server) {
        return server.equals("git")
                ? List.of("/bin/sh", "-c", "git init -q /tmp/repository && exec python3 -m mcp_server_git")
                : List.of();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "everything | echo | {\"message\":\"hello\"} | hello | false",
                "filesystem | list_directory | {\"path\":\"/workspace\"} | | false",
                "memory | create_entities | {\"entities\":[{\"name\":\"Ada\",\"entityType\":\"person\",\"observations\":[\"counts\"]}]} | Ada | false",
                "sequential-thinking | sequentialthinking | {\"thought\":\"one\",\"nextThoughtNeeded\":false,\"thoughtNumber\":1,\"totalThoughts\":1} | thoughtHistoryLength | false",
                "time | get_current_time | {\"timezone\":\"Europe/Vienna\"} | Europe/Vienna | false",
                "git | git_status | {\"repo_path\":\"/tmp/repository\"} | On branch | false",
                "fetch | fetch | {\"url\":\"http://127.0.0.1:9/\"} | | true"
            })
    void isListedCalledAndClosed(String server, String tool, String arguments, String expected, boolean fails)
            throws Exception {
        try (Match match = ARENA.image(oci, "massgen/mcp-" + server + ":latest", command(server))) {
            assertThat(match.client().initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(match.client().listTools()).extracting(McpTool::name).contains(tool);
            McpToolResult result = match.client().callTool(tool, new Json(arguments), Duration.ofSeconds(30));
            assertThat(result.error()).as(result.toString()).isEqualTo(fails);
            assertThat(result.content().toString()).contains(expected == null ? "" : expected);
            match.client().close();
            assertThat(match.process().awaitExit(Duration.ofSeconds(10)))
                    .as("its end after the end of its input")
                    .isPresent();
        }
    }
}
