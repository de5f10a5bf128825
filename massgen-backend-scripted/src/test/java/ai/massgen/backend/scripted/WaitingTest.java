package ai.massgen.backend.scripted;

import static ai.massgen.backend.scripted.Stage.QUESTION;
import static ai.massgen.backend.scripted.Stage.open;
import static ai.massgen.backend.scripted.Stage.request;
import static ai.massgen.backend.scripted.Stage.saying;
import static ai.massgen.backend.scripted.Stage.script;
import static ai.massgen.backend.scripted.Stage.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.backend.scripted.ScriptedConfig.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void anInterruptEndsAWait() throws InterruptedException {
        Model model = open(script(step().say("late").delay(HOUR).build()));
        Asking asking = new Asking(model, requestWithin(HOUR, HOUR, HOUR));

        asking.thread.interrupt();
        asking.thread.join();

        assertThat(asking.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptEndsAPauseBetweenWords() throws InterruptedException {
        Model model = open(new ScriptedConfig(
                Mode.SCRIPT, List.of(saying("one two")), Optional.empty(), 0, Duration.ofSeconds(59)));
        Asking asking = new Asking(model, requestWithin(HOUR, HOUR, HOUR));
        asking.spoke.await();

        asking.thread.interrupt();
        asking.thread.join();

        assertThat(asking.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void closingFailsTheCallUnderWay() throws InterruptedException {
        Model model = open(script(step().say("late").delay(HOUR).build()));
        Asking asking = new Asking(model, requestWithin(HOUR, HOUR, HOUR));

        model.close();
        model.close();
        asking.thread.join();

        assertThat(asking.failure()).hasMessage("the scripted model was closed while it was asked");
    }

    @Test
    void aReplyThatTakesTooLongTimesOut() {
        Duration moment = Duration.ofMillis(2);

        assertTimeout(requestWithin(moment, HOUR, HOUR), "the scripted model said nothing within 2 ms");
        assertTimeout(requestWithin(HOUR, HOUR, moment), "the scripted model gave no complete reply within 2 ms");
    }

    @Test
    void aPauseThatTakesTooLongTimesOut() {
        Model model = open(new ScriptedConfig(
                Mode.SCRIPT, List.of(saying("one two")), Optional.empty(), 0, Duration.ofSeconds(59)));

        assertThatThrownBy(() -> new Stage().ask(model, requestWithin(HOUR, Duration.ofMillis(2), HOUR)))
                .hasMessage("the scripted model fell silent for 2 ms");
    }

    private static void assertTimeout(ModelRequest request, String message) {
        Model model =
                open(script(step().say("late").delay(Duration.ofMinutes(50)).build()));
        assertThatThrownBy(() -> new Stage().ask(model, request))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.TIMEOUT))
                .hasMessage(message);
    }

    private static ModelRequest requestWithin(Duration firstToken, Duration idle, Duration total) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(QUESTION))
                .timeouts(new ModelRequest.Timeouts(firstToken, idle, total))
                .build();
    }

    @Test
    void whatIsNotDeclaredIsRefusedBeforeAnythingIsSaid() {
        Stage stage = new Stage();
        ModelRequest sampled = ModelRequest.builder(new CallKey("agent1", 1), List.of(QUESTION))
                .temperature(1)
                .build();

        assertThatThrownBy(() -> stage.ask(open(script(saying("hi"))), sampled))
                .hasMessage("a scripted model cannot take [TEMPERATURE]; leave these settings out");
        assertThat(stage.deltas).isEmpty();
        assertThat(stage.ask(open(script(saying("hi"))), request(1, List.of(), QUESTION))
                        .text())
                .isEqualTo("hi");
    }

    /** A call on a thread of its own. */
    private static final class Asking {
        final CountDownLatch spoke = new CountDownLatch(1);
        final Thread thread;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        Asking(Model model, ModelRequest request) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    model.generate(request, this::heard);
                } catch (InterruptedException | BackendException e) {
                    failure.set(e);
                }
            });
        }

        private void heard(ModelDelta delta) {
            spoke.countDown();
        }

        @Nullable Exception failure() {
            return failure.get();
        }
    }
}
