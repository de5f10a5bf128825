package ai.massgen.api.backend;

import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What the engine offers a backend. Implemented by the engine, so methods may be added. Thread-safe. */
public interface BackendContext {
    /**
     * Reads a secret from the environment.
     *
     * @param name the variable's name
     * @return the secret, or empty if the variable is not set or blank
     */
    Optional<Secret> secret(String name);

    /**
     * The folder that relative paths in the settings are relative to.
     *
     * @return an absolute folder: that of the configuration file, or the working directory
     */
    Path baseDirectory();

    /**
     * The clock to read the time from.
     *
     * @return the clock
     */
    InstantSource clock();

    /**
     * Tells the user something that is not an error, such as a setting that the model ignores.
     *
     * @param message one sentence without secrets
     */
    void warn(String message);
}
