package org.example.everything;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.Installation;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All plugins side by side on one class path: they find each other, and a question goes through. */
class QuestionTest {
    @TempDir
    private Path folder;

    @Test
    void allPluginsAreThereAndNoneIsBroken() {
        Installation installation = new Installation(Map.of(), folder);

        assertThat(installation.backends())
                .allMatch(backend -> backend.failure().isEmpty())
                .extracting(Installation.BackendInfo::name)
                .contains("claude", "gemini", "openai", "scripted");
        assertThat(installation.sandboxes())
                .allMatch(sandbox -> sandbox.failure().isEmpty())
                .extracting(Installation.SandboxInfo::name)
                .contains("docker", "host");
    }

    /** The tool's container engine is asked only when the tool is used, and this script uses none. */
    @Test
    void aQuestionIsAnsweredByAgentsThatHaveATool() throws InterruptedException {
        try (MassGen massgen = MassGen.builder()
                        .environment(Map.of())
                        .workingDirectory(folder)
                        .allowUnsandboxed(true)
                        .config(
                                """
                                version: 1
                                agents:
                                  - { id: ada, backend: { type: scripted }, tools: [] }
                                  - { id: ben, backend: { type: scripted }, tools: [] }
                                  - { id: cleo, backend: { type: openai, model: m } }
                                tools:
                                  files: { image: massgen/mcp-filesystem }
                                """,
                                "everything.yaml")
                        .build();
                Session session = massgen.session()) {
            assertThat(massgen.warnings()).singleElement().asString().contains("cleo takes no part");
            assertThat(session.ask("What is two and two?")).isInstanceOf(RunResult.Decided.class);
        }
    }
}
