package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.event.SessionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are packages, on both engines: built once without a network, then found, and nothing is left of a failure. */
@Tag("engine")
@Timeout(300)
@ParameterizedClass
@EnumSource(BuiltImages.class)
class PackagesTest {
    private static final String AGENT = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: %s, arguments: %s }
                    - { answer: "The tool says: {{last_tool_result}}" }
                    - { vote: agent1, reason: "It quotes the tool." }
            sandbox:
              engine: %s
              build: { node_base: massgen/npx-base, python_base: massgen/uvx-base, network: none, timeout: 4m%s }
            tools:
              it: { pull: never, %s }
            """;

    private static final String ECHO = "it__echo";
    private static final String HELLO = "{ message: hello }";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final BuiltImages images;

    PackagesTest(BuiltImages images) {
        this.images = images;
    }

    private MassGen.Builder builder(String tool, String arguments, String build, String server) {
        return MassGen.builder()
                .workingDirectory(folder)
                .environment(images.environment())
                .config(AGENT.formatted(tool, arguments, images.engine(), build, server), "test");
    }

    private Seen ask(String tool, String arguments, String server) throws InterruptedException {
        return Seen.ask(builder(tool, arguments, "", server), "What does it say?");
    }

    private static List<String> builds(Seen seen) {
        return seen.all(SessionEvent.Note.class).stream()
                .map(SessionEvent.Note::message)
                .filter(text -> text.startsWith("Building the image of "))
                .toList();
    }

    @Test
    void aPackageOfNpmIsBuiltOnceAndThenFound() throws Exception {
        images.remove("npx/modelcontextprotocol-server-everything");
        String server = "npx: \"@modelcontextprotocol/server-everything@2026.8.31\", args: [stdio]";

        Seen first = ask(ECHO, HELLO, server);
        List<String> built = images.of("npx/modelcontextprotocol-server-everything");
        Seen second = ask(ECHO, HELLO, server);

        assertThat(first.answer()).contains("hello");
        assertThat(builds(first))
                .singleElement()
                .asString()
                .contains("npx @modelcontextprotocol/server-everything@2026");
        assertThat(second.answer()).contains("hello");
        assertThat(builds(second)).isEmpty();
        assertThat(built).hasSize(1);
        assertThat(images.of("npx/modelcontextprotocol-server-everything")).isEqualTo(built);
        assertThat(images.installing()).isEmpty();
    }

    @Test
    void aPackageOfPyPiIsBuiltOnceAndThenFound() throws Exception {
        images.remove("uvx/mcp-server-time");
        String server = "uvx: mcp_server.Time==2026.10.19, args: [--local-timezone, UTC]";

        Seen first = ask("it__get_current_time", "{ timezone: Europe/Vienna }", server);
        Seen second =
                ask("it__get_current_time", "{ timezone: UTC }", server.replace("mcp_server.Time", "mcp-server-time"));

        assertThat(first.answer()).contains("Europe/Vienna");
        assertThat(builds(first)).hasSize(1);
        assertThat(second.answer()).contains("UTC");
        assertThat(builds(second)).isEmpty();
        assertThat(images.installing()).isEmpty();
    }

    @Test
    void aVersionThatDoesNotExistIsOneErrorInTheWordsOfThePackageManager() throws Exception {
        Seen npm = ask(ECHO, HELLO, "npx: \"@modelcontextprotocol/server-everything@0.0.1\"");
        Seen pip = ask(ECHO, HELLO, "uvx: mcp-server-time==1");

        assertThat(npm.result()).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("sandbox.build-failed");
            assertThat(failed.message())
                    .contains("server-everything@0.0.1", "exit code 1", "Check the package's name", "| npm error");
        });
        assertThat(pip.result()).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("sandbox.build-failed");
            assertThat(failed.message()).contains("uvx mcp-server-time==1", "No matching distribution");
        });
        assertThat(images.installing()).isEmpty();
    }

    @Test
    void aPackageWithoutACommandSaysSoWhenItIsStarted() throws Exception {
        Seen seen = ask(ECHO, HELLO, "uvx: attrs==26.1.0");

        assertThat(seen.result())
                .isInstanceOfSatisfying(
                        RunResult.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("exit code 78", "attrs has no command; set command"));
    }

    @Test
    void aBaseWithoutThePackageManagerIsOneError() throws Exception {
        Seen seen = Seen.ask(
                builder(ECHO, HELLO, "", "npx: a@1.0.0")
                        .config(
                                AGENT.formatted(ECHO, HELLO, images.engine(), "", "npx: a@1.0.0")
                                        .replace("massgen/npx-base", "massgen/busybox"),
                                "test"),
                "why?");

        assertThat(seen.result())
                .isInstanceOfSatisfying(
                        RunResult.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("massgen/busybox", "set sandbox.build.node_base"));
        assertThat(images.installing()).isEmpty();
    }

    @Test
    void whatTakesTooLongIsStoppedAndRemoved() throws Exception {
        images.remove("npx/modelcontextprotocol-server-everything");
        String server = "npx: \"@modelcontextprotocol/server-everything@2026.8.31\"";
        try (MassGen massgen = builder(ECHO, HELLO, "", server)
                .config(
                        AGENT.formatted(ECHO, HELLO, images.engine(), "", server)
                                .replace("timeout: 4m", "timeout: 1s"),
                        "test")
                .build()) {
            SandboxException e = catchThrowableOfType(SandboxException.class, massgen::prepare);

            assertThat(Objects.requireNonNull(e).kind()).isEqualTo(SandboxException.Kind.BUILD_FAILED);
            assertThat(e).hasMessageContaining("raise sandbox.build.timeout");
        }
        assertThat(images.installing()).isEmpty();
        assertThat(images.of("npx/modelcontextprotocol-server-everything")).isEmpty();
    }

    @Test
    void anInterruptStopsAndRemovesTheInstallation() throws Exception {
        images.remove("npx/modelcontextprotocol-server-everything");
        try (MassGen massgen = builder(ECHO, HELLO, "", "npx: \"@modelcontextprotocol/server-everything@2026.8.31\"")
                .build()) {
            InterruptedException[] seen = new InterruptedException[1];
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    massgen.prepare();
                } catch (InterruptedException e) {
                    seen[0] = e;
                }
            });
            while (images.installing().isEmpty()) {
                assertThat(thread.isAlive()).isTrue();
            }
            thread.interrupt();
            thread.join();

            assertThat(seen[0]).isNotNull();
        }
        assertThat(images.installing()).isEmpty();
        assertThat(images.of("npx/modelcontextprotocol-server-everything")).isEmpty();
    }
}
