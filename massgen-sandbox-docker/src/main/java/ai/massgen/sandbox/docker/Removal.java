package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Optional;

/**
 * Removes containers for sure. Auto-removal races with us, a removal by somebody else may be under way, and a daemon under
 * load answers with passing errors: gone is what counts.
 */
record Removal(EngineApi api) {
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final long BOUND_NANOS = Duration.ofSeconds(15).toNanos();

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
