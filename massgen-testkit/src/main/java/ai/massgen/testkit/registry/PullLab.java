package ai.massgen.testkit.registry;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.testkit.sandbox.ContainerLab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An engine that pulls from registries of a test. Implementations need not be thread-safe. */
public interface PullLab extends ContainerLab {
    /**
     * The engine's program, which advice names.
     *
     * @return such as {@code docker}
     */
    String program();

    /**
     * Opens another sandbox on the engine.
     *
     * @param context what to open it with
     * @param patience how long a pull may show no sign of life
     * @return an open sandbox
     * @throws InterruptedException if the thread is interrupted
     */
    Sandbox open(SandboxContext context, Duration patience) throws InterruptedException;

    /**
     * Stores a login where the engine or the sandbox looks for it.
     *
     * @param folder an empty folder
     * @param registry host and port
     * @param login user, colon, password, in base64
     * @return variables that a sandbox has to be opened with
     * @throws IOException if it cannot be stored
     */
    Map<String, String> logIn(Path folder, String registry, String login) throws IOException;

    /**
     * What the engine has of a registry.
     *
     * @param registry host and port
     * @return names or digests of images
     * @throws IOException if the engine does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    List<String> imagesOf(String registry) throws IOException, InterruptedException;

    /**
     * Removes all images of a registry, and the login for it.
     *
     * @param registry host and port
     * @throws IOException if the engine does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    void forget(String registry) throws IOException, InterruptedException;
}
