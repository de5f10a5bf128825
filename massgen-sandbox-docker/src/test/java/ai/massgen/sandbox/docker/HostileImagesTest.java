package ai.massgen.sandbox.docker;

import static ai.massgen.sandbox.docker.RealEngine.SOON;
import static ai.massgen.sandbox.docker.RealEngine.line;
import static ai.massgen.sandbox.docker.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose own settings want more than the policy gives. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
@ParameterizedClass
@EnumSource(Oci.class)
class HostileImagesTest {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    private final Oci oci;

    HostileImagesTest(Oci oci) throws IOException, InterruptedException {
        this.oci = oci;
        ENGINE.raw().requireRuntime(oci.runtime());
    }

    private ProcessSpec.Builder of(String reference, String script) throws InterruptedException {
        return ENGINE.shell(script)
                .image(ENGINE.image(reference))
                .policy(TestPolicy.on(oci).build());
    }

    @Test
    @Row("X4")
    void itsLabelsCannotPassForOurs(Observed observed) throws Exception {
        String image = ENGINE.images()
                .derived(
                        "labels",
                        "LABEL ai.massgen.owner=forged ai.massgen.expires=1 ai.massgen.docker.start=forged ai.massgen.run=x");
        Map<String, String> ours = Map.of(
                SandboxLabels.OWNER, "us", SandboxLabels.EXPIRES, "1900000000", SandboxLabels.RUN, ENGINE.prefix());
        try (SandboxProcess process = ENGINE.start(of(image, "cat").labels(ours))) {
            JsonNode labels = ENGINE.raw().inspect(process.id()).at("/Config/Labels");
            ours.forEach((name, value) -> assertThat(labels.path(name).asText()).isEqualTo(value));
            assertThat(labels.path(ContainerPlan.START_LABEL).asText()).isNotEqualTo("forged");
            observed.that("the container carries our labels");
        }
    }

    @Test
    @Row({"X5", "D12"})
    void itsUserEntryPointPortsVariablesAndHealthCheckHaveNoSay(Observed observed) throws Exception {
        String image = ENGINE.images()
                .derived(
                        "settings",
                        "USER 0:0",
                        "ENTRYPOINT [\"/bin/sh\",\"-c\",\"echo entry; exec cat\"]",
                        "EXPOSE 80/tcp 2375/tcp",
                        "ENV HOME=/root TMPDIR=/dev LD_PRELOAD=/evil.so",
                        "HEALTHCHECK --interval=1s CMD touch /tmp/checked",
                        "ONBUILD RUN touch /built");
        try (SandboxProcess process = ENGINE.start(of(
                image,
                "id -u; echo $HOME $TMPDIR; trap 'echo term; exit 3' TERM; read x; echo $x;"
                        + " while :; do sleep 0.1; done"))) {
            assertThat(line(process)).isEqualTo("65532");
            assertThat(line(process)).isEqualTo("/tmp /tmp");
            JsonNode inspect = ENGINE.raw().inspect(process.id());
            assertThat(inspect.at("/NetworkSettings/Ports")).isEmpty();
            assertThat(inspect.at("/HostConfig/PortBindings")).isEmpty();
            assertThat(inspect.at("/State/Health").isMissingNode()
                            || inspect.at("/State/Health/Status").asText().equals("none"))
                    .isTrue();
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
    @ValueSource(
            strings = {
                "/",
                "/proc",
                "/proc/self",
                "/sys",
                "/dev",
                "/dev/shm",
                "/run/massgen-secrets",
                "/tmp/x",
                "/a,b",
                "/a:b"
            })
    @Row("X6")
    void aVolumeInAPlaceThatIsolatesGivesItNothing(String volume, Observed observed) throws Exception {
        String tag = "volume" + Integer.toHexString(volume.hashCode());
        String image = ENGINE.images().derived(tag, "VOLUME [\"" + volume + "\"]");
        if (volume.equals("/tmp/x")) {
            String out = ENGINE.run(of(image, "id -u; touch /tmp/x/y && echo written"))
                    .out();
            observed.that(volume + ": memory like /tmp");
            assertThat(out).isEqualTo("65532\nwritten\n");
            return;
        }
        assertRefused(Kind.REFUSED, () -> ENGINE.start(of(image, "cat")))
                .hasMessageContaining("declares a volume at '" + volume + "'");
        observed.that(volume + ": refused");
    }

    @Test
    @Row("X7")
    void aSetUserIdProgramOfRootIsAProgramLikeOthers(Observed observed) throws Exception {
        String image = ENGINE.images().setUserId("setuid", "/usr/suid/busybox");
        Ran ran = ENGINE.run(of(
                image,
                "ls -l /usr/suid/busybox | cut -c1-10; /usr/suid/busybox id -u; /usr/suid/busybox id -un;"
                        + " /usr/suid/busybox cat /proc/self/status | grep -E '^(Uid|CapEff)'"));
        observed.that(ran.out().replace("\n", ", "));
        assertThat(ran.out()).startsWith("-rwsr-xr-x\n65532\n").contains("CapEff:\t0000000000000000");
        assertThat(ran.out()).doesNotContainPattern("Uid:.*\\t0\\t");
    }
}
