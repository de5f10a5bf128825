package ai.massgen.api.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;

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
     * Tells the user something that is not an error.
     *
     * @param message one sentence without secrets
     */
    void warn(String message);
}
