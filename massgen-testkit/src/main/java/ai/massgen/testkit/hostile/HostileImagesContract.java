package ai.massgen.testkit.hostile;

import static ai.massgen.testkit.sandbox.ContainerLab.SOON;
import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose own settings want more than the policy gives. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class HostileImagesContract {
    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected HostileImagesContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    private ProcessSpec.Builder of(String reference, String script) throws IOException, InterruptedException {
        return lab.shell(script)
                .image(lab.image(reference))
                .policy(runtime.policy().build());
    }

    @Test
    @Row("X4")
    final void itsLabelsCannotPassForOurs(Observed observed) throws Exception {
        String image = lab.derived(
                "labels",
                "LABEL ai.massgen.owner=forged ai.massgen.expires=1 ai.massgen.docker.start=forged ai.massgen.podman.start=forged ai.massgen.run=x");
        Map<String, String> ours =
                Map.of(SandboxLabels.OWNER, "us", SandboxLabels.EXPIRES, "1900000000", SandboxLabels.RUN, lab.prefix());
        try (SandboxProcess process = lab.start(of(image, "cat").labels(ours))) {
            Map<String, String> labels = lab.account(process.id()).orElseThrow().labels();
            assertThat(labels).containsAllEntriesOf(ours);
            Set<String> engines = Set.of("ai.massgen.docker.start", "ai.massgen.podman.start");
            assertThat(labels.entrySet())
                    .filteredOn(label -> engines.contains(label.getKey()))
                    .filteredOn(label -> !label.getValue().equals("forged"))
                    .hasSize(1);
            observed.that("the container carries our labels");
        }
    }

    @Test
    @Row({"X5", "D12"})
    final void itsUserEntryPointPortsVariablesAndHealthCheckHaveNoSay(Observed observed) throws Exception {
        String image = lab.derived(
                "settings",
                "USER 0:0",
                "ENTRYPOINT [\"/bin/sh\",\"-c\",\"echo entry; exec cat\"]",
                "EXPOSE 80/tcp 2375/tcp",
                "ENV HOME=/root TMPDIR=/dev LD_PRELOAD=/evil.so",
                "HEALTHCHECK --interval=1s CMD touch /tmp/checked",
                "ONBUILD RUN touch /built");
        try (SandboxProcess process = lab.start(of(
                image,
                "id -u; echo $HOME $TMPDIR; trap 'echo term; exit 3' TERM; read x; echo $x;"
                        + " while :; do sleep 0.1; done"))) {
            assertThat(line(process)).isEqualTo("65532");
            assertThat(line(process)).isEqualTo("/tmp /tmp");
            assertThat(lab.account(process.id()).orElseThrow().offersNothing()).isTrue();
            process.stdin().write("ready\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("ready");
            process.terminate();
            assertThat(line(process)).isEqualTo("term");
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(3, false));
            observed.that("user 65532, HOME=/tmp, no port published, no health check, SIGTERM ends it");
        }
    }

    /** Each would be a file system in memory at a place that isolates. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/proc", "/proc/self", "/sys", "/dev", "/dev/shm", "/tmp/x", "/a,b", "/a:b"})
    @Row("X6")
    final void aVolumeInAPlaceThatIsolatesGivesItNothing(String volume, Observed observed) throws Exception {
        String tag = "volume" + Integer.toHexString(volume.hashCode());
        String image = lab.derived(tag, "VOLUME [\"" + volume + "\"]");
        if (volume.equals("/tmp/x")) {
            String out =
                    lab.run(of(image, "id -u; touch /tmp/x/y && echo written")).out();
            observed.that(volume + ": memory like /tmp");
            assertThat(out).isEqualTo("65532\nwritten\n");
            return;
        }
        assertRefused(Kind.REFUSED, () -> lab.start(of(image, "cat")))
                .hasMessageContaining("declares a volume at '" + volume + "'");
        observed.that(volume + ": refused");
    }

    @Test
    @Row("X7")
    final void aSetUserIdProgramOfRootIsAProgramLikeOthers(Observed observed) throws Exception {
        String image = lab.setUserId("setuid", "/usr/suid/busybox");
        Ran ran = lab.run(of(
                image,
                "ls -l /usr/suid/busybox | cut -c1-10; /usr/suid/busybox id -u; /usr/suid/busybox id -un;"
                        + " /usr/suid/busybox cat /proc/self/status | grep -E '^(Uid|CapEff)'"));
        observed.that(ran.out().replace("\n", ", "));
        assertThat(ran.out()).startsWith("-rwsr-xr-x\n65532\n").contains("CapEff:\t0000000000000000");
        assertThat(ran.out()).doesNotContainPattern("Uid:.*\\t0\\t");
    }
}
