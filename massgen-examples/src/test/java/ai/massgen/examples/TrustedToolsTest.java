package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent.ModelCallStarted;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.core.event.SessionEvent.ToolServerStopped;
import ai.massgen.core.event.TrustEvent.ToolDefinitionChanged;
import ai.massgen.core.event.TrustEvent.ToolsPinned;
import ai.massgen.testkit.engine.LocalDocker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pins, scopes and hidden starts with the MCP project's own servers in real containers. */
@Tag("engine")
@Timeout(120)
class TrustedToolsTest {
    private static final String ECHO = """
              everything: { image: massgen/mcp-everything, pull: never }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Asks one agent that makes a call and then answers with what came back. */
    private Seen run(String tool, String arguments, String servers) throws InterruptedException {
        String config = """
                version: 1
                agents:
                  - id: ada
                    backend:
                      type: scripted
                      mode: script
                      steps:
                        - { say: "Looking.", tool: %s, arguments: %s }
                        - { answer: "The tool says: {{last_tool_result}}" }
                tools:
                %s""".formatted(tool, arguments, servers);
        return Seen.ask(
                MassGen.builder()
                        .workingDirectory(folder)
                        .environment(Map.of("DOCKER_HOST", LocalDocker.host()))
                        .config(config, "test"),
                "What is it?");
    }

    /** The server's own description of its tool names the time zone it runs in, so another zone is another tool. */
    private Seen timeIn(String zone) throws InterruptedException {
        return run("time__get_current_time", "{ timezone: UTC }", """
                  time:
                    image: massgen/mcp-time
                    pull: never
                    command: [ python3, -m, mcp_server_time ]
                    env: { TZ: %s }
                """.formatted(zone));
    }

    @Test
    void aToolThatIsDescribedDifferentlyThanWhenItWasPinnedIsNotCalled() throws Exception {
        Seen before = timeIn("Europe/Vienna");
        Seen after = timeIn("America/Lima");
        Seen again = timeIn("Europe/Vienna");

        assertThat(before.all(ToolsPinned.class))
                .as(before.records().toString())
                .hasSize(1);
        assertThat(before.all(ToolCallFinished.class)).noneMatch(ToolCallFinished::error);
        assertThat(after.all(ToolDefinitionChanged.class))
                .filteredOn(changed -> changed.tool().equals("get_current_time"))
                .singleElement()
                .satisfies(changed -> assertThat(changed.diff()).contains("Europe/Vienna", "America/Lima"));
        assertThat(after.all(ToolCallFinished.class)).singleElement().satisfies(call -> {
            assertThat(call.error()).isTrue();
            assertThat(call.text()).doesNotContain("Lima");
        });
        assertThat(after.all(ToolServerStopped.class))
                .extracting(ToolServerStopped::calls)
                .containsExactly(0);
        assertThat(again.all(ToolCallFinished.class)).noneMatch(ToolCallFinished::error);
    }

    @Test
    void withScopeCallEachCallHasAContainerOfItsOwn() throws Exception {
        Seen seen = run(
                "memory__create_entities",
                "{ entities: [ { name: Ada, entityType: person, observations: [ counts ] } ] }, "
                        + "calls: [ { tool: memory__read_graph, arguments: {} } ]",
                """
                  memory: { image: massgen/mcp-memory, pull: never, scope: call, env: { MEMORY_FILE_PATH: /tmp/memory.jsonl } }
                """);

        List<ToolServerStopped> ended = seen.all(ToolServerStopped.class);
        assertThat(seen.all(ToolCallFinished.class)).hasSize(2).noneMatch(ToolCallFinished::error);
        assertThat(seen.all(ToolServerStarted.class))
                .extracting(ToolServerStarted::id)
                .as("one to learn what it has, and one for each call")
                .hasSize(3)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        ended.stream().map(ToolServerStopped::id).toList());
        assertThat(ended).extracting(ToolServerStopped::calls).containsExactlyInAnyOrder(0, 1, 1);
    }

    @Test
    void whatIsPinnedStartsOnlyAfterTheModelHasBeenAsked() throws Exception {
        Seen first = run("everything__echo", "{ message: hello }", ECHO);
        Seen second = run("everything__echo", "{ message: hello }", ECHO);

        assertThat(startsFirst(first)).isEqualTo(ToolServerStarted.class);
        assertThat(startsFirst(second)).isEqualTo(ModelCallStarted.class);
        EventRecord server = second.first(ToolServerStarted.class);
        assertThat(server.at().minus(((ToolServerStarted) server.event()).elapsed()))
                .as("the beginning of the container")
                .isAfter(second.first(ModelCallStarted.class).at());
        assertThat(second.result()).isInstanceOf(RunResult.Decided.class);
        assertThat(second.answer()).contains("hello");
    }

    private static Class<?> startsFirst(Seen seen) {
        return seen.records().stream()
                .map(record -> record.event().getClass())
                .filter(type -> type == ToolServerStarted.class || type == ModelCallStarted.class)
                .findFirst()
                .orElseThrow();
    }
}
