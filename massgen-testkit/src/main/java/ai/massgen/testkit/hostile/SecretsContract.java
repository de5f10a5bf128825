package ai.massgen.testkit.hostile;

import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A secret arrives where it belongs and shows nowhere else. */
@Tag("engine")
@Timeout(120)
public abstract class SecretsContract {
    private static final String VALUE = "hunter2-s3cret";
    private static final Map<String, Secret> TOKEN = Map.of("TOKEN", Secret.of(VALUE));

    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected SecretsContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    /**
     * All that the engine itself tells of a container and of what happened to it.
     *
     * @param id its id
     * @return in its own words
     * @throws IOException if it does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    protected abstract String everythingSaid(String id) throws IOException, InterruptedException;

    private ProcessSpec.Builder shell(String script) throws InterruptedException {
        return given(lab.shell(script));
    }

    private ProcessSpec.Builder given(ProcessSpec.Builder spec) {
        return spec.secrets(TOKEN).policy(runtime.policy().build());
    }

    @Test
    @Row("F8")
    final void itIsInTheServersEnvironmentAndInNoAccountOfTheContainer() throws Exception {
        ProcessSpec.Builder spec = shell("echo $TOKEN; cat");
        try (SandboxProcess process = lab.start(spec)) {
            assertThat(line(process)).isEqualTo(VALUE);
            assertThat(everythingSaid(process.id())).contains(process.id()).doesNotContain(VALUE);
            assertThat(process.evidence().toString()).doesNotContain(VALUE);
            assertThat(spec.build().toString()).doesNotContain(VALUE);
            process.stdin().write("the rest of the input\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("the rest of the input");
        }
    }

    @Test
    @Row("F8")
    final void noFileAndNoListOfProcessesShowsIt() throws Exception {
        String look = "grep -rl 'hunter2[-]' / --exclude-dir=proc --exclude-dir=sys 2>/dev/null;"
                + " cat /proc/[0-9]*/cmdline | grep -c 'hunter2[-]'; echo $TOKEN; cat";
        try (SandboxProcess process = lab.start(shell(look))) {
            assertThat(line(process)).isEqualTo("0");
            assertThat(line(process)).isEqualTo(VALUE);
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                assertThat(all.map(handle -> handle.info().commandLine().orElse("")))
                        .noneMatch(command -> command.contains(VALUE));
            }
        }
    }

    @Test
    final void furtherProgramsHaveItToo() throws Exception {
        try (SandboxProcess process = lab.start(shell("cat"))) {
            ExecSpec asking = ExecSpec.of(List.of("/bin/sh", "-c", "echo $TOKEN"));
            try (ExecProcess program = process.exec(asking, bytes -> {})) {
                assertThat(new String(program.stdout().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(VALUE + "\n");
            }
            assertThat(everythingSaid(process.id())).doesNotContain(VALUE);
        }
    }

    @Test
    final void anyTextArrivesAsItIs() throws Exception {
        String awkward = "it's \"quoted\" $HOME `id` \\ \n\ttwo lines; é € 😀 %s $(id) ' ''\r\n\n ";
        String longest = "0123456789'\n".repeat(3000);
        Ran ran = lab.run(shell("printf '%s' \"$A\"; printf '|%s' \"$B\"; printf '|%s' \"$C\"")
                .secrets(Map.of("A", Secret.of(awkward), "B", Secret.of("'"), "C", Secret.of(longest))));
        assertThat(ran.out()).isEqualTo(awkward + "|'|" + longest);
    }

    @Test
    final void anotherUserGetsItToo() throws Exception {
        for (RunAs user : new RunAs[] {new RunAs.Ids(0, 0), new RunAs.Ids(1000, 1000)}) {
            Ran ran = lab.run(
                    shell("echo $TOKEN").policy(runtime.policy().user(user).build()));
            assertThat(ran.out()).isEqualTo(VALUE + "\n");
        }
        Ran ran = lab.run(shell("echo $TOKEN")
                .image(lab.image(lab.derived("named", "USER nobody")))
                .policy(runtime.policy().user(new RunAs.ImageUser()).build()));
        assertThat(ran.out()).isEqualTo(VALUE + "\n");
    }

    @Test
    final void theServerKeepsItsArgumentsAndItsExitCode() throws Exception {
        Ran ran = lab.run(given(lab.spec("/bin/sh", "-c", "echo \"$0|$1|$2\"; exit 9", "a b", "$TOKEN", "")));
        assertThat(ran.out()).isEqualTo("a b|$TOKEN|\n");
        assertThat(ran.exit().code()).isEqualTo(9);
    }

    @Test
    @Row("F8")
    final void aServerWhoseIsolationIsNotProvenNeverGetsIt() throws Exception {
        isHidden(Kind.NOT_ENFORCED, () -> lab.start(given(lab.spec("cat")).policy(notGiven())));
        isHidden(
                Kind.REFUSED,
                () -> lab.start(given(lab.spec("cat")).secrets(Map.of("TOKEN", Secret.of(VALUE + "\0")))));
    }

    /**
     * A policy with something that the engine does not enforce.
     *
     * @return a policy under which nothing starts
     */
    protected abstract IsolationPolicy notGiven();

    private static void isHidden(Kind kind, ThrowingCallable start) {
        assertRefused(kind, start).satisfies(thrown -> {
            for (Throwable each = thrown; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(VALUE);
            }
        });
    }

    @Test
    final void anImageWithoutAShellCannotBeGivenSecrets() throws Exception {
        ProcessSpec.Builder bare = lab.spec("/cat").image(lab.image(lab.only("bare", "/cat")));
        assertThat(lab.run(bare).exit().code()).isZero();
        assertRefused(Kind.REFUSED, () -> lab.start(bare.secrets(TOKEN))).hasMessageContaining("has no /bin/sh");
    }
}
