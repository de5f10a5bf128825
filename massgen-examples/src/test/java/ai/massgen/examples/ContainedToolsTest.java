package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.testkit.engine.LocalDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose agents use real MCP servers in real containers. */
@Timeout(120)
class ContainedToolsTest {
    private static final String AGENT = """
              - id: %s
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: %s, arguments: %s }
                    - { answer: "The tool says: {{last_tool_result}}" }
                    - { vote: agent1, reason: "It quotes the tool." }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void needsDocker() {
        assertThat(LocalDocker.host()).isNotBlank();
    }

    @BeforeEach
    void fillFolder() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/harvest.txt"), "The harvest was 4711 apples.");
    }

    private Seen run(String agents, String tools) throws InterruptedException {
        return Seen.ask(
                MassGen.builder()
                        .workingDirectory(folder)
                        .config("version: 1\nagents:\n" + agents + "tools:\n" + tools, "test"),
                "How big was the harvest?");
    }

    private static List<String> containersOf(RunResult result) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "docker",
                        "-H",
                        LocalDocker.host(),
                        "ps",
                        "-aq",
                        "--filter",
                        "label=ai.massgen.run=" + result.runId())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.lines().toList();
    }

    @Test
    void agentsReadAMountedFileThroughAServerInAContainer() throws Exception {
        Seen seen = run(
                AGENT.formatted("ada", "files__read_text_file", "{ path: /workspace/harvest.txt }")
                        + AGENT.formatted("ben", "files__read_text_file", "{ path: /workspace/harvest.txt }"),
                """
                  files:
                    image: massgen/mcp-filesystem
                    pull: never
                    mounts: [ { path: data, target: /workspace } ]
                """);

        assertThat(seen.answer()).contains("4711 apples");
        assertThat(seen.all(SessionEvent.ToolServerStarted.class)).hasSize(2).allSatisfy(started -> {
            assertThat(started.protocol()).isEqualTo("2025-11-25");
            assertThat(started.tools()).contains("files__read_text_file");
            assertThat(started.evidence())
                    .extracting(Evidence::source)
                    .contains(Evidence.Source.RECORDED, Evidence.Source.OBSERVED);
            assertThat(started.evidence()).extracting(Evidence::status).doesNotContain(Evidence.Status.NOT_ENFORCED);
        });
        assertThat(seen.all(SessionEvent.ToolServerStopped.class))
                .extracting(SessionEvent.ToolServerStopped::calls)
                .containsExactly(1, 1);
        assertThat(containersOf(seen.result())).isEmpty();
    }

    @Test
    void aReadOnlyFolderCannotBeWritten() throws Exception {
        Seen seen = run(AGENT.formatted("ada", "files__write_file", "{ path: /workspace/new.txt, content: x }"), """
                  files:
                    image: massgen/mcp-filesystem
                    pull: never
                    mounts: [ { path: data, target: /workspace } ]
                """);

        assertThat(seen.all(SessionEvent.ToolCallFinished.class))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.error()).isTrue();
                    assertThat(call.text()).contains("EROFS");
                });
        assertThat(folder.resolve("data/new.txt")).doesNotExist();
    }

    @Test
    void theWorkspaceOfAnAgentIsItsOwnAndOutlivesTheContainer() throws Exception {
        Seen seen =
                run(AGENT.formatted("ada", "files__write_file", "{ path: /workspace/note.txt, content: mine }"), """
                  files: { image: massgen/mcp-filesystem, pull: never, workspace: read-write }
                """);

        assertThat(seen.result().directory().resolve("agents/agent1/workspace/note.txt"))
                .hasContent("mine");
    }

    @Test
    void agentsMayShareOneServer() throws Exception {
        String echo = "everything__echo";
        Seen seen = run(
                AGENT.formatted("ada", echo, "{ message: hello }") + AGENT.formatted("ben", echo, "{ message: hi }"),
                "  everything: { image: massgen/mcp-everything, pull: never, scope: run }\n");

        assertThat(seen.answer()).contains("hello");
        assertThat(seen.all(SessionEvent.ToolServerStarted.class))
                .singleElement()
                .satisfies(started -> {
                    assertThat(started.agent()).isEqualTo("run");
                    assertThat(started.tools()).contains(echo);
                });
        assertThat(seen.all(SessionEvent.ToolServerStopped.class))
                .singleElement()
                .satisfies(stopped -> assertThat(stopped.calls()).isEqualTo(2));
    }

    @Test
    void aServerThatExitsAtOnceFailsTheRunWithItsLastWords() throws Exception {
        Seen seen = run(AGENT.formatted("ada", "broken__x", "{}"), """
                  broken:
                    image: massgen/busybox
                    pull: never
                    command: [ /bin/sh, -c, "echo no such token >&2; exit 7" ]
                """);

        assertThat(seen.result()).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("mcp.closed");
            assertThat(failed.message()).contains("broken", "exit code 7", "no such token");
        });
        assertThat(containersOf(seen.result())).isEmpty();
    }

    @Test
    void aMissingImageFailsTheRunAndSaysWhichOne() throws Exception {
        Seen seen =
                run(AGENT.formatted("ada", "gone__x", "{}"), "  gone: { image: massgen/no-such-image, pull: never }\n");

        assertThat(seen.result()).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("sandbox.image-missing");
            assertThat(failed.message()).contains("massgen/no-such-image");
        });
    }

    @Test
    void anEngineThatDoesNotAnswerFailsTheRun() throws Exception {
        try (MassGen massgen = MassGen.builder()
                        .workingDirectory(folder)
                        .environment(Map.of("MASSGEN_DOCKER_HOST", "unix://" + folder.resolve("no.sock")))
                        .config(
                                "version: 1\nagents:\n" + AGENT.formatted("ada", "x__x", "{}")
                                        + "tools:\n  x: { image: massgen/busybox }\n",
                                "test")
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("why?")).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("sandbox.engine-unavailable");
                assertThat(failed.message()).contains("no.sock");
            });
        }
    }
}
