package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.toolkit.container.MemoryKills;
import ai.massgen.toolkit.container.ProcessOutput;
import ai.massgen.toolkit.io.BackgroundThread;
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
 * Waits for a container to end. Podman looks at it again and again for whoever asks, so it is asked twice: before the
 * start, to look once a second, which cannot miss the end and costs no thread here; and often, while somebody waits.
 */
final class ExitWatch implements ProcessOutput.Exit, Closeable {
    private static final int MAX_ANSWER = 64 * 1024;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** What does not run has ended, and the answer is there at once; or it never ran, and none will come. */
    private static final Duration NO_WORDS = Duration.ofMillis(300);

    /** Less is no time to read another answer in. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Libpod libpod;
    private final String id;
    private final String name;
    private final MemoryKills kills;
    private final Link first;
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    private ExitWatch(Libpod libpod, String id, String name, MemoryKills kills, Link first) {
        this.libpod = libpod;
        this.id = id;
        this.name = name;
        this.kills = kills;
        this.first = first;
    }

    /** Begins to wait, before the start. */
    static ExitWatch begin(Libpod libpod, String id, String name, MemoryKills kills) throws InterruptedException {
        Link first = libpod.ask(
                "waiting for container " + name, libpod.request("POST", "/containers/" + id + "/wait?interval=1s"));
        return new ExitWatch(libpod, id, name, kills, first);
    }

    @Override
    public Optional<Integer> await(Duration timeout) throws IOException, InterruptedException {
        boolean ignored = outOfMemory(); // soon the kernel forgets
        if (!code.isDone() && timeout.isPositive()) {
            askNow(timeout);
        }
        try {
            return Optional.of(code.get(0, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IOException("the engine no longer says how the container ended", e.getCause());
        }
    }

    private void askNow(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try (Link link = libpod.ask(
                "waiting for container " + name, libpod.request("POST", "/containers/" + id + "/wait?interval=10ms"))) {
            link.receive(Optional.of(left(end)));
            if (link.status() == 200) {
                accept(link.readAll(MAX_ANSWER, Optional.of(left(end))));
                return;
            }
        } catch (IOException | SandboxException e) {
            // not in time, or not from this one: the first question may have its answer
        }
        if (left(end).compareTo(MOMENT) > 0) {
            awaitFirst(left(end));
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    /** The answer to the first question is read once, however long it takes. */
    private void awaitFirst(Duration timeout) throws InterruptedException {
        if (reading.compareAndSet(false, true)) {
            BackgroundThread.virtual("massgen-podman-exit", this::readFirst);
        }
        try {
            int ignored = code.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // whoever asked looks at what is there
        }
    }

    private void readFirst() {
        try {
            first.receive(Optional.empty());
            byte[] answer = first.readAll(MAX_ANSWER, Optional.empty());
            if (first.status() != 200) {
                throw new IOException("status " + first.status());
            }
            accept(answer);
        } catch (IOException | RuntimeException e) {
            code.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(byte[] answer) throws IOException {
        boolean ignored = outOfMemory();
        if (Libpod.JSON.readTree(answer).canConvertToInt()) {
            code.complete(Libpod.JSON.readTree(answer).intValue());
        } else {
            throw new IOException("no exit code in the engine's answer");
        }
    }

    /** Whether something in it was killed for lack of memory. */
    boolean outOfMemory() {
        return kills.happened();
    }

    /** Ends what still runs, and learns how it ended while there is somebody to ask. */
    void kill() throws InterruptedException {
        if (!code.isDone()) {
            Answer killed = libpod.post("killing container " + name, "/containers/" + id + "/kill?signal=KILL");
            askNow(killed.succeeded() ? LAST_WORDS : NO_WORDS);
        }
    }

    @Override
    public void close() throws IOException {
        first.close();
    }
}
