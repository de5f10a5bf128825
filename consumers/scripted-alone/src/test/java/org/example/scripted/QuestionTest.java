package org.example.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program without keys, containers and network: simulated agents, configured by the program itself. */
class QuestionTest {
    @TempDir
    private Path folder;

    private static Map<String, Object> agent(String id, long seed) {
        return Map.of("id", id, "backend", Map.of("type", "scripted", "seed", seed));
    }

    @Test
    void simulatedAgentsDecide() throws InterruptedException {
        try (MassGen massgen = MassGen.builder()
                        .environment(Map.of())
                        .workingDirectory(folder)
                        .config(Map.of("version", 1, "agents", List.of(agent("ada", 1), agent("ben", 1))))
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("What is two and two?"))
                    .isInstanceOfSatisfying(
                            RunResult.Decided.class, decided -> assertThat(decided.winner()).isEqualTo("ben"));
        }
    }
}
