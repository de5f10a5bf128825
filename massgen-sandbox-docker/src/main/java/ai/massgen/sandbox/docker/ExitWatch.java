package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.EngineResponse;
import ai.massgen.toolkit.container.ProcessOutput;
import ai.massgen.toolkit.io.BackgroundThread;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for a container to end. The question is put to the engine before the container starts, so that the answer cannot
 * be missed; nobody reads the connection until somebody wants to know, so that a running container costs no thread here.
 */
final class ExitWatch implements ProcessOutput.Exit, Closeable {
    private final EngineResponse answer;
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    ExitWatch(EngineResponse answer) {
        this.answer = answer;
    }

    @Override
    public Optional<Integer> await(Duration timeout) throws IOException, InterruptedException {
        if (reading.compareAndSet(false, true)) {
            BackgroundThread.virtual("massgen-docker-exit", this::read);
        }
        try {
            return Optional.of(code.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException("the engine no longer says how the container ended", e.getCause());
        }
    }

    private void read() {
        try {
            JsonNode json = new ObjectMapper().readTree(answer.readText(64 * 1024));
            JsonNode status = json.path("StatusCode");
            if (status.canConvertToInt()) {
                code.complete(status.intValue());
            } else {
                code.completeExceptionally(new IOException("no exit code in the engine's answer"));
            }
        } catch (IOException | RuntimeException e) {
            code.completeExceptionally(e);
        }
    }

    /** Gives the engine a moment to answer about a container that was just removed, so that its end can be asked for. */
    void closeAfterAnswer() throws IOException, InterruptedException {
        try (this) {
            boolean ignored = await(Duration.ofSeconds(1)).isPresent();
        } catch (IOException e) {
            // the answer does not matter enough to report that it did not come
        }
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }
}
