package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.EngineResponse;
import ai.massgen.toolkit.io.BackgroundThread;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engine's events, one connection for all containers. It is the only place where an out-of-memory kill can be learnt
 * reliably: the container's own record disappears with the container. If the connection breaks, it is opened again with
 * the next container; until then nothing more is known, and nothing else depends on it.
 */
final class EngineEvents implements AutoCloseable {
    private static final String FILTERS =
            URLEncoder.encode("{\"type\":[\"container\"],\"event\":[\"oom\",\"destroy\"]}", StandardCharsets.UTF_8);
    private static final int MAX_LINE = 1 << 20;

    private final EngineApi api;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Marks> watched = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable EngineResponse stream;
    private boolean closed;

    EngineEvents(EngineApi api) {
        this.api = api;
    }

    /** What has been heard of one container. */
    static final class Marks {
        private volatile boolean outOfMemory;
        private final CountDownLatch destroyed = new CountDownLatch(1);

        boolean outOfMemory() {
            return outOfMemory;
        }

        /** Waits until nothing more can be heard. */
        void awaitDestroyed(Duration timeout) throws InterruptedException {
            boolean ignored = destroyed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Listens for a container, from before its start. */
    Marks watch(String id) throws InterruptedException {
        open();
        return watched.computeIfAbsent(id, key -> new Marks());
    }

    void forget(String id) {
        watched.remove(id);
    }

    private void open() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new SandboxException(SandboxException.Kind.LOST, "this connection to Docker is closed");
            }
            if (stream != null) {
                return;
            }
            EngineRequest request = api.request("GET", "/events?filters=" + FILTERS);
            EngineResponse opened = api.open("listening to its events", request);
            if (opened.status() != 200) {
                try (opened) {
                    throw new IOException("status " + opened.status());
                }
            }
            stream = opened;
            BackgroundThread.virtual("massgen-docker-events", () -> listen(opened));
        } catch (IOException e) {
            throw api.unavailable("listening to its events", e);
        } finally {
            lock.unlock();
        }
    }

    private void listen(EngineResponse opened) {
        try (opened) {
            Optional<String> line = opened.readLine(MAX_LINE, Optional.empty());
            while (line.isPresent()) {
                hear(json.readTree(line.get()));
                line = opened.readLine(MAX_LINE, Optional.empty());
            }
        } catch (IOException e) {
            // lost, or closed by us: the next container opens a new stream
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forgetStream(opened);
        }
    }

    private void hear(JsonNode event) {
        Marks marks = watched.get(event.at("/Actor/ID").asText());
        if (marks == null) {
            return;
        }
        switch (event.path("Action").asText()) {
            case "oom" -> marks.outOfMemory = true;
            case "destroy" -> marks.destroyed.countDown();
            default -> {}
        }
    }

    private void forgetStream(EngineResponse ended) {
        lock.lock();
        try {
            if (stream == ended) {
                stream = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops listening for good. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // a connection that can't be closed is no use to anybody, and nobody waits for it
        } finally {
            lock.unlock();
        }
    }
}
