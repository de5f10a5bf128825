package ai.massgen.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules that every sandbox keeps, whatever it runs processes with. Extend it, say how to open the sandbox and how to
 * run a line of shell in it, and each rule is a test. After each test nothing may be left: no process, no file in the
 * private folder, no warning.
 */
@Timeout(120)
public abstract class SandboxContract {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestSurroundings surroundings;

    @SuppressWarnings("NullAway.Init")
    private Sandbox sandbox;

    /** Called by JUnit. */
    protected SandboxContract() {}

    /**
     * Opens the sandbox under test. Skips the test if what it needs is not there.
     *
     * @param surroundings what to open it with
     * @return the sandbox
     * @throws Exception if it cannot be opened, which fails the test
     */
    protected abstract Sandbox open(TestSurroundings surroundings) throws Exception;

    /**
     * The environment variables that the sandbox may look at.
     *
     * @return variables by name; none if not overridden
     */
    protected Map<String, String> variables() {
        return Map.of();
    }

    /**
     * What the sandbox's service says it can do. Rules about a capability hold where it is named, and where it is not
     * named, what needs it has to be refused.
     *
     * @return the capabilities; none if not overridden
     */
    protected Set<SandboxCapability> capabilities() {
        return Set.of();
    }

    /**
     * A specification that runs a line of shell, with a name that no other has.
     *
     * @param sandbox the sandbox, for its images
     * @param script what {@code sh -c} runs
     * @return a builder
     * @throws Exception if there is no image for it, which fails the test
     */
    protected abstract ProcessSpec.Builder shell(Sandbox sandbox, String script) throws Exception;

    /**
     * Makes sure that nothing is left of what this class has started.
     *
     * @throws Exception if that cannot be seen
     */
    protected abstract void assertNothingLeft() throws Exception;

    /**
     * Removes an image that a test has made. Needed where the sandbox has {@link SandboxCapability#BUILD}.
     *
     * @param reference its name
     * @throws Exception if it cannot be removed
     */
    protected void removeImage(String reference) throws Exception {}

    @BeforeEach
    final void openSandbox() throws Exception {
        surroundings = new TestSurroundings(folder.toRealPath(), variables());
        sandbox = open(surroundings);
    }

    @AfterEach
    final void closeSandbox() throws Exception {
        sandbox.close();
        assertNothingLeft();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("left in the private folder").isEmpty();
        }
        assertThat(surroundings.warnings().stream().filter(warning -> !warning.contains("lifetime")))
                .isEmpty();
    }

    private SandboxProcess start(String script) throws Exception {
        return sandbox.start(shell(sandbox, script).build(), bytes -> {});
    }

    private static String rest(SandboxProcess process) throws IOException {
        return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String line(SandboxProcess process) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = process.stdout().read();
                next != '\n';
                next = process.stdout().read()) {
            assertThat(next).as("the output ended after '%s'", line).isNotNegative();
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Test
    final void bytesComeBackWholeAndClosingTheInputIsEndOfFile() throws Exception {
        byte[] message = new byte[300_000];
        new Random(7).nextBytes(message);
        try (SandboxProcess process = start("cat")) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try (OutputStream stdin = process.stdin()) {
                    stdin.write(message);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(process.stdout().readAllBytes()).isEqualTo(message);
            writer.join();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    final void theOutputLivesOnAfterTheInputHasEnded() throws Exception {
        try (SandboxProcess process = start("cat; echo after")) {
            process.stdin().write("before\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("before");
            process.stdin().close();
            assertThat(rest(process)).isEqualTo("after\n");
        }
    }

    @Test
    final void standardErrorIsSeparate() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process =
                sandbox.start(shell(sandbox, "echo out; echo err >&2").build(), stderr::writeBytes)) {
            assertThat(rest(process)).isEqualTo("out\n");
            assertThat(process.awaitExit(SOON)).isPresent();
        }
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    final void waitingForAnExitIsBoundedAndCanBeRepeated() throws Exception {
        try (SandboxProcess process = start("cat; exit 7")) {
            assertThat(process.awaitExit(Duration.ofMillis(50))).isEmpty();
            process.stdin().close();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(7, false));
            assertThat(process.awaitExit(Duration.ZERO)).contains(new ExitStatus(7, false));
        }
    }

    @Test
    final void terminateIsASignalThatAProcessMayHandle() throws Exception {
        try (SandboxProcess process = start("trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.1; done")) {
            assertThat(line(process)).isEqualTo("ready");
            process.terminate();
            assertThat(rest(process)).isEqualTo("bye\n");
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(5, false));
            process.terminate();
        }
    }

    @Test
    final void closeEndsWhoListensToNothingWakesReadersAndMayBeRepeated() throws Exception {
        SandboxProcess process = start("trap '' TERM INT HUP; echo ready; while :; do sleep 1; done");
        assertThat(line(process)).isEqualTo("ready");
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                woken.complete(process.stdout().read() < 0);
            } catch (IOException e) {
                woken.complete(true);
            }
        });
        process.close();
        process.close();
        assertThat(woken.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    final void anInterruptedThreadClosesAndStaysInterrupted() throws Exception {
        SandboxProcess process = start("cat");
        Thread.currentThread().interrupt();
        process.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    final void anInterruptedThreadStartsNothing() throws Exception {
        ProcessSpec spec = shell(sandbox, "cat").build();
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> sandbox.start(spec, bytes -> {}))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    final void closingTheSandboxEndsEverythingAndNothingStartsAfterwards() throws Exception {
        start("cat");
        start("sleep 1000");
        ProcessSpec spec = shell(sandbox, "cat").build();
        sandbox.close();
        sandbox.close();
        assertNothingLeft();
        assertThat(refusal(spec).kind()).isEqualTo(Kind.LOST);
    }

    private SandboxException refusal(ProcessSpec spec) {
        SandboxException e = catchThrowableOfType(SandboxException.class, () -> sandbox.start(spec, bytes -> {}));
        return Objects.requireNonNull(e, "it started");
    }

    @Test
    final void aProgramThatIsNotThereIsNamed() throws Exception {
        SandboxException e = refusal(
                shell(sandbox, "").command(List.of("no-such-program", "x")).build());
        assertThat(e.kind()).isEqualTo(Kind.START_FAILED);
        assertThat(e.getMessage()).contains("no-such-program");
    }

    @Test
    final void variablesArriveAsTheyAreAndSecretsAreTheirOwnBusiness() throws Exception {
        String value = "a b\"'$HOME`\\ é=1";
        ProcessSpec spec = shell(sandbox, "printf '%s|%s' \"$PLAIN\" \"$TOKEN\"")
                .environment(Map.of("PLAIN", value))
                .secrets(Map.of("TOKEN", Secret.of("s3cr3t-" + value)))
                .build();
        assertThat(spec.toString()).doesNotContain("s3cr3t");
        try (SandboxProcess process = sandbox.start(spec, bytes -> {})) {
            assertThat(rest(process)).isEqualTo(value + "|s3cr3t-" + value);
            assertThat(process.evidence().toString()).doesNotContain("s3cr3t");
        }
    }

    /** A sandbox may find out when it starts the program, or the program's end may tell. */
    @Test
    final void aFailureDoesNotShowASecret() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        ProcessSpec spec = shell(sandbox, "")
                .command(List.of("no-such-program"))
                .secrets(Map.of("TOKEN", Secret.of("s3cr3t")))
                .build();
        try (SandboxProcess process = sandbox.start(spec, stderr::writeBytes)) {
            assertThat(rest(process)).doesNotContain("s3cr3t");
            assertThat(process.awaitExit(SOON))
                    .hasValueSatisfying(exit -> assertThat(exit.code()).isNotZero());
        } catch (SandboxException e) {
            assertThat(e.toString()).doesNotContain("s3cr3t");
        }
        assertThat(stderr.toString(StandardCharsets.UTF_8)).doesNotContain("s3cr3t");
    }

    @Test
    final void aLifetimeThatIsOverEndsTheProcessAndIsTold() throws Exception {
        ProcessSpec spec =
                shell(sandbox, "sleep 1000").lifetime(Duration.ofMillis(300)).build();
        try (SandboxProcess process = sandbox.start(spec, bytes -> {})) {
            assertThat(process.awaitExit(SOON)).isPresent();
        }
        assertThat(surroundings.warnings()).anyMatch(warning -> warning.contains("lifetime"));
    }

    @Test
    final void furtherProgramsRunBesideTheProcessOrAreRefused() throws Exception {
        try (SandboxProcess process = start("cat")) {
            if (!capabilities().contains(SandboxCapability.EXEC)) {
                ExecRules.refused(process);
                return;
            }
            ExecRules.bytesComeBack(process);
            ExecRules.whatIsAskedForArrives(process);
            ExecRules.aMissingProgramDoesNotRun(process);
            ExecRules.closingWakes(process, false);
            process.stdin().write("still there\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("still there");
            ExecRules.closingWakes(process, true);
        }
    }

    @Test
    final void aFurtherProgramIsWalledInLikeTheFirst() throws Exception {
        assumeTrue(capabilities().contains(SandboxCapability.EXEC), "it runs no further programs");
        try (SandboxProcess process = start(ExecRules.WALLS + "; cat")) {
            StringBuilder first = new StringBuilder();
            while (!first.toString().endsWith("end\n")) {
                first.append(line(process)).append('\n');
            }
            assertThat(first).contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
            assertThat(ExecRules.output(process, ExecRules.shell(ExecRules.WALLS)))
                    .isEqualTo(first.toString());
        }
    }

    @Test
    final void nothingRunsInAContainerThatHasEnded() throws Exception {
        assumeTrue(capabilities().contains(SandboxCapability.EXEC), "it runs no further programs");
        try (SandboxProcess process = start("true")) {
            assertThat(process.awaitExit(SOON)).isPresent();
            assertThat(ExecRules.refusal(process)).isEqualTo(Kind.LOST);
            assertThat(CommitRules.refusal(process, "/bin/sh")).isIn(Kind.LOST, Kind.REFUSED);
        }
    }

    @Test
    final void whatAContainerHoldsBecomesAnImageOrThatIsRefused() throws Exception {
        if (!capabilities().contains(SandboxCapability.BUILD)) {
            try (SandboxProcess process = start("cat")) {
                assertThat(CommitRules.refusal(process, "/bin/sh")).isEqualTo(Kind.REFUSED);
            }
            return;
        }
        ProcessSpec filling =
                shell(sandbox, CommitRules.FILL).policy(CommitRules.POLICY).build();
        try (SandboxProcess process = sandbox.start(filling, bytes -> {})) {
            ImageId image = CommitRules.madeOf(process, sandbox);
            CommitRules.runs(shell(sandbox, ""), image, sandbox);
            CommitRules.belongsToNobody(shell(sandbox, ""), image, sandbox);
            removeImage(image.reference());
        }
    }

    @Test
    final void everyControlIsAccountedFor() throws Exception {
        assertThat(sandbox.probe().controls()).containsOnlyKeys(Control.values());
        try (SandboxProcess process = start("cat")) {
            assertThat(process.evidence().stream().map(Evidence::control)).contains(Control.values());
            assertThat(process.evidence()).extracting(Evidence::status).doesNotContain(Evidence.Status.NOT_ENFORCED);
        }
    }

    /** Either it is in force, or there is no process. */
    @Test
    final void aDemandedControlIsNeverSilentlyMissing() throws Exception {
        for (Control control : EnumSet.allOf(Control.class)) {
            ProcessSpec spec = shell(sandbox, "cat")
                    .policy(TestPolicy.locked().demanding(control).build())
                    .build();
            try (SandboxProcess process = sandbox.start(spec, bytes -> {})) {
                assertThat(process.evidence().stream()
                                .filter(entry -> entry.control() == control)
                                .map(Evidence::status))
                        .as(control.label())
                        .isNotEmpty()
                        .containsOnly(Evidence.Status.ENFORCED);
            } catch (SandboxException e) {
                assertThat(e.kind()).as(control.label()).isIn(Kind.NOT_ENFORCED, Kind.REFUSED);
            }
        }
    }
}
