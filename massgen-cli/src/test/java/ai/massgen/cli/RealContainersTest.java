package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import ai.massgen.core.event.EventJson;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import ai.massgen.testkit.wire.Aimock;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RealContainersTest {
    private static final Pattern RUN = Pattern.compile("\\b\\d{8}-\\d{6}-[a-z0-9]{6}\\b");

    @TempDir
    Path folder;

    private String host;
    private Shell shell;

    @BeforeEach
    void findTheEngine() {
        host = LocalDocker.host();
        shell = new Shell(folder).variable("MASSGEN_DOCKER_HOST", host);
    }

    @Test
    void theDemoReadsAWordThatNoScriptCanKnow() throws IOException {
        Outcome outcome = shell.run("demo");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("It says: The code word is [a-z]+-[0-9]{4}\\.")
                .containsPattern("in force, seen from outside on the running process: .*read-only-root")
                .contains("SIMULATED", "Their tool is REAL");
        assertThat(containersOf(run(outcome.out()))).isEmpty();
    }

    @Test
    void withoutDockerTheDemoRunsInPodman() {
        Outcome outcome = new Shell(folder)
                .variable("DOCKER_HOST", "unix://" + folder + "/nowhere.sock")
                .variable("MASSGEN_PODMAN_HOST", LocalPodman.host())
                .run("demo");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("It says: The code word is [a-z]+-[0-9]{4}\\.")
                .contains("SIMULATED", "Their tool is REAL", "podman");
    }

    @Test
    void theWordOfTheDemoComesFromTheToolAndFromNowhereElse() {
        Outcome outcome = shell.run("demo", "--json");

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        String word = found("code word is ([a-z]+-[0-9]{4})", outcome.out());
        List<String> types = outcome.lines().stream()
                .filter(line -> line.contains(word))
                .map(line ->
                        EventJson.read(line).orElseThrow().event().getClass().getSimpleName())
                .toList();
        assertThat(types.getFirst()).isEqualTo("ToolCallFinished");
        assertThat(types).contains("AnswerAccepted", "RunFinished");
    }

    /** The model server is emulated by somebody else's program; the wire, the tool and the container are real. */
    @Test
    void aModelServerAndAToolInAContainerDecide() throws IOException {
        try (Aimock models = Aimock.start(Path.of("src/test/resources/aimock"))) {
            shell.file("massgen.yaml", """
                    version: 1
                    agents:
                      - id: ada
                        backend: { type: openai, base_url: "%1$s/v1", model: some-model }
                      - id: ben
                        backend: { type: openai, base_url: "%1$s/v1", model: some-model }
                    tools:
                      files:
                        image: massgen/mcp-filesystem
                        pull: never
                        mounts: [{ path: data, target: /workspace }]
                    """.formatted(models.uri()));
            Files.createDirectory(folder.resolve("data"));
            shell.file("data/harvest.txt", "The harvest was 4711 apples.");

            Outcome outcome = shell.run("how big was the harvest?");

            assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
            assertThat(outcome.out())
                    .contains("== answer of agent1 ada ==")
                    .contains("The harvest was 4711 apples.")
                    .contains("It quotes the file.")
                    .doesNotContain("simulated");
            assertThat(containersOf(run(outcome.out()))).isEmpty();
        }
    }

    @Test
    void anImageThatIsMissingEndsWithFour() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS + """
                tools:
                  files: { image: massgen/no-such-image, pull: never }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("massgen/no-such-image", "[sandbox.image-missing]");
    }

    @Test
    void aServerThatExitsAtOnceEndsWithFourAndItsLastWords() throws IOException {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: auto }
                tools:
                  broken:
                    image: massgen/busybox
                    pull: never
                    command: ["/usr/bin/sh", "-c", "echo I give up >&2; exit 3"]
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).as(outcome.out()).isEqualTo(4);
        assertThat(outcome.err()).contains("'broken'", "exit code 3", "I give up", "[mcp.closed]");
        assertThat(containersOf(run(outcome.out()))).isEmpty();
    }

    @Test
    void aSignalLeavesNoContainer() throws Exception {
        Files.writeString(folder.resolve("massgen.yaml"), """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ answer: never, delay: 1h }] }
                tools:
                  files:
                    image: massgen/mcp-filesystem
                    pull: never
                    mounts: [{ path: shared, target: /workspace }]
                limits: { run: 2h, call: 2h, first_token: 2h }
                """);
        Files.createDirectory(folder.resolve("shared"));
        try (ChildProcess child = ChildProcess.start(folder, "run", "--json", "is water wet?")) {
            String started = child.await(line -> line.contains("\"type\":\"tool.server.started\""));
            assertThat(containersOf(run(started))).hasSize(1);

            child.signal("TERM");

            assertThat(child.rest().getLast()).contains("\"outcome\":\"cancelled\"");
            assertThat(child.exitCode()).as(child.err()).isEqualTo(143);
            assertThat(containersOf(run(started))).isEmpty();
        }
    }

    @Test
    void theDoctorSaysWhatTheEngineCanEnforce() {
        Outcome outcome = shell.run("doctor");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .containsPattern("Docker [0-9]+\\.[0-9.]+.*, API 1\\.")
                .contains("runtimes: ", "can enforce: network, user, capabilities");
    }

    private static String run(String text) {
        return found("(" + RUN.pattern() + ")", text);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** The names of a run's containers, in any state. */
    private List<String> containersOf(String run) throws IOException {
        Path socket = Path.of(host.replaceFirst("^unix://", ""));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request = StandardCharsets.US_ASCII.encode("GET /containers/json?all=true HTTP/1.0\r\n\r\n");
            while (request.hasRemaining()) {
                assertThat(channel.write(request)).isPositive();
            }
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 200 OK");
            return Pattern.compile("\"/(massgen-" + run + "[^\"]*)\"")
                    .matcher(answer)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        }
    }
}
