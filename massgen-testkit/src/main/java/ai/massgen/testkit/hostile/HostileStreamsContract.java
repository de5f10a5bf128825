package ai.massgen.testkit.hostile;

import static ai.massgen.testkit.sandbox.ContainerLab.SOON;
import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that play tricks with their standard streams. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class HostileStreamsContract {
    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected HostileStreamsContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    private SandboxProcess start(String script, ByteArrayOutputStream stderr) throws IOException, InterruptedException {
        return lab.sandbox()
                .start(lab.shell(script).policy(runtime.policy().build()).build(), stderr::writeBytes);
    }

    private Ran run(String script) throws IOException, InterruptedException {
        return lab.run(lab.shell(script).policy(runtime.policy().build()));
    }

    /** On the wire each piece has a header of eight bytes: the stream and the length. */
    @Test
    @Row("X11")
    final void bytesThatLookLikeTheEnginesFramingAreBytes(Observed observed) throws Exception {
        Ran ran = run(
                "printf '\\002\\000\\000\\000\\000\\000\\000\\003err'; printf '\\001\\000\\000\\000\\377\\377\\377\\377';"
                        + " printf '\\001\\000\\000\\000\\000\\000\\000\\001' >&2");
        observed.that("arrive as output, none as standard error");
        assertThat(ran.out().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThanOrEqualTo(19);
        assertThat(ran.out()).startsWith("\2\0\0\0\0\0\0\3err\1\0\0\0");
        assertThat(ran.err()).isEqualTo("\1\0\0\0\0\0\0\1");
    }

    @Test
    @Row("X12")
    final void whoWritesPastItsOwnStreamsWritesIntoThemAllTheSame(Observed observed) throws Exception {
        Ran ran = run("echo a >/proc/1/fd/1; echo b >/proc/self/fd/2; sh -c 'echo c >/proc/1/fd/2'; echo d");
        observed.that("out '" + ran.out() + "', err '" + ran.err() + "'");
        assertThat(ran.out().replace("a\n", "")).isEqualTo("d\n");
        assertThat(ran.err().replaceAll("[bc]\n", "")).doesNotContain("a", "d\n");
        assertThat(ran.exit().code()).isZero();
    }

    /** It talks to itself, and to nobody else; it lives until its input ends, so that whoever writes to it finds it there. */
    @Test
    @Row("X13")
    final void whoWritesIntoItsOwnInputReachesNobodyElse(Observed observed) throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process =
                start("echo forged >/proc/self/fd/0; echo ready; read x; echo \"$x\"; cat >/dev/null", stderr)) {
            assertThat(line(process)).isEqualTo("ready");
            process.stdin().write("ours\n".getBytes(StandardCharsets.UTF_8));
            String read = line(process);
            observed.that("it reads '" + read + "'");
            assertThat(read).isIn("ours", "forged");
            process.stdin().close();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    @Row({"E17", "X14"})
    final void whoClosesItsOutputAndLivesIsEndedLikeAnyOther(Observed observed) throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        SandboxProcess process =
                start("echo last; exec >&- 2>&- </dev/null; trap '' TERM; while :; do sleep 1; done", stderr);
        try (process) {
            assertThat(line(process)).isEqualTo("last");
            assertThat(process.awaitExit(Duration.ofMillis(100))).isEmpty();
        }
        observed.that("killed and removed");
        assertThat(lab.account(process.id())).isEmpty();
    }

    @Test
    @Row("X15")
    final void aHundredThousandLinesOfStandardErrorAreReadAndCounted(Observed observed) throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process = start("yes '' | head -n 100000 >&2; echo done; cat", stderr)) {
            assertThat(line(process)).isEqualTo("done");
            process.stdin().close();
            assertThat(process.stdout().read()).isEqualTo(-1);
        }
        observed.that(stderr.size() + " empty lines");
        assertThat(stderr.size()).isEqualTo(100_000);
    }
}
