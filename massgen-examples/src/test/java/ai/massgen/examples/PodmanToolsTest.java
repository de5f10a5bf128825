package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run whose agent uses a real MCP server in a container of Podman. */
@Timeout(180)
class PodmanToolsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<SessionEvent> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void anAgentReadsAFileThroughAServerInAContainerOfPodman() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/harvest.txt"), "The harvest was 4711 apples.");
        try (MassGen massgen = MassGen.builder()
                        .workingDirectory(folder)
                        .environment(Map.of("MASSGEN_PODMAN_HOST", LocalPodman.host()))
                        .config("""
                                version: 1
                                agents:
                                  - id: reader
                                    backend:
                                      type: scripted
                                      mode: script
                                      steps:
                                        - { say: "Looking.", tool: files__read_text_file, arguments: { path: /workspace/harvest.txt } }
                                        - { answer: "The tool says: {{last_tool_result}}" }
                                        - { vote: agent1, reason: "It quotes the tool." }
                                sandbox: { engine: podman }
                                tools:
                                  files:
                                    image: massgen/mcp-filesystem
                                    pull: never
                                    mounts: [{ path: data, target: /workspace }]
                                """, "test")
                        .listener(record -> events.add(record.event()))
                        .build();
                Session session = massgen.session()) {
            RunResult result = session.ask("How big was the harvest?");
            assertThat(result).isInstanceOf(RunResult.Decided.class);
            assertThat(((RunResult.Decided) result).answer()).contains("4711 apples");
        }
        assertThat(List.copyOf(events))
                .filteredOn(SessionEvent.ToolServerStarted.class::isInstance)
                .isNotEmpty();
        assertThat(List.copyOf(events).toString()).doesNotContain(Evidence.Status.NOT_ENFORCED.name());
    }
}
