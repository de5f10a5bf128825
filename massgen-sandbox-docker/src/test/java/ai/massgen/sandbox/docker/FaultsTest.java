package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real engine does not do to order: lies, errors, silence and broken connections in the middle of a start. */
@Timeout(60)
class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private ScriptedEngine engine;
    private TestContext context;

    @BeforeEach
    void open() {
        engine = new ScriptedEngine(folder);
        context = TestContext.in(folder);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Sandbox sandbox() {
        return new DockerSandbox().open(engine.config(), context);
    }

    private Sandbox impatient() {
        return new DockerSandbox().open(engine.config(SHORT), context);
    }

    private static SandboxProcess start(Sandbox sandbox) throws InterruptedException {
        return sandbox.start(ScriptedEngine.spec().build(), bytes -> {});
    }

    @Test
    void anEngineThatDoesWellStartsAndRemoves() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            SandboxProcess process = start(sandbox);
            assertThat(engine.containers()).containsExactly("scripted");
            process.close();
            assertThat(engine.containers()).isEmpty();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
        }
        assertThat(engine.requests())
                .containsSubsequence(
                        "POST create",
                        "GET container",
                        "POST attach",
                        "POST wait",
                        "POST start",
                        "GET container",
                        "DELETE container");
    }

    @Test
    @Row("B17")
    void anEngineThatMadeSomethingElseIsFoundOutBeforeItStarts() {
        engine.tampering(inspect -> ((ObjectNode) inspect.path("HostConfig")).put("Privileged", true));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.NOT_ENFORCED, () -> start(sandbox))
                    .hasMessageContaining("container scripted was removed");
            assertThat(engine.containers()).isEmpty();
            assertThat(engine.requests()).doesNotContain("POST start", "POST attach");
        }
    }

    @Test
    @Row("B17")
    void anEngineThatRunsAnotherProgramIsFoundOutBeforeItStarts() {
        engine.tampering(inspect -> Fixture.put(inspect, "/Config/Entrypoint", "[\"/bin/evil\"]"));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.NOT_ENFORCED, () -> start(sandbox)).hasMessageContaining("different: command");
            assertThat(engine.containers()).isEmpty();
            assertThat(engine.requests()).doesNotContain("POST start");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST create, START_FAILED",
        "GET container, START_FAILED",
        "POST attach, START_FAILED",
        "POST wait, START_FAILED",
        "POST start, START_FAILED",
        "GET events, ENGINE_UNAVAILABLE",
        "GET image, START_FAILED"
    })
    void anErrorInAnyStepEndsTheStartAndLeavesNothing(String step, Kind kind) {
        engine.failing(step, 500, "disk on fire");
        try (Sandbox sandbox = sandbox()) {
            assertRefused(kind, () -> start(sandbox));
            assertThat(engine.containers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST create", "GET container", "POST attach", "POST wait", "POST start", "GET events"})
    @Row("F6")
    void silenceInAnyStepEndsTheStartInTimeAndLeavesNothing(String step) {
        engine.mute(step);
        long before = System.nanoTime();
        try (Sandbox sandbox = impatient()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox)).hasMessageContaining("300 ms");
            assertThat(engine.containers()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST create", "GET container", "POST attach", "POST wait", "POST start", "GET events"})
    @Row("F6")
    void aConnectionCutInAnyStepEndsTheStartAndLeavesNothing(String step) {
        engine.on(step, (request, talk) -> talk.send("HTTP/1.1 20"));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(engine.containers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET image", "POST create", "GET container"})
    void anAnswerThatMakesNoSenseEndsTheStartAndLeavesNothing(String step) {
        engine.on(step, (request, talk) -> talk.answer(200, "<html>"));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(engine.containers()).isEmpty();
        }
    }

    @Test
    void anEngineThatCannotListIsSaidToBeUnavailable() {
        engine.failing("GET list", 500, "disk on fire");
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> sandbox.sweep(candidate -> true))
                    .hasMessage("listing containers: Docker answered 500: disk on fire");
        }
    }

    @Test
    @Row("F6")
    void aContainerWhoseCreationWasAnsweredTooLateIsFoundAndRemoved() {
        CountDownLatch late = new CountDownLatch(1);
        engine.on("POST create", (request, talk) -> {
            talk.awaitEnd(); // the client has given up
            try {
                engine.well(request, talk);
            } finally {
                late.countDown(); // the container is there, and the answer went nowhere
            }
        });
        try (Sandbox sandbox = impatient()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(late.getCount()).isZero();
            assertThat(engine.containers()).isEmpty();
            assertThat(engine.requests()).contains("GET list", "DELETE container");
        }
    }

    @Test
    void anotherContainerOfTheSameNameIsNotMistakenForALateOne() throws Exception {
        try (Sandbox other = sandbox();
                SandboxProcess first = start(other);
                Sandbox sandbox = impatient()) {
            engine.mute("POST create");
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(engine.containers()).containsExactly("scripted");
            assertThat(first.id()).isNotEmpty();
        }
    }

    @Test
    void aRemovalUnderWayIsWaitedForAndPassingErrorsAreOutlived() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        engine.on("DELETE container", (request, talk) -> {
            switch (attempts.incrementAndGet()) {
                case 1 -> talk.answer(409, "{\"message\":\"removal of container c is already in progress\"}");
                case 2 -> talk.answer(500, "{\"message\":\"device or resource busy\"}");
                default -> engine.well(request, talk);
            }
        });
        try (Sandbox sandbox = sandbox()) {
            start(sandbox).close();
            assertThat(engine.containers()).isEmpty();
            assertThat(attempts).hasValue(3);
            assertThat(context.warnings()).isEmpty();
        }
    }

    @Test
    void anEngineThatIsGoneAtTheEndIsToldAbout() throws Exception {
        Sandbox sandbox = impatient();
        SandboxProcess process = start(sandbox);
        engine.close();
        process.terminate();
        process.close();
        sandbox.close();
        assertThat(context.warnings())
                .singleElement()
                .asString()
                .contains("container scripted: something may be left behind", "is not available");
    }

    private SandboxProcess attachedTo(ScriptedEngine.Handler attached, Sandbox sandbox) throws InterruptedException {
        engine.on("POST attach", (request, talk) -> {
            ScriptedEngine.agree(talk);
            attached.answer(request, talk);
        });
        return start(sandbox);
    }

    @Test
    void anAttachThatIsCutInAFrameIsNoEnd() throws Exception {
        try (Sandbox sandbox = sandbox();
                SandboxProcess process =
                        attachedTo((request, talk) -> talk.send(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'}), sandbox)) {
            assertThat(process.stdout().read()).isEqualTo('x');
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAttachThatSendsNoFramesIsRefused() throws Exception {
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = attachedTo((request, talk) -> talk.send("{\"jsonrpc\":\"2.0\"}"), sandbox)) {
            assertThatThrownBy(() -> process.stdout().read()).hasMessageContaining("no stream frame");
        }
    }

    @Test
    @Row("F6")
    void anAttachThatEndsTogetherWithTheEngineIsNoEndOfTheProcess() throws Exception {
        engine.on("POST wait", (request, talk) -> {
            talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"); // and then it is gone
        });
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = attachedTo((request, talk) -> {}, sandbox)) {
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
            assertRefused(Kind.LOST, () -> process.awaitExit(SOON)).hasMessageContaining("its end is unknown");
        }
    }

    @Test
    void aProcessMayEndItsOutputAndLive() throws Exception {
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = attachedTo((request, talk) -> {}, sandbox)) {
            assertThat(process.stdout().read()).isEqualTo(-1);
            assertThat(process.stdout().read()).isEqualTo(-1);
            assertThat(process.awaitExit(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void anExitWithoutACodeIsUnknown() throws Exception {
        engine.on("POST wait", (request, talk) -> talk.answer(200, "{\"Error\":{\"Message\":\"?\"}}"));
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = start(sandbox)) {
            assertRefused(Kind.LOST, () -> process.awaitExit(SOON));
        }
    }

    @Test
    void eventsThatBreakOffAreListenedToAgainByTheNextContainer() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        AtomicInteger streams = new AtomicInteger();
        engine.on("GET events", (request, talk) -> {
            talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            if (streams.incrementAndGet() == 1) {
                talk.send("8\r\n{garbage\r\n");
                broken.countDown();
            } else {
                talk.awaitEnd();
            }
        });
        try (Sandbox sandbox = sandbox()) {
            start(sandbox).close();
            assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
            while (streams.get() < 2) {
                start(sandbox).close(); // the end of the first stream is noticed by its listener
            }
            assertThat(engine.containers()).isEmpty();
        }
    }

    @Test
    void aKillForLackOfMemoryIsHeardEvenIfTheExitIsHeardFirst() throws Exception {
        CompletableFuture<String> id = new CompletableFuture<>();
        CountDownLatch exitAsked = new CountDownLatch(1);
        engine.on("POST wait", (request, talk) -> {
            talk.answer(200, "{\"StatusCode\":137}");
            id.complete(request.path().replaceFirst(".*/containers/([^/]+)/.*", "$1"));
        });
        engine.on("GET events", (request, talk) -> {
            talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String event = "{\"Type\":\"container\",\"Action\":\"oom\",\"Actor\":{\"ID\":\"" + id.join() + "\"}}\n";
            String end = event.replace("oom", "destroy");
            awaitLatch(exitAsked);
            talk.send(Integer.toHexString(event.length() + end.length()) + "\r\n" + event + end + "\r\n");
            talk.awaitEnd();
        });
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = start(sandbox)) {
            exitAsked.countDown();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, true));
        }
    }

    private static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anImageThatHasGoneBetweenIsMissing() {
        engine.failing("GET image", 404, "No such image");
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.IMAGE_MISSING, () -> start(sandbox)).hasMessageContaining("is gone from Docker");
        }
        engine.on("GET image", engine::well).failing("POST create", 404, "No such image: sha256:aaaa");
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.IMAGE_MISSING, () -> start(sandbox)).hasMessageContaining("is gone from Docker");
        }
    }
}
