package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.toolkit.container.ExpectedContainer;
import ai.massgen.toolkit.container.InsideLook;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program inside tells, of a container that nobody can look at from outside. */
class InsideLookTest {
    private static final String GOOD = """
            status Uid:\t65532\t65532\t65532\t65532
            status Gid:\t65532\t65532\t65532\t65532
            status CapPrm:\t0000000000000000
            status CapEff:\t0000000000000000
            status CapBnd:\t0000000000000000
            status NoNewPrivs:\t1
            status Seccomp:\t2
            limits Max open files            1024                 1024                 files
            limits Max core file size        0                    0                    bytes
            net/dev Inter-|   Receive                                                |  Transmit
            net/dev     lo:       0       0    0    0    0     0          0         0        0
            mountinfo 1 0 0:1 / / ro,relatime - overlay overlay rw
            mountinfo 2 1 0:2 / /tmp rw,nosuid,nodev,noexec,relatime - tmpfs tmpfs rw,size=65536k,nr_inodes=@@INODES@@,mode=700
            mountinfo 3 1 0:3 / /private/data rw,nosuid,nodev,noexec,relatime - tmpfs tmpfs rw,size=65536k,nr_inodes=@@INODES@@
            place /private/data
            place /tmp
            end\s
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Told(InputStream stdout) implements ExecProcess {
        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public Optional<ExitStatus> awaitExit(Duration timeout) {
            return Optional.of(new ExitStatus(0, false));
        }

        @Override
        public void close() {}
    }

    private static ExpectedContainer expected() {
        ExpectedContainer plain = Fixture.plan(TestPolicy.locked(), List.of()).expected(Fixture.facts(), "runc");
        return new ExpectedContainer(
                plain.policy(),
                plain.user(),
                Set.of("/tmp", "/data"),
                plain.countsFiles(),
                plain.mounts(),
                plain.pids(),
                plain.pidsInWords(),
                plain.unavailable(),
                plain.gvisor());
    }

    private List<Evidence> look(String told) throws InterruptedException {
        String inodes = Integer.toString(expected().policy().tmpInodes());
        byte[] bytes = told.replace("@@INODES@@", inodes).getBytes(StandardCharsets.UTF_8);
        List<Evidence> seen = InsideLook.at(expected(), spec -> new Told(new ByteArrayInputStream(bytes)), folder);
        assertThat(folder).isEmptyDirectory();
        return seen;
    }

    private static Set<Control> broken(List<Evidence> seen) {
        return seen.stream()
                .filter(entry -> entry.status() != Evidence.Status.ENFORCED)
                .map(Evidence::control)
                .collect(Collectors.toSet());
    }

    @Test
    void wallsThatStandAreToldFromInside() throws Exception {
        List<Evidence> seen = look(GOOD);

        assertThat(broken(seen)).isEmpty();
        assertThat(seen)
                .extracting(Evidence::control)
                .contains(Control.CAPABILITIES, Control.SECCOMP, Control.NETWORK, Control.MOUNTS, Control.TMP_SIZE);
        assertThat(seen).extracting(Evidence::source).containsOnly(Evidence.Source.INSIDE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Seccomp:\t2 | Seccomp:\t0 | SECCOMP",
                "NoNewPrivs:\t1 | NoNewPrivs:\t0 | NO_NEW_PRIVILEGES",
                "CapBnd:\t0000000000000000 | CapBnd:\t00000000a80425fb | CAPABILITIES",
                "lo: | eth0: | NETWORK",
                "ro,relatime | rw,relatime | READ_ONLY_ROOT",
                "/private/data rw | /etc/x rw | MOUNTS"
            })
    void aWallThatIsMissingIsFoundOut(String line, String instead, Control control) throws Exception {
        assertThat(broken(look(GOOD.replace(line, instead)))).contains(control);
    }

    @Test
    void whoIsCutOffOrHasNoShellHasToldNothing() throws Exception {
        assertThat(look(GOOD.replace("end \n", ""))).isEmpty();
        assertThat(look("")).isEmpty();
        assertThat(InsideLook.at(
                        expected(),
                        spec -> {
                            throw new SandboxException(SandboxException.Kind.START_FAILED, "no /bin/sh");
                        },
                        folder))
                .isEmpty();
    }
}
