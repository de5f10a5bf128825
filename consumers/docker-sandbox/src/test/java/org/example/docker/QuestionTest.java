package org.example.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.Installation;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.testkit.engine.LocalDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose agent reads a file with a server in a container. The engine and the image have to be there. */
class QuestionTest {
    @TempDir
    private Path folder;

    @Test
    void theAgentAnswersWithWhatTheContainedServerReads() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("DOCKER_HOST", LocalDocker.host());
        Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("harvest.txt"), "4711 apples");
        try (MassGen massgen = MassGen.builder()
                        .environment(environment)
                        .workingDirectory(folder)
                        .config(
                                """
                                version: 1
                                agents:
                                  - id: ada
                                    backend:
                                      type: scripted
                                      mode: script
                                      steps:
                                        - say: Looking.
                                          tool: files__read_text_file
                                          arguments: { path: /workspace/harvest.txt }
                                        - { answer: "The tool says: {{last_tool_result}}" }
                                        - { vote: agent1, reason: "It quotes the tool." }
                                tools:
                                  files:
                                    image: massgen/mcp-filesystem
                                    pull: never
                                    mounts: [ { path: data, target: /workspace } ]
                                """,
                                "docker.yaml")
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("How big was the harvest?"))
                    .isInstanceOfSatisfying(
                            RunResult.Decided.class, decided -> assertThat(decided.answer()).contains("4711 apples"));
        }
    }

    @Test
    void thereIsNoOtherSandbox() {
        Installation installation = new Installation(Map.of(), folder);

        assertThat(installation.sandboxes()).extracting(Installation.SandboxInfo::name).containsExactly("docker");
    }
}
