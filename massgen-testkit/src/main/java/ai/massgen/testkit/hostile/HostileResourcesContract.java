package ai.massgen.testkit.hostile;

import static ai.massgen.testkit.sandbox.ContainerLab.SOON;
import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.Look;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that take all they can get of this machine. That nothing is left is checked by the {@link ContainerLab}. */
@Tag("engine")
@Tag("hostile")
@Timeout(180)
public abstract class HostileResourcesContract {
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final String BOMB = """
            bomb() { bomb | bomb & }
            ( bomb ) >/tmp/log 2>&1
            read go
            while read line; do case "$line" in *fork*) echo "$line"; break; esac; done </tmp/log
            echo alive
            cat
            """;

    private final ContainerLab lab;
    private final TestRuntime runtime;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param runtime what its containers run on
     */
    protected HostileResourcesContract(ContainerLab lab, TestRuntime runtime) {
        this.lab = lab;
        this.runtime = runtime;
    }

    private SandboxProcess shell(String script, TestPolicy policy) throws IOException, InterruptedException {
        return lab.start(lab.shell(script).policy(policy.build()));
    }

    private Look look(TestPolicy policy, Map<String, String> questions) throws Exception {
        return Look.at(lab.sandbox(), lab.spec().policy(policy.build()), questions);
    }

    private static void say(SandboxProcess process) throws IOException {
        process.stdin().write("go\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Under gVisor the bomb may end the whole sandbox, which is as good. */
    @Test
    @Row("A1")
    final void aForkBombGoesOffInItsOwnContainerOnly(Observed observed) throws Exception {
        try (Neighbour neighbour = Neighbour.beside(lab, runtime)) {
            SandboxProcess bomb = shell(BOMB, runtime.policy().pids(64));
            try (bomb) {
                CompletableFuture<String> end = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> end.complete(endOf(bomb)));
                Duration slowest = Duration.ZERO;
                while (!end.isDone()) {
                    Duration answer = neighbour.answer();
                    slowest = answer.compareTo(slowest) > 0 ? answer : slowest;
                }
                observed.that(end.get());
                observed.that("its neighbour answered within " + slowest.toMillis() + " ms");
                assertThat(slowest).isLessThan(PROMPT);
            }
            assertThat(HostProcesses.of(bomb.id())).isEmpty();
            assertThat(neighbour.answer()).isLessThan(PROMPT);
        }
    }

    private static String endOf(SandboxProcess bomb) {
        try {
            say(bomb);
            String line = line(bomb);
            return "'" + line + "', and it lives";
        } catch (IOException e) {
            return "the sandbox is gone";
        }
    }

    @Test
    @Row({"A3", "A4"})
    final void aChildThatTakesTwiceTheMemoryIsKilledAndThatIsSaid(Observed observed) throws Exception {
        TestPolicy policy = runtime.policy().memory(ByteSize.ofMebibytes(96));
        try (SandboxProcess process =
                shell("head -c 200000000 /dev/zero | tail | wc -c; echo survived; cat; exit 5", policy)) {
            String said = restOf(process);
            Optional<ExitStatus> exit = process.awaitExit(SOON);
            observed.that("exit code " + exit.orElseThrow().code()
                    + (said.contains("survived")
                            ? ", the child killed, process 1 alive"
                            : ", the whole sandbox ended"));
            assertThat(said).doesNotContain("200000000");
            assertThat(exit).hasValueSatisfying(status -> {
                assertThat(status.outOfMemory()).isTrue();
                assertThat(status.code()).isNotZero();
            });
        }
    }

    private static String restOf(SandboxProcess process) throws IOException {
        process.stdin().close();
        return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @Row("A5")
    final void aFullTmpIsFullAtItsSize(Observed observed) throws Exception {
        Look look = look(
                runtime.policy().tmp(ByteSize.ofMebibytes(8), 4096),
                Map.of("fill", "dd if=/dev/zero of=/tmp/f bs=1M count=64; wc -c </tmp/f"));
        String[] lines = look.answer("fill").split("\n", -1);
        observed.that(look.answer("fill").contains("No space left on device") ? "No space left on device" : "?");
        observed.that(lines[lines.length - 1] + " bytes written");
        assertThat(look.answer("fill")).contains("No space left on device");
        assertThat(Long.parseLong(lines[lines.length - 1])).isBetween(7L << 20, 8L << 20);
    }

    @Test
    @Row("A9")
    final void openFilesEndAtTheirLimitAndTheServerLives(Observed observed) throws Exception {
        String awk = "awk 'BEGIN { f = \"/etc/passwd\"; while ((getline x < f) >= 0 && n < 100000) { n++; f = \"/\" f }"
                + " print n }'";
        Look look = look(runtime.policy().openFiles(256), Map.of("1-open", awk, "2-after", "echo fine"));
        observed.that(look.answer("1-open").strip() + " files opened of 100000 with a limit of 256");
        assertThat(Integer.parseInt(look.answer("1-open").strip())).isBetween(200, 256);
        assertThat(look.answer("2-after")).isEqualTo("fine");
    }

    @Test
    @Row("A10")
    final void whoSpinsOnAllProcessorsGetsItsShareOnly(Observed observed) throws Exception {
        String spin = "for i in 1 2 3 4; do while :; do :; done & done; echo spinning; cat";
        try (Neighbour neighbour = Neighbour.beside(lab, runtime)) {
            Duration quiet = neighbour.slowAnswer();
            try (SandboxProcess process = shell(spin, runtime.policy().cpus(0.1))) {
                assertThat(line(process)).isEqualTo("spinning");
                Duration busy = neighbour.slowAnswer();
                long throttled = awaitThrottled(process.id());
                observed.that("throttled " + throttled + " times; 95th of 100 answers of its neighbour "
                        + quiet.toNanos() / 1000 + " µs before, " + busy.toNanos() / 1000 + " µs beside it");
                assertThat(throttled).isPositive();
                assertThat(busy).isLessThan(PROMPT);
            }
        }
    }

    private static long awaitThrottled(String container) throws IOException {
        long end = System.nanoTime() + SOON.toNanos();
        long throttled = 0;
        while (throttled == 0 && System.nanoTime() < end) {
            throttled = HostProcesses.group(container, "cpu", "cpu.stat").stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("nr_throttled "))
                    .mapToLong(line -> Long.parseLong(line.substring("nr_throttled ".length())))
                    .sum();
        }
        return throttled;
    }

    @Test
    @Row("A19")
    final void aProcessThatCrashesLeavesNoCore(Observed observed) throws Exception {
        Look look = look(
                runtime.policy(),
                Map.of(
                        "1-raise", "ulimit -c unlimited; ulimit -c",
                        "2-crash", "cd /tmp; sh -c 'kill -SEGV $$'; echo code $?; ls -A /tmp | wc -l"));
        observed.that("code 139, no file");
        assertThat(look.answer("1-raise")).endsWith("\n0").contains("not permitted");
        assertThat(look.answer("2-crash")).contains("code 139").endsWith("\n0");
    }

    @Test
    @Row("X1")
    final void childrenThatNobodyWaitsForGoWithTheContainer(Observed observed) throws Exception {
        String orphans = "i=0; while [ $i -lt 10 ]; do ( ( exit 0 ) & ( trap '' TERM HUP INT; sleep 1000 ) & ) ;"
                + " i=$((i+1)); done; echo made; exec cat";
        SandboxProcess process = shell(orphans, runtime.policy());
        try (process) {
            assertThat(line(process)).isEqualTo("made");
        }
        observed.that("no process of the container is left on the host");
        assertThat(HostProcesses.of(process.id())).isEmpty();
    }

    /** One thread reads and keeps nothing. */
    @Test
    @Row("A13")
    final void aGigabyteOfStandardErrorIsKeptNowhere(Observed observed) throws Exception {
        long[] heard = {0};
        long begin = System.nanoTime();
        try (SandboxProcess process = lab.sandbox()
                .start(
                        lab.shell("dd if=/dev/zero bs=1M count=1000 >&2 2>/dev/null; exec cat")
                                .policy(runtime.policy().build())
                                .build(),
                        piece -> heard[0] += piece.length)) {
            assertThat(lab.account(process.id()).orElseThrow().offersNothing()).isTrue();
            process.stdin().close();
            assertThat(process.stdout().read()).isEqualTo(-1);
            observed.that((heard[0] >> 20) + " MiB read in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)
                    + " ms; the engine keeps no log");
            assertThat(heard[0]).isEqualTo(1000L << 20);
        }
    }

    @Test
    @Row("A14")
    final void aFloodThatNobodyReadsIsRemovedAtOnce(Observed observed) throws Exception {
        SandboxProcess process = shell("yes & yes >&2", runtime.policy());
        assertThat(process.stdout().read()).isEqualTo('y');
        long begin = System.nanoTime();
        process.close();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        observed.that("removed in " + millis + " ms");
        assertThat(millis).isLessThan(5000);
        assertThat(lab.account(process.id())).isEmpty();
    }
}
