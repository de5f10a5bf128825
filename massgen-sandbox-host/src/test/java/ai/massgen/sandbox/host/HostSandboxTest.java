package ai.massgen.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.ToolSandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HostSandboxTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = new HostSandbox().open(new HostConfig(Optional.empty()), new Context(folder));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private SandboxProcess start(String... command) throws InterruptedException {
        return sandbox.start(spec(command).build(), bytes -> {});
    }

    private static ProcessSpec.Builder spec(String... command) {
        return ProcessSpec.builder("test").command(List.of(command));
    }

    private static String read(SandboxProcess process) throws IOException {
        return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsFoundByTheServiceLoaderAndClaimsNoIsolation() {
        List<?> found = ServiceLoader.load(ToolSandbox.class).stream()
                .map(ServiceLoader.Provider::type)
                .toList();
        assertThat(found).hasSize(1);
        assertThat(new HostSandbox().capabilities()).isEmpty();
    }

    @Test
    void whatIsWrittenComesBackAndClosingTheInputIsEndOfFile() throws Exception {
        byte[] message = "é€😀".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        try (SandboxProcess process = start("cat")) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try (var stdin = process.stdin()) {
                    stdin.write(message);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(process.stdout().readAllBytes()).isEqualTo(message);
            writer.join();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    void theEnvironmentHoldsThePathAndWhatIsNamedAndNothingElse() throws Exception {
        ProcessSpec spec = spec("env")
                .environment(Map.of("GREETING", "hello"))
                .secrets(Map.of("TOKEN", Secret.of("s3cret")))
                .build();
        try (SandboxProcess process = sandbox.start(spec, bytes -> {})) {
            assertThat(read(process).lines())
                    .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "GREETING=hello", "TOKEN=s3cret");
        }
    }

    @Test
    void standardErrorIsSeparate() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        CountDownLatch heard = new CountDownLatch(1);
        ProcessSpec spec = spec("sh", "-c", "echo out; echo err >&2").build();
        try (SandboxProcess process = sandbox.start(spec, bytes -> {
            stderr.writeBytes(bytes);
            heard.countDown();
        })) {
            assertThat(read(process)).isEqualTo("out\n");
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
        }
    }

    @Test
    void everyControlIsReportedAsNotAvailable() throws Exception {
        try (SandboxProcess process = start("cat")) {
            assertThat(process.evidence())
                    .hasSize(Control.values().length)
                    .allSatisfy(entry -> assertThat(entry.status()).isEqualTo(Evidence.Status.NOT_AVAILABLE));
        }
    }

    @Test
    void closeKillsTheWholeFamily() throws Exception {
        SandboxProcess process = start("sh", "-c", "trap '' TERM; sleep 1000 & echo $!; wait");
        byte[] line = new byte[32];
        int count = process.stdout().read(line);
        long child = Long.parseLong(new String(line, 0, count, StandardCharsets.US_ASCII).strip());
        assertThat(ProcessHandle.of(child)).isPresent();
        process.close();
        process.close();
        assertThat(process.awaitExit(SOON))
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(137));
        assertThat(ProcessHandle.of(child)
                        .filter(ProcessHandle::isAlive)
                        .map(handle -> handle.onExit()
                                .orTimeout(5, TimeUnit.SECONDS)
                                .join()
                                .isAlive()))
                .isNotEqualTo(Optional.of(true));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void terminateEndsAProcessThatListens() throws Exception {
        try (SandboxProcess process = start("sleep", "1000")) {
            assertThat(process.awaitExit(Duration.ofMillis(50))).isEmpty();
            process.terminate();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(143, false));
        }
    }

    @Test
    void closingDuringAFloodEndsTheReaderToo() throws Exception {
        SandboxProcess process = start("yes");
        assertThat(process.stdout().read()).isEqualTo('y');
        long before = System.nanoTime();
        process.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThatThrownBy(() -> process.stdout().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> start("no-such-program"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("no program 'no-such-program' in /usr/bin:/bin");
        assertThatThrownBy(() -> start("/no/such/program"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("'/no/such/program' can't be started");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aDemandedControlIsNeverSilentlyMissing() {
        IsolationPolicy locked = IsolationPolicy.LOCKED;
        IsolationPolicy demanding = new IsolationPolicy(
                locked.network(),
                locked.user(),
                locked.addedCapabilities(),
                locked.seccompProfile(),
                locked.readOnlyRoot(),
                locked.tmpSize(),
                locked.tmpInodes(),
                locked.privateIpc(),
                locked.limits(),
                locked.runtime(),
                Set.of(Control.NETWORK));
        assertThatThrownBy(() -> sandbox.start(spec("cat").policy(demanding).build(), bytes -> {}))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(SandboxException.Kind.NOT_ENFORCED))
                .hasMessageContaining("[network]");
    }

    @Test
    void aMountThatWouldHaveToMoveIsRefused() {
        Mount mount = new Mount(folder, "/workspace", Mount.Access.READ_ONLY);
        assertThatThrownBy(
                        () -> sandbox.start(spec("cat").mounts(List.of(mount)).build(), bytes -> {}))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("can't appear as /workspace");
    }

    private record Context(Path privateDirectory) implements SandboxContext {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public Optional<String> environment(String name) {
            return name.equals("PATH") ? Optional.of("/usr/bin:/bin") : Optional.empty();
        }

        @Override
        public void warn(String message) {
            throw new AssertionError(message);
        }
    }
}
