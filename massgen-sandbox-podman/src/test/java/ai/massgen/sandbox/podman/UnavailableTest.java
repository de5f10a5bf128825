package ai.massgen.sandbox.podman;

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
import org.junit.jupiter.params.provider.CsvSource;
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
        PodmanConfig config = new PodmanConfig(Optional.of(host), patience, patience, patience);
        return new PodmanSandbox().open(config, TestContext.in(folder));
    }

    /** Whatever is asked, the answer is the same. */
    private static void assertUnavailable(Sandbox sandbox, String... words) {
        ImageSource image = new ImageSource.Reference("busybox", ImageSource.Pull.NEVER);
        List<ThrowingCallable> calls = List.of(
                sandbox::probe,
                () -> sandbox.sweep(candidate -> true),
                () -> sandbox.prepare(image, progress -> {}),
                () -> sandbox.start(ScriptedService.spec().build(), bytes -> {}));
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
                "Podman at " + host + " is not available",
                "Looked at " + host + " (sandbox.podman.host)",
                "There is no such socket: start Podman's service (systemctl --user enable --now podman.socket",
                "or set sandbox.podman.host or MASSGEN_PODMAN_HOST.");
    }

    @Test
    void aFileOrFolderIsNoSocket() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertUnavailable(at("unix://" + file), "That is no socket");
        assertUnavailable(at("unix://" + folder), "That is no socket");
    }

    @Test
    void aSocketThatNobodyListensOnIsThereAllTheSame() throws Exception {
        try (ScriptedService engine = new ScriptedService(folder)) {
            Files.move(folder.resolve("podman.sock"), folder.resolve("old.sock"));
            assertThat(engine.requests()).isEmpty();
        }
        assertUnavailable(at("unix://" + folder.resolve("old.sock")), "The socket is there: see whether Podman runs");
    }

    @Test
    void aSocketThatThisUserMayNotUseIsSaidToBeForbidden() throws Exception {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"), "root may use every socket");
        try (ScriptedService engine = new ScriptedService(folder)) {
            Files.setPosixFilePermissions(folder.resolve("podman.sock"), PosixFilePermissions.fromString("r--r--r--"));
            assertUnavailable(engine.open(folder), "This user may not use the socket");
        }
    }

    @Test
    void anEngineThatSaysNothingIsGivenUpInTime() {
        try (ScriptedService engine = new ScriptedService(folder).mute("GET _ping")) {
            long before = System.nanoTime();
            assertUnavailable(
                    new PodmanSandbox().open(engine.config(SHORT), TestContext.in(folder)),
                    "no answer within",
                    "300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void whateverElseSpeaksHttpIsNotPodman(int status) {
        String answer = "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedService engine =
                new ScriptedService(folder).on("GET _ping", (request, talk) -> talk.send(answer))) {
            assertUnavailable(engine.open(folder), "is not Podman", "no libpod version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "\u0000\u0001\u0002\r\n\r\n", ""})
    void whateverDoesNotSpeakHttpIsNotAvailable(String answer) {
        try (ScriptedService engine =
                new ScriptedService(folder).on("GET _ping", (request, talk) -> talk.send(answer))) {
            assertUnavailable(engine.open(folder), "is not available while asking for its version");
        }
    }

    @Test
    void aServiceThatIsTooOldHasToBeUpdated() {
        try (ScriptedService engine = new ScriptedService(folder).version("3.4.4")) {
            assertUnavailable(engine.open(folder), "speaks API 3; at least 4 is needed. Update it.");
        }
    }

    @ParameterizedTest
    @CsvSource({"4.0.0, 4.0.0", "4.9.5, 4.0.0", "5.5.2, 5.0.0", "5.0.0-rc1, 5.0.0", "7.1.0, 5.0.0"})
    void theVersionIsTheNewestThatBothSpeak(String offered, String spoken) throws Exception {
        try (ScriptedService engine = new ScriptedService(folder).version(offered);
                Sandbox sandbox = engine.open(folder)) {
            List<String> paths = new CopyOnWriteArrayList<>();
            engine.on("GET info", (request, talk) -> {
                paths.add(request.path());
                engine.well(request, talk);
            });
            assertThat(sandbox.probe().apiVersion()).isEqualTo(spoken);
            assertThat(paths).containsExactly("/v" + spoken + "/libpod/info");
        }
    }

    @Test
    void anEngineThatCannotSayWhatItCanDoIsNotReliedOn() {
        try (ScriptedService engine = new ScriptedService(folder).failing("GET info", 500, "disk on fire")) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, engine.open(folder)::probe)
                    .hasMessageContaining("asking what it can do: Podman answered 500: disk on fire");
            engine.on("GET info", (request, talk) -> talk.answer(200, "<html>"));
            assertRefused(Kind.ENGINE_UNAVAILABLE, engine.open(folder)::probe);
        }
    }

    @Test
    @Row("F6")
    void anEngineThatComesBackIsAskedAnew() throws Exception {
        Sandbox sandbox;
        try (ScriptedService engine = new ScriptedService(folder)) {
            sandbox = engine.open(folder);
            assertThat(sandbox.probe().apiVersion()).isEqualTo("4.0.0");
        }
        assertRefused(Kind.ENGINE_UNAVAILABLE, sandbox::probe);
        try (ScriptedService engine = new ScriptedService(folder).version("5.1.0")) {
            assertThat(sandbox.probe().apiVersion()).isEqualTo("5.0.0");
            assertThat(engine.requests()).startsWith("GET _ping");
        }
        sandbox.close();
    }

    @Test
    void anInterruptEndsAProbeOfAnEngineThatSaysNothing() throws Exception {
        try (ScriptedService engine = new ScriptedService(folder).mute("GET info");
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
    @ValueSource(strings = {"tcp://127.0.0.1:2375", "ssh://host", "/run/podman/podman.sock", "npipe:////./pipe/x"})
    void anAddressOfAnotherKindIsRefusedWhenTheSandboxIsOpened(String address) {
        assertRefused(Kind.REFUSED, () -> at(address))
                .hasMessageContaining("sandbox.podman.host: engine address '" + address + "' is not supported");
        TestContext context = TestContext.with(folder, Map.of("CONTAINER_HOST", address));
        assertRefused(Kind.REFUSED, () -> new PodmanSandbox().open(PodmanConfig.DEFAULT, context))
                .hasMessageContaining("CONTAINER_HOST: engine address '" + address + "'");
    }

    @Test
    void theSettingBeatsTheVariablesAndTheyTheUsualPlaces() throws Exception {
        TestContext both = TestContext.with(
                folder, Map.of("CONTAINER_HOST", "unix:///podmans", "MASSGEN_PODMAN_HOST", "unix:///ours"));
        assertThat(PodmanSandbox.SEARCH.choose(Optional.empty(), both).endpoint())
                .hasToString("unix:///podmans");
        assertThat(PodmanSandbox.SEARCH.choose(Optional.of("unix:///x"), both).endpoint())
                .hasToString("unix:///x");
        TestContext ours = TestContext.with(folder, Map.of("MASSGEN_PODMAN_HOST", "unix:///ours"));
        assertThat(PodmanSandbox.SEARCH.choose(Optional.empty(), ours).endpoint())
                .hasToString("unix:///ours");
    }

    @Test
    void theUsersOwnSocketComesBeforeThatOfRoot() throws Exception {
        Path runtime = Files.createDirectory(folder.resolve("user"));
        Files.createDirectory(runtime.resolve("podman"));
        TestContext user = TestContext.with(folder, Map.of("XDG_RUNTIME_DIR", runtime.toString()));
        assertThat(PodmanSandbox.SEARCH.choose(Optional.empty(), user).tried())
                .containsExactly("unix://" + runtime + "/podman/podman.sock", "unix:///run/podman/podman.sock");
        Files.createFile(runtime.resolve("podman/podman.sock"));
        assertThat(PodmanSandbox.SEARCH.choose(Optional.empty(), user).endpoint())
                .hasToString("unix://" + runtime + "/podman/podman.sock");
    }

    @Test
    void timesHaveToBePositive() {
        assertThatThrownBy(() -> at("unix:///x", Duration.ZERO))
                .hasMessageContaining("request_timeout must be positive");
    }
}
