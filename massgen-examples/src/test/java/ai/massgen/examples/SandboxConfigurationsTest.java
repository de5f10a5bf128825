package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.core.MassGen;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example configurations about sandboxes run, and each does what its first line says. The images are our own. */
@Timeout(120)
class SandboxConfigurationsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static ToolServerStarted only(Seen seen) {
        assertThat(seen.all(ToolServerStarted.class)).hasSize(1);
        return seen.all(ToolServerStarted.class).getFirst();
    }

    private static List<Evidence> of(ToolServerStarted server, Control control) {
        return server.evidence().stream()
                .filter(evidence -> evidence.control() == control)
                .toList();
    }

    static Stream<Configuration> thatNeedAnEngineOnly() throws IOException, URISyntaxException {
        return Configuration.all().filter(configuration -> configuration.needs().equals("an engine"));
    }

    @ParameterizedTest
    @MethodSource("thatNeedAnEngineOnly")
    @Tag("engine")
    void whatNeedsAnEngineOnlyDoesWhatItShows(Configuration configuration) throws Exception {
        Seen seen = configuration.ask(folder, Map.of("DOCKER_HOST", LocalDocker.host()));

        assertThat(seen.answer()).isNotBlank();
        assertThat(seen.all(ToolCallFinished.class)).isNotEmpty().noneMatch(ToolCallFinished::error);
        switch (configuration.toString()) {
            case "locked.yaml" -> hasNoNetworkAndNoMoreThanTheCeilings(only(seen));
            case "workspace.yaml" -> hasWrittenInTheFolderOfTheRun(seen);
            case "commands.yaml" -> hasRunACommandAndTheJobOfAnother(seen);
            case "packages.yaml" -> runsTwoPackagesWithoutANetwork(seen);
            case "gvisor.yaml" -> isSeenToRunOn("runsc", only(seen));
            case "per-call.yaml", "warm.yaml" -> forgetsWhatTheCallBeforeLeft(seen);
            default -> throw new AssertionError("no test says what " + configuration + " shows");
        }
    }

    @Test
    @Tag("engine")
    void podmanRunsTheSameServerAsLockedIn() throws Exception {
        Seen seen = Configuration.named("podman").ask(folder, Map.of("CONTAINER_HOST", LocalPodman.host()));

        assertThat(seen.answer()).isNotBlank();
        assertThat(seen.all(ToolCallFinished.class)).isNotEmpty().noneMatch(ToolCallFinished::error);
        assertThat(only(seen).engine()).isEqualTo("podman");
        assertThat(of(only(seen), Control.NETWORK))
                .isNotEmpty()
                .allMatch(evidence -> evidence.status() == Evidence.Status.ENFORCED);
    }

    @Test
    @Tag("engine")
    void podmanWithoutRootRunsAServerWhoseLimitsAreNotNamed() throws Exception {
        Seen seen = Configuration.named("podman-rootless")
                .ask(folder, Map.of("CONTAINER_HOST", LocalPodman.rootlessHost()));

        assertThat(seen.answer()).isNotBlank();
        assertThat(seen.all(ToolCallFinished.class)).isNotEmpty().noneMatch(ToolCallFinished::error);
        assertThat(of(only(seen), Control.NETWORK))
                .isNotEmpty()
                .allMatch(evidence -> evidence.status() == Evidence.Status.ENFORCED);
    }

    private static void hasNoNetworkAndNoMoreThanTheCeilings(ToolServerStarted server) {
        assertThat(of(server, Control.NETWORK))
                .isNotEmpty()
                .allMatch(evidence -> evidence.status() == Evidence.Status.ENFORCED);
        assertThat(of(server, Control.MEMORY))
                .extracting(Evidence::got)
                .contains(Long.toString(256 << 20))
                .containsOnly(Long.toString(256 << 20));
        assertThat(server.tools()).containsExactly("time__get_current_time");
    }

    private static void hasWrittenInTheFolderOfTheRun(Seen seen) {
        assertThat(seen.result().directory().resolve("agents/agent1/workspace/note.txt"))
                .hasContent("four");
    }

    private static void hasRunACommandAndTheJobOfAnother(Seen seen) {
        assertThat(only(seen).protocol()).isEqualTo("commands");
        assertThat(seen.all(ToolCallFinished.class))
                .hasSize(2)
                .last()
                .satisfies(call -> assertThat(call.text()).contains("\"exit_code\":0", "done by a job"));
        assertThat(seen.result().directory().resolve("agents/agent1/workspace/log"))
                .hasContent("done by a job");
    }

    private static void runsTwoPackagesWithoutANetwork(Seen seen) {
        assertThat(seen.all(ToolServerStarted.class))
                .hasSize(2)
                .allSatisfy(server -> assertThat(of(server, Control.NETWORK))
                        .isNotEmpty()
                        .allMatch(evidence -> evidence.status() == Evidence.Status.ENFORCED));
        assertThat(seen.all(ToolCallFinished.class))
                .extracting(ToolCallFinished::text)
                .satisfiesExactly(
                        echo -> assertThat(echo).contains("hello"),
                        time -> assertThat(time).contains("UTC"));
    }

    private static void isSeenToRunOn(String runtime, ToolServerStarted server) {
        assertThat(of(server, Control.RUNTIME))
                .isNotEmpty()
                .allMatch(evidence -> evidence.status() == Evidence.Status.ENFORCED
                        && evidence.got().contains(runtime));
    }

    private static void forgetsWhatTheCallBeforeLeft(Seen seen) {
        assertThat(seen.all(ToolCallFinished.class))
                .extracting(ToolCallFinished::text)
                .satisfiesExactly(
                        created -> assertThat(created).contains("Ada"),
                        read -> assertThat(read).contains("entities").doesNotContain("Ada"));
    }

    @Test
    void hostIsRefusedUnlessItIsAllowed() throws Exception {
        Configuration host = Configuration.named("host");

        assertThatThrownBy(() -> MassGen.load(host.file())).hasMessageContaining("--allow-unsandboxed");
    }

    @Test
    void hostRunsAPlainProcessAndHidesNoneOfThat() throws Exception {
        Seen seen = Configuration.named("host").ask(folder, Map.of("PATH", System.getenv("PATH")));

        assertThat(seen.answer()).contains(System.getProperty("os.name"));
        assertThat(only(seen).engine()).isEqualTo("host");
        assertThat(only(seen).evidence())
                .isNotEmpty()
                .allMatch(evidence -> evidence.status() == Evidence.Status.NOT_AVAILABLE);
    }
}
