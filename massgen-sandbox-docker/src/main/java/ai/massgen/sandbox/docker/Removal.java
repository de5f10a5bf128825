package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Removes containers for sure. Auto-removal races with us, a removal by somebody else may be under way, and a daemon under
 * load answers with passing errors: gone is what counts.
 */
record Removal(EngineApi api) {
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
                                + ". Remove it with: docker rm -f " + id);
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
        Duration patience = api.timeout().compareTo(LATE) < 0 ? api.timeout() : LATE;
        long end = System.nanoTime() + patience.toNanos();
        List<Container> found = labelled(label);
        while (found.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE);
            found = labelled(label);
        }
        for (Container container : found) {
            remove(container.getId());
        }
    }

    private List<Container> labelled(String label) throws InterruptedException {
        return Sweep.containers(api, label);
    }

    /** One attempt; empty if the container is gone. */
    private Optional<String> attempt(String id) throws InterruptedException {
        try {
            return api.slowCommand("removing container " + id, client -> {
                client.removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
                return Optional.empty();
            });
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (DockerException e) {
            return Optional.of(DockerFailures.message(String.valueOf(e.getMessage())));
        }
    }
}
