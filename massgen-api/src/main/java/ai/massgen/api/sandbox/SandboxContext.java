package ai.massgen.api.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What the engine offers a sandbox. Implemented by the engine, so methods may be added. Thread-safe. */
public interface SandboxContext {
    /**
     * The clock to read the time from.
     *
     * @return the clock
     */
    InstantSource clock();

    /**
     * A private folder for files that must exist while a process runs, such as secrets to mount. Created with
     * permissions for the owner only, deleted when the engine closes.
     *
     * @return an absolute path to an existing folder
     */
    Path privateDirectory();

    /**
     * Looks up a variable of the environment that MassGen was started in. Plugins read variables only here, so that the
     * engine can show and replace them. For variables that a container engine's own tools obey, such as
     * {@code DOCKER_HOST}; everything else belongs into the settings.
     *
     * @param name the variable's name
     * @return its value, empty if it is not set or blank
     */
    Optional<String> environment(String name);

    /**
     * Tells the user something that is not an error.
     *
     * @param message one sentence without secrets
     */
    void warn(String message);
}
