package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "for-the-test");

    static Stream<Path> configurations() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ExamplesTest.class.getResource("/configs"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyConfigurationIsValid(Path file) {
        try (MassGen massgen =
                MassGen.builder().config(file).environment(ENVIRONMENT).build()) {
            assertThat(massgen.warnings()).isEmpty();
        }
    }

    @Test
    void threeAgentsDecide() throws InterruptedException {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            ThreeAgents.main(new String[] {"Is", "water", "wet?"});
        } finally {
            System.setOut(console);
        }

        assertThat(captured.toString(StandardCharsets.UTF_8))
                .contains("agent1.1 is on the board")
                .contains("votes for")
                .contains(" won with ");
    }
}
