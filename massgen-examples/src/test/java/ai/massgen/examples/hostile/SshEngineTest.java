package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.core.event.SessionEvent.ToolServerFailed;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.testkit.engine.LocalDocker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is reached through a real ssh server. */
@Tag("engine")
@Timeout(300)
class SshEngineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private @Nullable OwnSshd server;

    @BeforeEach
    void startServer() throws Exception {
        server = OwnSshd.start(Files.createDirectory(folder.resolve("ssh")), LocalDocker.host());
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private OwnSshd server() {
        return Objects.requireNonNull(server, "not started");
    }

    /** The example, with this engine in the place of the one that it names. */
    private static String example(String docker) throws IOException {
        try (InputStream in = SshEngineTest.class.getResourceAsStream("/configs/remote-engine.yaml")) {
            String text = new String(Objects.requireNonNull(in, "example").readAllBytes(), StandardCharsets.UTF_8);
            String changed = text.replaceAll("(?m)^ {2}docker: .*$", "  docker: " + docker);
            assertThat(changed).isNotEqualTo(text);
            return changed;
        }
    }

    private RunResult run(String config, Consumer<SessionEvent> listener) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("massgen.yaml"), config);
        try (MassGen massGen = MassGen.builder().config(file).build();
                Session session = massGen.session()) {
            return session.ask("what is there?", record -> {
                events.add(record.event());
                listener.accept(record.event());
            });
        }
    }

    private <E extends SessionEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void nothingIsLeft() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("docker", "-H", LocalDocker.host(), "ps", "-aq", "--no-trunc").start();
        String ids = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(all(ToolServerStarted.class))
                .isNotEmpty()
                .allSatisfy(started -> assertThat(ids).doesNotContain(started.id()));
    }

    @Test
    void theExampleRunsItsToolThere() throws Exception {
        RunResult result = run(example(server().settings()), event -> {});

        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Decided.class,
                        decided -> assertThat(decided.answer()).contains("four"));
        assertThat(all(ToolServerStarted.class)).hasSize(1);
        nothingIsLeft();
    }

    @Test
    void aServerWhoseKeyIsNotKnownIsNotTrusted() throws Exception {
        run(example(server().settingsOfSomebodyNew()), event -> {});

        assertThat(all(ToolServerFailed.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).contains("Host key verification failed"));
    }

    @Test
    void whoHasNoKeyIsTurnedAway() throws Exception {
        run(example(server().settingsOfAStranger()), event -> {});

        assertThat(all(ToolServerFailed.class))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).contains("Permission denied"));
    }

    @Test
    void aConnectionThatIsCutFailsTheCallAndLeavesNothing() throws Exception {
        String config = example(server().settings())
                .replaceAll(
                        "(?s)tool: everything__echo, arguments: \\{ message: four }",
                        "tool: shell__execute_command," + " arguments: { command: \"sleep 60\" }")
                .replaceAll("(?s)\ntools:.*", """

                        tools:
                          shell: { image: massgen/busybox, pull: never, commands: true, workspace: none }
                        """);

        run(config, event -> {
            if (event instanceof ToolServerStarted) {
                server().cut();
            }
        });

        assertThat(all(ToolCallFinished.class)).isNotEmpty().allMatch(ToolCallFinished::error);
        nothingIsLeft();
    }
}
