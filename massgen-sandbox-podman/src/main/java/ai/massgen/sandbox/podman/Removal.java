package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Removes containers for sure. Auto-removal races with us, and Podman may not manage at the first attempt: gone is what
 * counts.
 */
record Removal(Libpod libpod) {
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final long BOUND_NANOS = Duration.ofSeconds(15).toNanos();
    private static final Duration LATE = Duration.ofSeconds(3);

    /**
     * Kills if necessary, removes, and returns when the container does not exist any more.
     *
     * @throws SandboxException of kind CLEANUP_FAILED or ENGINE_UNAVAILABLE if it may still be there
     */
    void remove(String id) throws InterruptedException {
        long end = System.nanoTime() + BOUND_NANOS;
        Optional<String> obstacle = attempt(id);
        while (obstacle.isPresent()) {
            if (System.nanoTime() - end > 0) {
                throw new SandboxException(
                        Kind.CLEANUP_FAILED,
                        "container " + id + " could not be removed: " + obstacle.get()
                                + ". Remove it with: podman rm --force " + id);
            }
            Thread.sleep(PAUSE);
            obstacle = attempt(id);
        }
    }

    /**
     * Removes a container whose creation was not answered, if it comes into being within a moment. What comes later is
     * left to a sweep.
     *
     * @param label the label that only this container has
     */
    void removeMarked(String label) throws InterruptedException {
        Duration patience = libpod.timeout().compareTo(LATE) < 0 ? libpod.timeout() : LATE;
        long end = System.nanoTime() + patience.toNanos();
        List<JsonNode> found = Sweep.containers(libpod, label);
        while (found.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE);
            found = Sweep.containers(libpod, label);
        }
        for (JsonNode container : found) {
            remove(container.path("Id").asText());
        }
    }

    /** One attempt; empty if the container is gone. */
    private Optional<String> attempt(String id) throws InterruptedException {
        Answer answer = libpod.call(
                "removing container " + id,
                libpod.request("DELETE", "/containers/" + id + "?force=true&v=true&timeout=0"),
                libpod.patience());
        if (answer.missing()) {
            return Optional.empty();
        }
        if (!answer.succeeded()) {
            return Optional.of(answer.message());
        }
        for (JsonNode report : answer.body()) { // newer services report a failure within a success
            if (report.hasNonNull("Err")) {
                return Optional.of(report.path("Err").toString());
            }
        }
        return Optional.empty();
    }
}
