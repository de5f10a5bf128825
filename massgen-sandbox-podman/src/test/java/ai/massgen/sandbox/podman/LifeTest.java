package ai.massgen.sandbox.podman;

import static ai.massgen.testkit.sandbox.ContainerLab.SOON;
import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From start to end: streams, exit, labels, lifetime. That nothing is left is checked by {@link RealPodman}. */
@Tag("engine")
@Tag("podman")
@Timeout(180)
class LifeTest {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    @Test
    void aMegabyteComesBackWholeAndClosingTheInputIsEndOfFile() throws Exception {
        byte[] message = new byte[1 << 20];
        new Random(3).nextBytes(message);
        try (SandboxProcess process =
                ENGINE.start(ENGINE.spec("cat").policy(TestPolicy.locked().build()))) {
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
    void itSaysWhatItHasUsed() throws Exception {
        try (SandboxProcess process =
                ENGINE.start(ENGINE.shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; cat"))) {
            assertThat(line(process)).isEqualTo("done");

            assertThat(process.usage()).hasValueSatisfying(usage -> {
                assertThat(usage.cpu())
                        .hasValueSatisfying(cpu -> assertThat(cpu).isPositive());
                usage.memoryPeak().ifPresent(bytes -> assertThat(bytes).isBetween(100_000L, 300_000_000L));
            });
        }
    }

    @Test
    void theOutputLivesOnAfterTheInputHasEnded() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.shell("cat; echo after; sleep 0.2; echo later"))) {
            process.stdin().write("before\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("before");
            process.stdin().close();
            assertThat(line(process)).isEqualTo("after");
            assertThat(line(process)).isEqualTo("later");
            assertThat(process.stdout().read()).isEqualTo(-1);
        }
    }

    @Test
    void notAByteIsLostHoweverSoonTheProcessEnds() throws Exception {
        for (int i = 0; i < 15; i++) {
            Ran ran = ENGINE.run(ENGINE.shell("seq 2000; seq 3000 >&2; exit " + i));
            assertThat(ran.out()).hasLineCount(2000).endsWith("\n2000\n");
            assertThat(ran.err()).hasLineCount(3000).endsWith("\n3000\n");
            assertThat(ran.exit()).isEqualTo(new ExitStatus(i, false));
        }
    }

    @Test
    void standardErrorIsSeparate() throws Exception {
        Ran ran = ENGINE.run(ENGINE.shell("echo out; echo err >&2; echo more"));
        assertThat(ran.out()).isEqualTo("out\nmore\n");
        assertThat(ran.err()).isEqualTo("err\n");
    }

    @Test
    void aFloodOfStandardErrorIsPassedOnInPiecesAndNotKept() throws Exception {
        AtomicLong heard = new AtomicLong();
        AtomicLong longest = new AtomicLong();
        try (SandboxProcess process = ENGINE.sandbox()
                .start(ENGINE.shell("head -c 20000000 /dev/zero >&2; echo done").build(), piece -> {
                    heard.addAndGet(piece.length);
                    longest.accumulateAndGet(piece.length, Math::max);
                })) {
            // The engine copies the two outputs side by side: only their end says that all of the other is here.
            assertThat(process.stdout().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("done\n");
            assertThat(heard).hasValue(20_000_000);
            assertThat(longest.get()).isLessThanOrEqualTo(8192);
        }
    }

    @Test
    void aProcessWhoseOutputNobodyReadsWaits() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.shell("head -c 20000000 /dev/zero"))) {
            assertThat(process.awaitExit(Duration.ofMillis(500))).isEmpty();
            assertThat(process.stdout().readAllBytes()).hasSize(20_000_000);
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    void waitingForAnExitIsBoundedAndCanBeRepeated() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.shell("cat; exit 7"))) {
            assertThat(process.awaitExit(Duration.ZERO)).isEmpty();
            assertThat(process.awaitExit(Duration.ofMillis(50))).isEmpty();
            process.stdin().close();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(7, false));
            assertThat(process.awaitExit(Duration.ZERO)).contains(new ExitStatus(7, false));
        }
    }

    @Test
    void terminateIsASignalThatAProcessMayHandle() throws Exception {
        try (SandboxProcess process =
                ENGINE.start(ENGINE.shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done"))) {
            assertThat(line(process)).isEqualTo("ready");
            process.terminate();
            assertThat(line(process)).isEqualTo("bye");
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(3, false));
            process.terminate();
        }
    }

    @Test
    void anInputThatNobodyReadsAnyMoreIsAnError() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.shell("exit 0"))) {
            assertThat(process.stdout().read()).isEqualTo(-1);
            assertThatThrownBy(() -> {
                        while (true) {
                            process.stdin().write(new byte[100_000]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Row("A2")
    void aProcessThatTakesTooMuchMemoryIsKilledAndThatIsSaid() throws Exception {
        TestPolicy policy = TestPolicy.locked().memory(ByteSize.ofMebibytes(64));
        try (SandboxProcess process =
                ENGINE.start(ENGINE.shell("cat; exec tail /dev/zero").policy(policy.build()))) {
            process.stdin().close();
            assertThat(process.stdout().read()).isEqualTo(-1);
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, true));
        }
    }

    @Test
    @Row("A3")
    void whatIsKilledForLackOfMemoryBelowALivingProcessIsSaidToo() throws Exception {
        TestPolicy policy = TestPolicy.locked().memory(ByteSize.ofMebibytes(64));
        try (SandboxProcess process = ENGINE.start(
                ENGINE.shell("tail /dev/zero; echo child $?; cat; exit 5").policy(policy.build()))) {
            assertThat(line(process)).isEqualTo("child 137");
            process.stdin().close();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(5, true));
        }
    }

    @Test
    void aKillThatIsNotForLackOfMemoryIsNotSaidToBe() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("cat"))) {
            assertThat(ENGINE.raw()
                            .call("POST", "/containers/" + process.id() + "/kill")
                            .status())
                    .isEqualTo(204);
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
        }
    }

    @Test
    @Row("F14")
    void aLifetimeThatIsOverEndsTheContainerAndIsTold() throws Exception {
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("sleep", "1000").lifetime(Duration.ofMillis(300)))) {
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
        }
        assertThat(ENGINE.context().warnings()).singleElement().asString().contains(ENGINE.prefix(), "lifetime");
        ENGINE.context().warnings().clear();
    }

    @Test
    void everythingOnTheEngineCarriesItsLabels() throws Exception {
        Map<String, String> labels = Map.of(
                SandboxLabels.OWNER, "o1",
                SandboxLabels.EXPIRES, "1800000000",
                SandboxLabels.RUN, "20261122-145501-k3f9q2",
                SandboxLabels.AGENT, "agent1",
                SandboxLabels.SERVER, "files");
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("cat").labels(labels))) {
            JsonNode found = ENGINE.raw().inspect(process.id()).at("/Config/Labels");
            labels.forEach(
                    (name, value) -> assertThat(found.path(name).asText()).isEqualTo(value));
            assertThat(ENGINE.raw().get("/volumes/json")).isEmpty();
        }
    }

    @Test
    void aNameThatIsTakenIsSaidAndTheOtherContainerStays() throws Exception {
        String name = ENGINE.prefix() + "same";
        var spec = ai.massgen.api.sandbox.ProcessSpec.builder(name)
                .image(ENGINE.image())
                .command(java.util.List.of("cat"));
        try (SandboxProcess first = ENGINE.start(spec)) {
            assertRefused(Kind.START_FAILED, () -> ENGINE.start(spec)).hasMessageContaining(name + " exists already");
            first.stdin().write('x');
            assertThat(first.stdout().read()).isEqualTo('x');
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertRefused(Kind.START_FAILED, () -> ENGINE.start(ENGINE.spec("no-such-server", "--flag")))
                .hasMessageContaining("has no program 'no-such-server'; check the server's command");
        assertRefused(Kind.START_FAILED, () -> ENGINE.start(ENGINE.spec("/no/such")))
                .hasMessageContaining("has no program '/no/such'");
    }

    @Test
    void aFileThatIsNoProgramIsNotRun() {
        assertRefused(Kind.START_FAILED, () -> ENGINE.start(ENGINE.spec("/etc/passwd")));
    }

    @Test
    void theImagesOwnCommandRunsIfNoneIsGiven() throws Exception {
        var image = ENGINE.image(ENGINE.images().derived("command", "ENTRYPOINT [\"echo\"]", "CMD [\"a\",\"b\"]"));
        assertThat(ENGINE.run(ENGINE.spec().image(image)).out()).isEqualTo("a b\n");
        assertThat(ENGINE.run(ENGINE.spec("echo", "c").image(image)).out()).isEqualTo("c\n");
        var none = ENGINE.image(ENGINE.images().onlyProgram("program", "/cat"));
        assertRefused(Kind.REFUSED, () -> ENGINE.start(ENGINE.spec().image(none)))
                .hasMessageContaining("names no command");
    }

    @Test
    void theWorkingDirectoryIsTheGivenOne() throws Exception {
        assertThat(ENGINE.run(ENGINE.shell("pwd").workingDirectory("/usr/bin")).out())
                .isEqualTo("/usr/bin\n");
        assertThat(ENGINE.run(ENGINE.shell("pwd")).out()).isEqualTo("/workspace\n");
    }

    @Test
    void variablesArriveAsTheyAre() throws Exception {
        String value = "a b\n\"'$HOME`\\ é=1";
        assertThat(ENGINE.run(ENGINE.shell("printf '%s' \"$V\"").environment(Map.of("V", value)))
                        .out())
                .isEqualTo(value);
    }
}
