package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.MassGen;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationsTest {
    static Stream<Configuration> all() throws IOException, URISyntaxException {
        return Configuration.all();
    }

    static Stream<Configuration> thatNeedNothing() throws IOException, URISyntaxException {
        return all().filter(Configuration::needsNothing);
    }

    static Stream<Configuration> thatNeedVariables() throws IOException, URISyntaxException {
        return all().filter(
                        Predicate.not(configuration -> configuration.variables().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itSaysWhatItShowsAndWhatItNeeds(Configuration configuration) {
        assertThat(configuration.shows()).endsWith(".");
        assertThat(configuration.neededVariables()).isEqualTo(configuration.variables());
        assertThat(configuration.needsEngine()).isEqualTo(configuration.hasTools() && !configuration.needsConsent());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsValid(Configuration configuration) {
        try (MassGen massgen = MassGen.builder()
                .config(configuration.file())
                .environment(configuration.environment())
                .allowUnsandboxed(configuration.needsConsent())
                .build()) {
            assertThat(massgen.warnings()).hasSize(configuration.needsConsent() ? 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("thatNeedVariables")
    void aVariableThatIsNotSetIsNamed(Configuration configuration) {
        assertThatThrownBy(() -> MassGen.builder()
                        .config(configuration.file())
                        .environment(Map.of())
                        .build())
                .hasMessageContainingAll(configuration.variables().stream()
                        .map(name -> "refers to the environment variable " + name + ", which is not set")
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("thatNeedNothing")
    void whatNeedsNothingDecides(Configuration configuration, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(configuration.ask(folder, Map.of()).answer()).isNotBlank();
    }
}
