package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import ai.massgen.api.Json;
import ai.massgen.api.MassGenException;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.core.pin.PinException;
import ai.massgen.core.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come and go: those that keep dying, those that agents can do without, those of one call, and their bills. */
@Timeout(30)
class ServerLifeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void closeAll() {
        bench.close();
    }

    private Toolbox box(FakeEngine engine, Bench.Options options) {
        return bench.servers(engine, options).forAgent(Bench.ADA, List.of("files"));
    }

    private static ToolCall look(String id) {
        return new ToolCall(id, "files__look", Json.EMPTY_OBJECT);
    }

    /** Servers that end as soon as they are called, up to the {@code last}th. */
    private static FakeEngine dying(int last) {
        return new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number <= last) {
                server.on("tools/call", request -> server.closeOutput());
            }
        });
    }

    @Test
    void aServerThatKeepsDyingIsNotStartedForAWhile() throws InterruptedException {
        FakeEngine engine = dying(100);
        Toolbox tools = box(engine, new Bench.Options());

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(tools.call(look("c" + i)).text());
        }

        assertThat(engine.started).hasSize(CircuitBreaker.FAILURES);
        assertThat(answers.getLast())
                .isEqualTo(
                        "The call failed: the server files keeps failing and is not started again for 30 s; do without"
                                + " it, or try again later.");
        assertThat(tools.specs()).as("it is still offered").hasSize(1);
    }

    @Test
    void afterThePauseOneStartIsTriedAndASuccessMakesItWholeAgain() throws InterruptedException {
        FakeEngine engine = dying(CircuitBreaker.FAILURES);
        Toolbox tools = box(engine, new Bench.Options());
        for (int i = 0; i < 5; i++) {
            assertThat(tools.call(look("c" + i)).error()).isTrue();
        }

        bench.now.addAndGet(CircuitBreaker.FIRST_PAUSE.toNanos());

        assertThat(tools.call(look("d")).text()).isEqualTo("answer of server 4");
        assertThat(tools.call(look("e")).text()).isEqualTo("answer of server 4");
    }

    @Test
    void aReplacementThatDoesNotStartFailsItsCallAndNotItsAgent() throws InterruptedException {
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number == 1) {
                server.on("tools/call", request -> server.closeOutput());
            } else if (number == 2) {
                server.closeOutput();
            }
        });
        Toolbox tools = box(engine, new Bench.Options());

        assertThat(tools.call(look("c1")).error()).isTrue();
        assertThat(tools.call(look("c2")).error()).isTrue();
        assertThat(tools.specs()).hasSize(1);
        assertThat(tools.call(look("c3")).text()).isEqualTo("answer of server 3");
    }

    @Test
    void aServerThatIsNotRequiredWithdrawsOnlyItsToolsAndTheAgentIsTold() throws InterruptedException {
        FakeEngine broken = new FakeEngine((server, stderr, number) -> server.closeOutput());
        Toolbox tools = bench.servers(
                        Map.of("broken", broken, "files", Bench.honestEngine()), new Bench.Options().notRequired())
                .forAgent(Bench.ADA, List.of("broken", "files"));

        assertThat(tools.specs()).extracting(ToolSpec::name).containsExactly("files__look");
        assertThat(tools.specs()).hasSize(1);
        assertThat(tools.notices())
                .containsExactly(
                        "The tools of the server broken are not available in this run: it could not be started.");
        assertThat(tools.call(look("c1")).error()).isFalse();
        assertThat(tools.call(new ToolCall("c2", "broken__x", Json.EMPTY_OBJECT))
                        .text())
                .contains("There is no tool named broken__x.", "The tools of the server broken are not available");
        assertThat(broken.started).hasSize(1);
        assertThat(bench.all(SessionEvent.Note.class))
                .extracting(SessionEvent.Note::message)
                .containsExactly(
                        "agent1 goes on without the tools of broken, which does not start and is not required.");
    }

    @Test
    void aPinnedServerThatIsNotRequiredIsWithdrawnWhenItsHiddenStartFails() throws InterruptedException {
        assertThat(box(Bench.honestEngine(), new Bench.Options()).specs()).hasSize(1);
        Toolbox tools = box(
                new FakeEngine((server, stderr, number) -> server.closeOutput()), new Bench.Options().notRequired());
        assertThat(tools.specs()).hasSize(1);

        assertThat(tools.call(look("c1")).error()).isTrue();

        assertThat(tools.specs()).isEmpty();
        assertThat(tools.notices()).hasSize(1);
    }

    @Test
    void whatIsNotWhatWasPinnedIsNoneThatAnAgentCanDoWithout() {
        Toolbox tools =
                box(Bench.honestEngine(), new Bench.Options().notRequired().locked());

        assertThat(catchThrowableOfType(PinException.class, tools::specs).code())
                .isEqualTo("pin.not-pinned");
    }

    @Test
    void eachCallHasAProcessOfItsOwn() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        ToolServers servers = bench.servers(engine, new Bench.Options().scope(ToolConfig.Scope.CALL));
        Toolbox tools = servers.forAgent(Bench.ADA, List.of("files"));

        assertThat(tools.specs()).hasSize(1);
        assertThat(tools.call(look("c1")).text()).isEqualTo("answer of server 2");
        assertThat(tools.call(look("c2")).text()).isEqualTo("answer of server 3");
        servers.close();

        String name = "massgen-" + Bench.RUN + "-agent1-files";
        assertThat(engine.started).extracting(ProcessSpec::name).containsExactly(name, name + "-2", name + "-3");
        assertThat(engine.processes)
                .allSatisfy(process -> assertThat(process.closed).isTrue());
        assertThat(bench.all(SessionEvent.ToolServerStopped.class))
                .extracting(SessionEvent.ToolServerStopped::calls)
                .containsExactlyInAnyOrder(0, 1, 1);
    }

    @Test
    void aPinnedServerOfACallNeedsNoProcessToBeOffered() throws InterruptedException {
        assertThat(box(Bench.honestEngine(), new Bench.Options()).specs()).hasSize(1);
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(engine, new Bench.Options().scope(ToolConfig.Scope.CALL));

        assertThat(tools.specs()).hasSize(1);
        assertThat(engine.started).isEmpty();
        assertThat(tools.call(look("c1")).text()).isEqualTo("answer of server 1");
    }

    @Test
    void callsOfAFreshServerRunSideBySide() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            server.on("tools/call", request -> {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                server.replyText(request, "both");
            });
        });
        Toolbox tools = box(engine, new Bench.Options().scope(ToolConfig.Scope.CALL));
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        Task other = Task.start("call", () -> {
            try {
                answers.add(tools.call(look("c1")).text());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        answers.add(tools.call(look("c2")).text());

        assertThat(other.join(Duration.ofSeconds(10))).isTrue();
        assertThat(answers).containsExactly("both", "both");
    }

    @Test
    void aFreshServerThatKeepsDyingIsNotStartedForAWhileEither() throws InterruptedException {
        assertThat(box(Bench.honestEngine(), new Bench.Options()).specs()).hasSize(1);
        FakeEngine engine = dying(100);
        Toolbox tools = box(engine, new Bench.Options().scope(ToolConfig.Scope.CALL));

        ToolResult last = ToolResult.success("", "");
        for (int i = 0; i < 6; i++) {
            last = tools.call(look("c" + i));
        }

        assertThat(engine.started).hasSize(CircuitBreaker.FAILURES);
        assertThat(last.text()).contains("keeps failing");
    }

    @Test
    void aFreshServerThatDoesNotStartFailsItsAgent() {
        Toolbox tools = box(
                new FakeEngine((server, stderr, number) -> server.closeOutput()),
                new Bench.Options().scope(ToolConfig.Scope.CALL));

        assertThatThrownBy(tools::specs).isInstanceOf(MassGenException.class);
    }

    @Test
    void everyProcessHasABillAlsoOneThatWasLost() throws InterruptedException {
        ToolServers servers = bench.servers(dying(1));
        Toolbox tools = servers.forAgent(Bench.ADA, List.of("files"));
        assertThat(tools.call(look("c1")).error()).isTrue();
        assertThat(tools.call(look("c2")).error()).isFalse();

        servers.close();

        assertThat(bench.all(SessionEvent.ToolServerStopped.class))
                .extracting(SessionEvent.ToolServerStopped::calls, SessionEvent.ToolServerStopped::cpu)
                .containsExactlyInAnyOrder(
                        tuple(0, Optional.empty()), tuple(1, Optional.of(FakeEngine.FakeProcess.CPU)));
        assertThat(bench.all(SessionEvent.ToolServerStopped.class)).allSatisfy(stopped -> {
            assertThat(stopped.sent()).isGreaterThan(200);
            assertThat(stopped.received()).isGreaterThan(100);
        });
    }

    @Test
    void aCallThatHasToBeApprovedIsMadeAfterAYes() throws InterruptedException {
        List<CallPermission.Request> asked = Collections.synchronizedList(new ArrayList<>());
        Toolbox tools = box(
                Bench.honestEngine(),
                new Bench.Options()
                        .approve(
                                request -> {
                                    asked.add(request);
                                    return Optional.empty();
                                },
                                "look"));

        assertThat(tools.call(new ToolCall("c1", "files__look", new Json("{\"path\":\"/\"}")))
                        .error())
                .isFalse();
        assertThat(asked)
                .containsExactly(new CallPermission.Request("agent1", "files", "look", new Json("{\"path\":\"/\"}")));
    }

    @Test
    void aCallThatIsNotApprovedIsAResultAndAnEvent() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(engine, new Bench.Options().approve(request -> Optional.of("not today"), "*"));

        ToolResult result = tools.call(look("c1"));

        assertThat(result).isEqualTo(ToolResult.failure("c1", "The call was not made: not today."));
        assertThat(bench.all(TrustEvent.ToolCallDenied.class))
                .containsExactly(new TrustEvent.ToolCallDenied("agent1", "c1", "files__look", "not today"));
        assertThat(bench.all(SessionEvent.ToolCallFinished.class)).hasSize(1);
    }

    @Test
    void onlyTheNamedToolsHaveToBeApproved() throws InterruptedException {
        Toolbox tools = box(Bench.honestEngine(), new Bench.Options().approve(CallPermission.NOBODY, "delete"));

        assertThat(tools.call(look("c1")).error()).isFalse();
        assertThat(bench.all(SessionEvent.Note.class))
                .extracting(SessionEvent.Note::message)
                .containsExactly("The server files has no tool named delete, which tools.files.approve names.");
    }

    @Test
    void withNobodyToAskTheCallIsNotMade() throws InterruptedException {
        Toolbox tools = box(Bench.honestEngine(), new Bench.Options().approve(CallPermission.NOBODY, "look"));

        assertThat(tools.call(look("c1")).text()).contains("there is nobody to ask");
    }
}
