package ai.massgen.testkit.hostile;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Mount.Access;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
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
import org.junit.jupiter.api.io.TempDir;

/** Servers that want more of this machine's files than they were given. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class HostileFilesContract {
    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected HostileFilesContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    final void openTheFolderToEverybody() throws IOException {
        folder = folder.toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private ProcessSpec.Builder shell(String script, Mount... mounts) throws IOException, InterruptedException {
        return lab.shell(script).mounts(List.of(mounts)).policy(runtime.policy().build());
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    /** An engine before 25 would leave it writable below a read-only mount, so it is not shown at all. */
    @Test
    @Row("C2")
    final void whatIsMountedBelowASourceIsNotShown(Observed observed) throws Exception {
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxrwxrwx"));
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Assumptions.assumeTrue(root && command("mount", "-t", "tmpfs", "none", below.toString()) == 0);
        try {
            Files.writeString(below.resolve("secret"), "s3cret");
            Ran ran = lab.run(shell(
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

    @Test
    @Row("C3")
    final void aLinkInAMountedFolderLeadsIntoTheContainer(Observed observed) throws Exception {
        Files.createSymbolicLink(folder.resolve("etc"), Path.of("/etc"));
        Files.createSymbolicLink(folder.resolve("host"), folder.resolve("../../../../../../etc/machine-id"));
        Ran ran = lab.run(shell(
                "cat /data/etc/passwd; cat /data/etc/shadow /data/host; ln -s /etc/shadow /data/mine; cat /data/mine",
                new Mount(folder, "/data", Access.READ_WRITE)));
        observed.that("the image's files, and none of the host's");
        assertThat(ran.out()).contains("sandbox:x:65532").doesNotContain("sshd", "root:$");
        assertThat(ran.out().lines()).hasSize(3);
        Path made = folder.resolve("mine");
        assertThat(Files.isSymbolicLink(made)).isTrue();
        assertRefused(Kind.REFUSED, () -> lab.start(shell("cat", new Mount(made, "/x", Access.READ_ONLY))))
                .hasMessageContaining("is or contains a link");
    }

    @Test
    @Row("C13")
    final void whatOneContainerLeavesInTmpTheNextDoesNotFind(Observed observed) throws Exception {
        String script = "ls -A /tmp /workspace; echo mine >/tmp/mine; ls -A /tmp";
        assertThat(lab.run(shell(script)).out()).contains("mine");
        String second = lab.run(shell("ls -A /tmp; echo end")).out();
        observed.that("an empty /tmp");
        assertThat(second).isEqualTo("end\n");
    }

    /** The engine keeps them on the host's disk. */
    @Test
    @Row("X8")
    final void evenRootCannotFillTheFilesThatTheEngineMakes(Observed observed) throws Exception {
        Ran ran = lab.run(shell("for f in hosts hostname resolv.conf; do echo x >>/etc/$f; done; id -u")
                .policy(runtime.policy().user(new RunAs.Ids(0, 0)).build()));
        observed.that(ran.err().lines().findFirst().orElse(""));
        assertThat(ran.out()).isEqualTo("0\n");
        assertThat(ran.err().lines()).hasSize(3).allMatch(line -> line.contains("Read-only file system"));
    }

    @Test
    @Row("X10")
    final void aWritableMountTakesNoDevicesAndNoPowers(Observed observed) throws Exception {
        Ran ran = lab.run(shell(
                "mknod /data/sda b 8 0; mkfifo /data/pipe && echo pipe; cp /bin/busybox /data/s;"
                        + " chmod 4777 /data/s; chown 0:0 /data/s; ls -ln /data/s | awk '{print $3}'",
                new Mount(folder, "/data", Access.READ_WRITE)));
        observed.that(ran.err().lines().findFirst().orElse(""));
        Map<String, Object> made = Files.readAttributes(folder.resolve("s"), "unix:uid");
        assertThat(made).containsEntry("uid", 65532);
        assertThat(folder.resolve("sda")).doesNotExist();
    }
}
