package ai.massgen.api.sandbox;

import java.util.List;
import java.util.function.Consumer;

/**
 * A connection to one engine. Thread-safe, with many calls at once. Blocking methods end with
 * {@link InterruptedException} when the thread is interrupted and leave nothing behind.
 */
public interface Sandbox extends AutoCloseable {
    /**
     * Asks the engine what it is and what it can enforce.
     *
     * @return the report
     * @throws SandboxException of kind {@link SandboxException.Kind#ENGINE_UNAVAILABLE} if the engine does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    EngineReport probe() throws InterruptedException;

    /**
     * Makes an image ready to run.
     *
     * @param source where the image comes from
     * @param progress receives progress on the calling thread
     * @return the image's identity, by content
     * @throws SandboxException of kind {@link SandboxException.Kind#IMAGE_MISSING} or
     *     {@link SandboxException.Kind#PULL_FAILED}
     * @throws InterruptedException if the thread is interrupted
     */
    ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) throws InterruptedException;

    /**
     * Starts a process. When this method returns, the process runs, its streams are connected, not a byte of its output
     * has been lost, and the engine's own account of the container has been compared with the specification. When it
     * throws, nothing is left of the container.
     *
     * @param spec what to run and how to lock it in
     * @param stderr receives copies of what the process writes to its standard error, on a thread of the sandbox's
     *     choice, which may be the one that reads {@link SandboxProcess#stdout}; must not block
     * @return the running process
     * @throws SandboxException of kind {@link SandboxException.Kind#NOT_ENFORCED} if a control is not in force that
     *     must be, or of another kind if the process cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException;

    /**
     * Lists what carries {@link SandboxLabels#OWNER}, and removes what the filter says.
     *
     * @param filter decides for each container
     * @return what was removed
     * @throws SandboxException if the engine does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    List<Leftover> sweep(SweepFilter filter) throws InterruptedException;

    /** Removes every process started here and closes the connection. Idempotent, bounded in time, throws nothing. */
    @Override
    void close();
}
