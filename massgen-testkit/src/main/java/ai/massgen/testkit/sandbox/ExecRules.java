package ai.massgen.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What holds for further programs in the container of a process. */
final class ExecRules {
    /** Writes the walls around whoever runs it. */
    static final String WALLS = "grep -E '^(Uid|Gid|Cap...|NoNewPrivs|Seccomp):' /proc/self/status;"
            + " ulimit -n; ulimit -c; ulimit -u; pwd; echo end";

    private static final Duration SOON = Duration.ofSeconds(60);

    private ExecRules() {}

    static ExecSpec shell(String script) {
        return ExecSpec.of(List.of("/bin/sh", "-c", script));
    }

    static String output(SandboxProcess process, ExecSpec spec) throws IOException, InterruptedException {
        try (ExecProcess program = process.exec(spec, bytes -> {})) {
            return new String(program.stdout().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void refused(SandboxProcess process) {
        assertThat(refusal(process)).isEqualTo(Kind.REFUSED);
    }

    static Kind refusal(SandboxProcess process) {
        SandboxException e =
                catchThrowableOfType(SandboxException.class, () -> process.exec(shell("cat"), bytes -> {}));
        return Objects.requireNonNull(e, "it runs").kind();
    }

    static void bytesComeBack(SandboxProcess process) throws Exception {
        byte[] message = new byte[300_000];
        new Random(8).nextBytes(message);
        try (ExecProcess program = process.exec(shell("cat"), bytes -> {})) {
            assertThat(program.awaitExit(Duration.ofMillis(20))).isEmpty();
            Thread writer = Thread.ofVirtual().start(() -> {
                try (OutputStream stdin = program.stdin()) {
                    stdin.write(message);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(program.stdout().readAllBytes()).isEqualTo(message);
            writer.join();
            assertThat(program.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    static void whatIsAskedForArrives(SandboxProcess process) throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        String value = "a b\"'$HOME`\\ é=1";
        ExecSpec spec = new ExecSpec(
                List.of("/bin/sh", "-c", "printf '%s|%s' \"$OWN\" \"$PWD\"; echo err >&2; exit 7"),
                Map.of("OWN", value),
                Optional.of("/tmp"));
        try (ExecProcess program = process.exec(spec, stderr::writeBytes)) {
            assertThat(new String(program.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(value + "|/tmp");
            assertThat(program.awaitExit(SOON)).contains(new ExitStatus(7, false));
        }
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    static void aMissingProgramDoesNotRun(SandboxProcess process) throws Exception {
        try (ExecProcess program = process.exec(ExecSpec.of(List.of("no-such-program")), bytes -> {})) {
            assertThat(program.stdout().readAllBytes()).hasSizeLessThan(1000);
            assertThat(program.awaitExit(SOON))
                    .hasValueSatisfying(exit -> assertThat(exit.code()).isNotZero());
        } catch (SandboxException e) {
            assertThat(e.kind()).isEqualTo(Kind.START_FAILED);
        }
    }

    /** Whoever reads the program's output is woken when somebody closes. */
    static void closingWakes(SandboxProcess process, boolean all) throws Exception {
        ExecProcess program = process.exec(shell("trap '' TERM HUP; echo ready; while :; do sleep 1; done"), b -> {});
        assertThat(program.stdout().readNBytes(6)).asString().isEqualTo("ready\n");
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                woken.complete(program.stdout().read() < 0);
            } catch (IOException e) {
                woken.complete(true);
            }
        });
        if (all) {
            process.close();
        }
        program.close();
        program.close();
        assertThat(woken.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
