package org.example.cards;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin takes part in a run. */
class QuestionTest {
    @TempDir
    private Path folder;

    private static String config() throws IOException {
        try (InputStream in = Objects.requireNonNull(QuestionTest.class.getResourceAsStream("/cards.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void agentsWithCardsDecide() throws IOException, InterruptedException {
        try (MassGen massgen = MassGen.builder()
                        .environment(Map.of())
                        .workingDirectory(folder)
                        .config(config(), "cards.yaml")
                        .build();
                Session session = massgen.session()) {
            assertThat(session.ask("How many moons does Saturn have?"))
                    .isInstanceOfSatisfying(RunResult.Decided.class, decided -> {
                        assertThat(decided.winner()).isEqualTo("astronomer");
                        assertThat(decided.tally()).containsKeys("astronomer", "twin");
                    });
        }
    }
}
