package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
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

    static Stream<Configuration> thatNeedAnEngineOnly() throws IOException, URISyntaxException {
        return all().filter(configuration -> configuration.needs().equals("an engine"));
    }

    static Stream<Configuration> thatNeedPodmanOnly() throws IOException, URISyntaxException {
        return all().filter(configuration -> configuration.needs().equals("an engine, Podman"));
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
        assertThat(configuration.needsEngine()).isEqualTo(configuration.hasTools());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsValid(Configuration configuration) {
        try (MassGen massgen = MassGen.builder()
                .config(configuration.file())
                .environment(configuration.environment())
                .build()) {
            assertThat(massgen.warnings()).isEmpty();
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
        assertThat(ask(configuration, folder, Map.of())).isInstanceOf(RunResult.Decided.class);
    }

    /** The image is built by {@code scripts/images}. */
    @ParameterizedTest
    @MethodSource("thatNeedAnEngineOnly")
    void whatNeedsAnEngineOnlyDecides(Configuration configuration, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(ask(configuration, folder, Map.of("DOCKER_HOST", LocalDocker.host())))
                .isInstanceOf(RunResult.Decided.class);
    }

    @ParameterizedTest
    @MethodSource("thatNeedPodmanOnly")
    void whatNeedsPodmanOnlyDecides(Configuration configuration, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(ask(configuration, folder, Map.of("CONTAINER_HOST", LocalPodman.host())))
                .isInstanceOf(RunResult.Decided.class);
    }

    private static RunResult ask(Configuration configuration, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path copy = Files.copy(
                configuration.file(), folder.resolve(configuration.file().getFileName()));
        try (MassGen massgen =
                        MassGen.builder().config(copy).environment(environment).build();
                Session session = massgen.session()) {
            return session.ask("What is two and two?");
        }
    }
}
