package ai.massgen.sandbox.docker;

import static ai.massgen.sandbox.docker.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Mount.Access;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that want more of this machine's files than they were given. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
class HostileFilesTest {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    @TempDir
    Path folder;

    @BeforeEach
    void openTheFolderToEverybody() throws IOException {
        folder = folder.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static ProcessSpec.Builder shell(Oci oci, String script, Mount... mounts)
            throws IOException, InterruptedException {
        ENGINE.raw().requireRuntime(oci.runtime());
        return ENGINE.shell(script)
                .mounts(List.of(mounts))
                .policy(TestPolicy.on(oci).build());
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    /** An engine before 25 would leave it writable below a read-only mount, so it is not shown at all. */
    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("C2")
    void whatIsMountedBelowASourceIsNotShown(Oci oci, Observed observed) throws Exception {
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxrwxrwx"));
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Assumptions.assumeTrue(root && command("mount", "-t", "tmpfs", "none", below.toString()) == 0);
        try {
            Files.writeString(below.resolve("secret"), "s3cret");
            Ran ran = ENGINE.run(shell(
                    oci,
                    "ls -A /data/below; echo x >/data/below/new; mount -o remount,rw /data/below; mount -o remount,bind,rw /data",
                    new Mount(folder, "/data", Access.READ_ONLY)));
            observed.that("the folder is empty there; "
                    + ran.err().lines().findFirst().orElse(""));
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("Read-only file system");
            assertThat(below.resolve("new")).doesNotExist();
        } finally {
            assertThat(command("umount", below.toString())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("C3")
    void aLinkInAMountedFolderLeadsIntoTheContainer(Oci oci, Observed observed) throws Exception {
        Files.createSymbolicLink(folder.resolve("etc"), Path.of("/etc"));
        Files.createSymbolicLink(folder.resolve("host"), folder.resolve("../../../../../../etc/machine-id"));
        Ran ran = ENGINE.run(shell(
                oci,
                "cat /data/etc/passwd; cat /data/etc/shadow /data/host; ln -s /etc/shadow /data/mine; cat /data/mine",
                new Mount(folder, "/data", Access.READ_WRITE)));
        observed.that("the image's files, and none of the host's");
        assertThat(ran.out()).contains("sandbox:x:65532").doesNotContain("sshd", "root:$");
        assertThat(ran.out().lines()).hasSize(3);
        Path made = folder.resolve("mine");
        assertThat(Files.isSymbolicLink(made)).isTrue();
        assertRefused(Kind.REFUSED, () -> ENGINE.start(shell(oci, "cat", new Mount(made, "/x", Access.READ_ONLY))))
                .hasMessageContaining("is or contains a link");
    }

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("C13")
    void whatOneContainerLeavesInTmpTheNextDoesNotFind(Oci oci, Observed observed) throws Exception {
        String script = "ls -A /tmp /workspace; echo mine >/tmp/mine; ls -A /tmp";
        assertThat(ENGINE.run(shell(oci, script)).out()).contains("mine");
        String second = ENGINE.run(shell(oci, "ls -A /tmp; echo end")).out();
        observed.that("an empty /tmp");
        assertThat(second).isEqualTo("end\n");
    }

    /** The engine keeps them on the host's disk. */
    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("X8")
    void evenRootCannotFillTheFilesThatTheEngineMakes(Oci oci, Observed observed) throws Exception {
        Ran ran = ENGINE.run(shell(oci, "for f in hosts hostname resolv.conf; do echo x >>/etc/$f; done; id -u")
                .policy(TestPolicy.on(oci).user(new RunAs.Ids(0, 0)).build()));
        observed.that(ran.err().lines().findFirst().orElse(""));
        assertThat(ran.out()).isEqualTo("0\n");
        assertThat(ran.err().lines()).hasSize(3).allMatch(line -> line.contains("Read-only file system"));
    }

    @Test
    @Row("X9")
    void aSourceThatIsSwappedForALinkDuringTheStartIsNotMounted(@TempDir Path engineFolder, Observed observed)
            throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        try (ScriptedEngine engine = new ScriptedEngine(engineFolder)) {
            engine.tampering(inspect -> {
                swap(source);
                inspect.putArray("Mounts")
                        .addObject()
                        .put("Type", "bind")
                        .put("Source", source.toString())
                        .put("Destination", "/data")
                        .put("RW", false)
                        .put("Propagation", "rprivate");
            });
            try (Sandbox sandbox = engine.open(engineFolder)) {
                ProcessSpec spec = ScriptedEngine.spec()
                        .mounts(List.of(new Mount(source, "/data", Access.READ_ONLY)))
                        .build();
                assertRefused(Kind.REFUSED, () -> sandbox.start(spec, bytes -> {}))
                        .hasMessageContaining("is or contains a link to /etc");
            }
            assertThat(engine.requests()).doesNotContain("POST start");
            assertThat(engine.containers()).isEmpty();
            observed.that("created, looked at again, removed, never started");
        }
    }

    private static void swap(Path source) {
        try {
            Files.delete(source);
            Files.createSymbolicLink(source, Path.of("/etc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("X10")
    void aWritableMountTakesNoDevicesAndNoPowers(Oci oci, Observed observed) throws Exception {
        Ran ran = ENGINE.run(shell(
                oci,
                "mknod /data/sda b 8 0; mkfifo /data/pipe && echo pipe; cp /bin/busybox /data/s;"
                        + " chmod 4777 /data/s; chown 0:0 /data/s; ls -ln /data/s | awk '{print $3}'",
                new Mount(folder, "/data", Access.READ_WRITE)));
        observed.that(ran.err().lines().findFirst().orElse(""));
        Map<String, Object> made = Files.readAttributes(folder.resolve("s"), "unix:uid");
        assertThat(made).containsEntry("uid", 65532);
        assertThat(folder.resolve("sda")).doesNotExist();
    }
}
