package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.toolkit.container.EngineRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret arrives where it belongs and shows nowhere else. */
@Tag("engine")
@Timeout(120)
class SecretsTest {
    private static final String VALUE = "hunter2-s3cret";
    private static final Map<String, Secret> TOKEN = Map.of("TOKEN", Secret.of(VALUE));

    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("F8")
    void itIsInTheServersEnvironmentAndInNoAccountOfTheContainer(Oci oci) throws Exception {
        ENGINE.raw().requireRuntime(oci.runtime());
        ProcessSpec.Builder spec = ENGINE.shell("echo $TOKEN; cat")
                .secrets(TOKEN)
                .policy(oci.policy().build());
        try (SandboxProcess process = ENGINE.start(spec)) {
            assertThat(line(process)).isEqualTo(VALUE);
            assertThat(ENGINE.raw().inspect(process.id()).toString()).doesNotContain(VALUE);
            assertThat(ENGINE.raw()
                            .call(EngineRequest.of("GET", "/containers/" + process.id() + "/top"))
                            .text())
                    .doesNotContain(VALUE);
            assertThat(ENGINE.raw()
                            .call(EngineRequest.of("GET", "/events?since=0&until=" + System.currentTimeMillis() / 1000))
                            .text())
                    .doesNotContain(VALUE);
            assertThat(process.evidence().toString()).doesNotContain(VALUE);
            assertThat(spec.build().toString()).doesNotContain(VALUE);
        }
    }

    @Test
    @Row("F8")
    void noProcessOfThisMachineShowsItInItsArguments() throws Exception {
        try (SandboxProcess process =
                ENGINE.start(ENGINE.shell("echo $TOKEN; cat").secrets(TOKEN))) {
            assertThat(line(process)).isEqualTo(VALUE);
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                assertThat(all.map(handle -> handle.info().commandLine().orElse("")))
                        .noneMatch(command -> command.contains(VALUE));
            }
        }
    }

    @Test
    void anyTextArrivesAsItIs() throws Exception {
        String awkward = "it's \"quoted\" $HOME `id` \\ \n\ttwo lines; é € 😀 %s $(id) ' ''";
        Ran ran = ENGINE.run(ENGINE.shell("printf '%s' \"$A\"; printf '|%s' \"$B\"")
                .secrets(Map.of("A", Secret.of(awkward), "B", Secret.of("'"))));
        assertThat(ran.out()).isEqualTo(awkward + "|'");
    }

    @Test
    void theFileIsForTheServersUserOnlyAndCannotBeChanged() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Ran ran = ENGINE.run(
                ENGINE.shell("ls -ln /run/massgen-secrets | awk '{print $1, $3}'; (echo x > /run/massgen-secrets) 2>&1;"
                                + " rm /run/massgen-secrets 2>&1; grep massgen-secrets /proc/mounts | awk '{print $4}'")
                        .secrets(TOKEN));
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("-r-------- 65532");
        assertThat(ran.out()).doesNotContain(VALUE);
        assertThat(lines.get(1)).containsAnyOf("Read-only file system", "Permission denied");
        assertThat(lines.get(2)).containsAnyOf("Read-only file system", "Permission denied", "busy");
        assertThat(lines.get(3)).startsWith("ro");
    }

    @Test
    void anotherUserGetsItToo() throws Exception {
        for (RunAs user : List.of(new RunAs.Ids(0, 0), new RunAs.Ids(1000, 1000))) {
            Ran ran = ENGINE.run(ENGINE.shell("echo $TOKEN")
                    .secrets(TOKEN)
                    .policy(TestPolicy.locked().user(user).build()));
            assertThat(ran.out()).isEqualTo(VALUE + "\n");
        }
        var image = ENGINE.image(ENGINE.images().derived("named", "USER nobody"));
        Ran ran = ENGINE.run(ENGINE.shell("echo $TOKEN")
                .secrets(TOKEN)
                .image(image)
                .policy(TestPolicy.locked().user(new RunAs.ImageUser()).build()));
        assertThat(ran.out()).isEqualTo(VALUE + "\n");
    }

    @Test
    void theServerKeepsItsArgumentsAndItsExitCode() throws Exception {
        Ran ran = ENGINE.run(ENGINE.spec("/bin/sh", "-c", "echo \"$0|$1|$2\"; exit 9", "a b", "$TOKEN", "")
                .secrets(TOKEN));
        assertThat(ran.out()).isEqualTo("a b|$TOKEN|\n");
        assertThat(ran.exit().code()).isEqualTo(9);
    }

    @Test
    @Row("F8")
    void theFileGoesWithTheContainerAndIsOursWhileItRuns() throws Exception {
        Path folder = ENGINE.context().privateDirectory();
        try (SandboxProcess process = ENGINE.start(ENGINE.shell("cat").secrets(TOKEN))) {
            assertThat(process.id()).isNotEmpty();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @Row("F8")
    void aFailureDoesNotShowItAndLeavesNoFile() {
        TestPolicy impossible = TestPolicy.locked().runtime("kata");
        assertRefused(
                        Kind.START_FAILED,
                        () -> ENGINE.start(ENGINE.spec("cat").secrets(TOKEN).policy(impossible.build())))
                .satisfies(SecretsTest::hidden);
        TestPolicy demanding = Oci.GVISOR.policy().demanding(Control.SECCOMP);
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(ENGINE.spec("cat").secrets(TOKEN).policy(demanding.build())))
                .satisfies(SecretsTest::hidden);
        assertRefused(
                        Kind.REFUSED,
                        () -> ENGINE.start(ENGINE.spec("cat").secrets(Map.of("TOKEN", Secret.of(VALUE + "\0")))))
                .hasMessageContaining("secret 'TOKEN' contains a NUL character")
                .satisfies(SecretsTest::hidden);
    }

    private static void hidden(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            Assertions.assertThat(each.toString()).doesNotContain(VALUE);
        }
    }

    @Test
    void anImageWithoutAShellCannotBeGivenSecrets() throws Exception {
        var image = ENGINE.image(ENGINE.images().onlyProgram("bare", "/cat"));
        assertThat(ENGINE.run(ENGINE.spec("/cat").image(image)).exit().code()).isZero();
        assertRefused(
                        Kind.REFUSED,
                        () -> ENGINE.start(ENGINE.spec("/cat").image(image).secrets(TOKEN)))
                .hasMessageContaining("has no /bin/sh");
    }
}
