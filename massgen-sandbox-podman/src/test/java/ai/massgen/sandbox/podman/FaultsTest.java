package ai.massgen.sandbox.podman;

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
import org.junit.jupiter.params.provider.ValueSource;

/** What a real service does not do to order: lies, errors, silence and broken connections in the middle of a start. */
@Timeout(60)
class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    private ScriptedService service;
    private TestContext context;

    @BeforeEach
    void open() {
        service = new ScriptedService(folder);
        context = TestContext.in(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Sandbox sandbox() {
        return new PodmanSandbox().open(service.config(SOON), context);
    }

    private Sandbox impatient() {
        return new PodmanSandbox().open(service.config(SHORT), context);
    }

    private static SandboxProcess start(Sandbox sandbox) throws InterruptedException {
        return sandbox.start(ScriptedService.spec().build(), bytes -> {});
    }

    @Test
    void aServiceThatDoesWellStartsAndRemoves() throws Exception {
        try (Sandbox sandbox = sandbox()) {
            SandboxProcess process = start(sandbox);
            assertThat(service.containers()).containsExactly("scripted");
            process.close();
            assertThat(service.containers()).isEmpty();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
        }
        assertThat(service.requests())
                .containsSubsequence(
                        "POST create",
                        "GET container",
                        "POST init",
                        "GET container",
                        "POST attach",
                        "POST start",
                        "DELETE container")
                // it goes over a connection of its own, so it may be seen after the start that is asked for after it
                .containsSubsequence("POST attach", "POST wait", "DELETE container");
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    @Row("B17")
    void aServiceThatMadeSomethingElseIsFoundOutBeforeAnythingIsPrepared() {
        service.tampering(inspect -> ((ObjectNode) inspect.path("HostConfig")).put("Privileged", true));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.NOT_ENFORCED, () -> start(sandbox))
                    .hasMessageContaining("container scripted was removed");
            assertThat(service.containers()).isEmpty();
            assertThat(service.requests()).doesNotContain("POST init", "POST start", "POST attach");
        }
    }

    @Test
    @Row("B17")
    void aServiceThatRunsAnotherProgramIsFoundOutBeforeItStarts() {
        service.tampering(inspect -> inspect.put("Path", "/bin/evil"));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.NOT_ENFORCED, () -> start(sandbox)).hasMessageContaining("different: command");
            assertThat(service.containers()).isEmpty();
            assertThat(service.requests()).doesNotContain("POST start");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST create", "GET container", "POST init", "POST attach", "POST start"})
    void anErrorInAnyStepEndsTheStartAndLeavesNothing(String step) {
        service.failing(step, 500, "disk on fire");
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.START_FAILED, () -> start(sandbox));
            assertThat(service.containers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET info", "GET image", "POST create", "GET container", "POST init", "POST attach", "POST start"
            })
    @Row("F6")
    void silenceInAnyStepEndsTheStartInTimeAndLeavesNothing(String step) {
        service.mute(step);
        long before = System.nanoTime();
        try (Sandbox sandbox = impatient()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox)).hasMessageContaining("ms");
            assertThat(service.containers()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST create", "GET container", "POST init", "POST attach", "POST start"})
    @Row("F6")
    void aConnectionCutInAnyStepEndsTheStartAndLeavesNothing(String step) {
        service.on(step, (request, talk) -> talk.send("HTTP/1.1 20"));
        try (Sandbox sandbox = sandbox()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(service.containers()).isEmpty();
        }
    }

    @Test
    @Row("F6")
    void aContainerWhoseCreationWasNotAnsweredIsFoundByItsMark() {
        service.on("POST create", (request, talk) -> {
            String id = service.create(request);
            assertThat(id).isNotEmpty();
            talk.awaitEnd();
        });
        try (Sandbox sandbox = impatient()) {
            assertRefused(Kind.ENGINE_UNAVAILABLE, () -> start(sandbox));
            assertThat(service.containers()).isEmpty();
        }
    }

    @Test
    void aRemovalThatFailsAtFirstIsRepeated() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        service.on("DELETE container", (request, talk) -> {
            switch (attempts.incrementAndGet()) {
                case 1 -> talk.answer(500, "{\"message\":\"container state improper\"}");
                case 2 -> talk.answer(200, "[{\"Id\":\"c\",\"Err\":{\"text\":\"busy\"}}]");
                default -> service.well(request, talk);
            }
        });
        try (Sandbox sandbox = sandbox();
                SandboxProcess process = start(sandbox)) {
            assertThat(process.id()).isNotEmpty();
        }
        assertThat(attempts.get()).isEqualTo(3);
        assertThat(service.containers()).isEmpty();
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    @Row("F6")
    void aServiceThatGoesAwayInTheMiddleIsSaidToBeGone() throws Exception {
        SandboxProcess process = start(sandbox());
        service.cut();
        assertThatThrownBy(() -> process.stdout().readAllBytes()).isInstanceOf(IOException.class);
        assertRefused(Kind.LOST, () -> process.awaitExit(SOON)).hasMessageContaining("its end is unknown");
        process.terminate();
        process.close();
        assertThat(context.warnings()).anyMatch(warning -> warning.contains("something may be left behind"));
    }

    @Test
    void anInterruptWhileAServiceIsSilentEndsTheStartAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        service.on("POST init", (request, talk) -> {
            asked.countDown();
            talk.awaitEnd();
        });
        try (Sandbox sandbox = sandbox()) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    start(sandbox);
                    outcome.complete(new AssertionError("it started"));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();
            caller.interrupt();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
