package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wants a container and has no engine is told what is wrong and what to do. */
@Timeout(60)
class UnavailableTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Sandbox at(String host) {
        return at(host, SHORT);
    }

    private Sandbox at(String host, Duration patience) {
        DockerConfig config = new DockerConfig(Optional.of(host), Optional.empty(), patience, patience, patience);
        return new DockerSandbox().open(config, TestContext.in(folder));
    }

    /** Whatever is asked, the answer is the same. */
    private static void assertUnavailable(Sandbox sandbox, String... words) {
        ImageSource image = new ImageSource.Reference("busybox", ImageSource.Pull.NEVER);
        List<ThrowingCallable> calls = List.of(
                sandbox::probe,
                () -> sandbox.sweep(candidate -> true),
                () -> sandbox.prepare(image, progress -> {}),
                () -> sandbox.start(ScriptedEngine.spec().build(), bytes -> {}));
        for (ThrowingCallable call : calls) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, call).hasMessageContainingAll(words);
        }
        sandbox.close();
    }

    @Test
    void aSocketThatIsNotThereIsSaidToBeMissing() {
        String host = "unix://" + folder.resolve("no.sock");
        assertUnavailable(
                at(host),
                "Docker at " + host + " is not available",
                "Looked at " + host + " (sandbox.docker.host)",
                "There is no such socket: start Docker, or set sandbox.docker.host or DOCKER_HOST.");
    }

    @Test
    void aFileOrFolderIsNoSocket() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertUnavailable(at("unix://" + file), "That is no socket");
        assertUnavailable(at("unix://" + folder), "That is no socket");
    }

    @Test
    void aSocketThatNobodyListensOnIsThereAllTheSame() throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(folder)) {
            Files.move(folder.resolve("engine.sock"), folder.resolve("old.sock"));
            assertThat(engine.requests()).isEmpty();
        }
        assertUnavailable(at("unix://" + folder.resolve("old.sock")), "The socket is there: see whether Docker runs");
    }

    @Test
    void aSocketThatThisUserMayNotUseIsSaidToBeForbidden() throws Exception {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may use every socket");
        try (ScriptedEngine engine = new ScriptedEngine(folder)) {
            Files.setPosixFilePermissions(folder.resolve("engine.sock"), PosixFilePermissions.fromString("r--r--r--"));
            assertUnavailable(engine.open(folder), "This user may not use the socket: join its group");
        }
    }

    @Test
    void anEngineThatSaysNothingIsGivenUpInTime() {
        try (ScriptedEngine engine = new ScriptedEngine(folder).mute("GET _ping")) {
            long before = System.nanoTime();
            assertUnavailable(
                    new DockerSandbox().open(engine.config(SHORT), TestContext.in(folder)),
                    "no complete answer",
                    "300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void whateverElseSpeaksHttpIsNotDocker(int status) {
        String answer = "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedEngine engine = new ScriptedEngine(folder).on("GET _ping", (request, talk) -> talk.send(answer))) {
            assertUnavailable(engine.open(folder), "is not Docker", "no API version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "\u0000\u0001\u0002\r\n\r\n", ""})
    void whateverDoesNotSpeakHttpIsNotAvailable(String answer) {
        try (ScriptedEngine engine = new ScriptedEngine(folder).on("GET _ping", (request, talk) -> talk.send(answer))) {
            assertUnavailable(engine.open(folder), "is not available while asking for its version");
        }
    }

    @Test
    void anEngineThatIsTooOldHasToBeUpdated() {
        try (ScriptedEngine engine = new ScriptedEngine(folder).apiVersion("1.40")) {
            assertUnavailable(
                    engine.open(folder), "speaks API 1.40; at least 1.41 (Docker 20.10) is needed. Update it.");
        }
    }

    @Test
    void anEngineThatIsTooNewIsQuoted() {
        String words = "client version 1.51 is too old. Minimum supported API version is 1.60";
        try (ScriptedEngine engine =
                new ScriptedEngine(folder).apiVersion("1.70").failing("GET info", 400, words)) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, engine.open(folder)::probe).hasMessageContaining(words);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.41", "1.44", "1.51", "1.52", "2.0"})
    void theVersionIsTheNewestThatBothSpeak(String offered) throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(folder).apiVersion(offered);
                Sandbox sandbox = engine.open(folder)) {
            String spoken = offered.equals("1.52") || offered.equals("2.0") ? "1.51" : offered;
            List<String> paths = new CopyOnWriteArrayList<>();
            engine.on("GET info", (request, talk) -> {
                paths.add(request.path());
                engine.well(request, talk);
            });
            assertThat(sandbox.probe().apiVersion()).isEqualTo(spoken);
            assertThat(paths).containsExactly("/v" + spoken + "/info");
        }
    }

    @Test
    void anEngineThatCannotSayWhatItCanDoIsNotReliedOn() {
        try (ScriptedEngine engine = new ScriptedEngine(folder).failing("GET info", 500, "disk on fire")) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, engine.open(folder)::probe)
                    .hasMessageContaining("does not say what it can do: status 500: disk on fire");
            engine.on("GET info", (request, talk) -> talk.answer(200, "<html>"));
            assertRefused(Kind.ENGINE_UNAVAILABLE, engine.open(folder)::probe);
        }
    }

    @Test
    @Row("F6")
    void anEngineThatComesBackIsAskedAnew() throws Exception {
        Sandbox sandbox;
        try (ScriptedEngine engine = new ScriptedEngine(folder)) {
            sandbox = engine.open(folder);
            assertThat(sandbox.probe().apiVersion()).isEqualTo("1.41");
        }
        assertRefused(Kind.ENGINE_UNAVAILABLE, sandbox::probe);
        try (ScriptedEngine engine = new ScriptedEngine(folder).apiVersion("1.47")) {
            assertThat(sandbox.probe().apiVersion()).isEqualTo("1.47");
            assertThat(engine.requests()).startsWith("GET _ping");
        }
        sandbox.close();
    }

    @Test
    void anInterruptEndsAProbeOfAnEngineThatSaysNothing() throws Exception {
        try (ScriptedEngine engine = new ScriptedEngine(folder).mute("GET info");
                Sandbox sandbox = engine.open(folder)) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    sandbox.probe();
                    outcome.complete(new AssertionError("it answered"));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            while (!engine.requests().contains("GET info")) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:2375", "fd://", "/var/run/docker.sock", "npipe:////./pipe/x"})
    void anAddressOfAnotherKindIsRefusedWhenTheSandboxIsOpened(String address) {
        assertRefused(Kind.REFUSED, () -> at(address))
                .hasMessageContaining("sandbox.docker.host: engine address '" + address + "' is not supported");
        TestContext context = new TestContext(folder, Map.of("DOCKER_HOST", address), new CopyOnWriteArrayList<>());
        assertRefused(Kind.REFUSED, () -> new DockerSandbox().open(DockerConfig.DEFAULT, context))
                .hasMessageContaining("DOCKER_HOST: engine address '" + address + "'");
    }

    @Test
    void theSettingBeatsTheVariableAndTheVariableTheUsualPlaces() throws Exception {
        Path runtime = Files.createDirectory(folder.resolve("user"));
        TestContext user =
                new TestContext(folder, Map.of("XDG_RUNTIME_DIR", runtime.toString()), new CopyOnWriteArrayList<>());
        assertThat(DockerSandbox.SEARCH.choose(Optional.empty(), user).tried())
                .containsExactly("unix:///var/run/docker.sock", "unix://" + runtime + "/docker.sock");
    }

    @Test
    void timesHaveToBePositive() {
        assertThatThrownBy(() -> at("unix:///x", Duration.ZERO))
                .hasMessageContaining("request_timeout must be positive");
    }
}
