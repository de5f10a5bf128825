package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import ai.massgen.toolkit.io.BackgroundThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancellationTest {
    private static final WireReply HALF =
            WireReply.events().event(Chat.text("half")).stall();

    @Test
    void interruptEndsACallOnASilentStreamAndItsConnection() throws Exception {
        try (WireServer server = WireServer.replying(HALF);
                Model model = new OpenAiBackend().open(Chat.config(server.uri()), TestContext.with())) {
            CountDownLatch heard = new CountDownLatch(1);
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = start(model, heard, outcome);
            heard.await();
            caller.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(server.awaitDeparture(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void closingTheModelFailsItsCalls() throws Exception {
        try (WireServer server = WireServer.replying(HALF)) {
            Model model = new OpenAiBackend().open(Chat.config(server.uri()), TestContext.with());
            CountDownLatch heard = new CountDownLatch(1);
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            start(model, heard, outcome);
            heard.await();
            model.close();
            model.close();
            assertThat(outcome.get(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            BackendException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
    }

    @Test
    void whatTheListenerThrowsEndsTheCall() throws Exception {
        try (WireServer server = WireServer.replying(HALF);
                Model model = new OpenAiBackend().open(Chat.config(server.uri()), TestContext.with())) {
            assertThatThrownBy(() -> model.generate(Chat.question().build(), delta -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(server.awaitDeparture(Duration.ofSeconds(30))).isTrue();
        }
    }

    private static Thread start(Model model, CountDownLatch heard, CompletableFuture<Throwable> outcome) {
        return BackgroundThread.virtual("caller", () -> {
            try {
                model.generate(Chat.question().build(), delta -> heard.countDown());
                outcome.completeExceptionally(new AssertionError("a reply came of it"));
            } catch (InterruptedException | BackendException e) {
                outcome.complete(e);
            }
        });
    }
}
