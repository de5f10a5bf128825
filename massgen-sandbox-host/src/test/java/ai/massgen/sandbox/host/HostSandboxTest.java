package ai.massgen.sandbox.host;

import static ai.massgen.sandbox.host.TestHost.read;
import static ai.massgen.sandbox.host.TestHost.shell;
import static ai.massgen.sandbox.host.TestHost.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.ToolSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HostSandboxTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        assertThat(host.scratchFolders()).isEmpty();
        assertThat(host.warnings).isEmpty();
    }

    private void assertRefused(ProcessSpec.Builder spec, Kind kind, String why) {
        assertThatThrownBy(() -> host.start(spec))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageStartingWith("process test: ")
                .hasMessageContaining(why);
    }

    @Test
    void itIsFoundByTheServiceLoaderAndClaimsNoIsolation() {
        List<?> found = ServiceLoader.load(ToolSandbox.class).stream()
                .map(ServiceLoader.Provider::type)
                .toList();
        assertThat(found).hasSize(1);
        assertThat(new HostSandbox().capabilities()).isEmpty();
        assertThat(new HostSandbox().name()).isEqualTo("host");
    }

    @Test
    void itsReportSaysThatNothingIsEnforced() throws Exception {
        EngineReport report = host.sandbox.probe();
        assertThat(report.controls()).hasSize(Control.values().length);
        assertThat(report.controls().values()).containsOnly(Evidence.Status.NOT_AVAILABLE);
        assertThat(report.advice()).anyMatch(line -> line.contains("no isolation"));
    }

    @Test
    void everyControlIsReportedAsNotAvailable() throws Exception {
        try (SandboxProcess process = host.start(spec("cat"))) {
            assertThat(process.evidence()).hasSize(Control.values().length).allSatisfy(entry -> {
                assertThat(entry.status()).isEqualTo(Evidence.Status.NOT_AVAILABLE);
                assertThat(entry.got()).isEqualTo("isolation: none");
            });
        }
    }

    @Test
    void theEnvironmentHoldsThePathAndWhatIsNamedAndNothingElse() throws Exception {
        ProcessSpec.Builder spec =
                spec("env").environment(Map.of("GREETING", "hello")).secrets(Map.of("TOKEN", Secret.of("s3cret")));
        try (SandboxProcess process = host.start(spec)) {
            assertThat(read(process).lines())
                    .containsExactlyInAnyOrder("PATH=" + TestHost.PATH, "GREETING=hello", "TOKEN=s3cret");
        }
    }

    @Test
    void noFileOfThisProcessIsInherited() throws Exception {
        try (var open = Files.newByteChannel(Files.createTempFile(null, null));
                SandboxProcess process = host.start(spec("ls", "/proc/self/fd"))) {
            assertThat(open.isOpen()).isTrue();
            assertThat(read(process).lines()).containsExactly("0", "1", "2", "3"); // 3 is the folder being listed
        }
    }

    @Test
    void itStartsInAnEmptyFolderOfItsOwnOrWhereItIsTold(@TempDir Path elsewhere) throws Exception {
        try (SandboxProcess process = host.start(shell("pwd; ls -A"))) {
            String pwd = read(process).strip();
            assertThat(Path.of(pwd).getParent()).isEqualTo(folder.toRealPath());
        }
        try (SandboxProcess process = host.start(shell("pwd").workingDirectory(elsewhere.toString()))) {
            assertThat(read(process).strip()).isEqualTo(elsewhere.toRealPath().toString());
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertRefused(
                spec("no-such-program"), Kind.START_FAILED, "'no-such-program' can't be started: there is none in");
        assertRefused(spec("/no/such"), Kind.START_FAILED, "'/no/such' can't be started: there is no such program");
        assertRefused(spec("/etc/passwd"), Kind.START_FAILED, "'/etc/passwd' can't be started");
        assertRefused(spec("cat").workingDirectory("/no/such/folder"), Kind.START_FAILED, "not in /no/such/folder");
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
        assertRefused(spec("cat").policy(demanding), Kind.NOT_ENFORCED, "[network]");
    }

    @Test
    void whatOnlyAContainerCanGiveIsRefused() {
        Mount mount = new Mount(folder, "/workspace", Mount.Access.READ_ONLY);
        assertRefused(spec("cat").mounts(List.of(mount)), Kind.REFUSED, "can't appear as /workspace");
        ImageId image = new ImageId("sha256:" + "0".repeat(64), Optional.empty(), "busybox");
        assertRefused(spec("cat").image(image), Kind.REFUSED, "no image");
        assertRefused(ProcessSpec.builder("test"), Kind.REFUSED, "needs a command");
        ImageSource source = new ImageSource.Reference("busybox", ImageSource.Pull.NEVER);
        assertThatThrownBy(() -> host.sandbox.prepare(source, progress -> {}))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void aMountInItsPlaceIsWhatAPlainProcessSeesAnyway() throws Exception {
        Mount mount = new Mount(folder, folder.toString(), Mount.Access.READ_ONLY);
        try (SandboxProcess process = host.start(spec("true").mounts(List.of(mount)))) {
            assertThat(read(process)).isEmpty();
        }
    }

    @Test
    void aValueThatNoVariableCanHoldIsRefusedWithoutShowingIt() {
        assertRefused(spec("env").secrets(Map.of("TOKEN", Secret.of("s3cret\0"))), Kind.REFUSED, "'TOKEN'");
        assertThatThrownBy(() -> host.start(spec("env").secrets(Map.of("TOKEN", Secret.of("s3cret\0")))))
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
        assertRefused(spec("env").environment(Map.of("NAME", "\0")), Kind.REFUSED, "'NAME'");
    }

    @Test
    void nothingIsFoundBySweepingBecauseNothingIsLabelled() throws Exception {
        try (SandboxProcess process = host.start(spec("cat"))) {
            assertThat(host.sandbox.sweep(candidate -> true)).isEmpty();
            assertThat(ProcessHandle.of(Long.parseLong(process.id()))).isPresent();
        }
    }

    @Test
    void aBlankPathIsNoPath() {
        assertThatThrownBy(() -> new HostConfig(Optional.of(" "))).hasMessageContaining("path must not be blank");
    }
}
