package ai.massgen.api.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running process. Its streams may be used from one thread each; {@link #close} from any thread.
 *
 * <p>The polite way to end it is: close {@link #stdin}, {@link #awaitExit}, {@link #terminate}, {@link #awaitExit},
 * {@link #close}. Only the last is needed for nothing to remain.
 */
public interface SandboxProcess extends AutoCloseable {
    /**
     * The engine's id of the process.
     *
     * @return a container id, or a process id where there is no container
     */
    String id();

    /**
     * The process's standard input. Closing it is seen by the process as end of file and leaves the other streams open.
     *
     * @return an unbuffered stream
     */
    OutputStream stdin();

    /**
     * The process's standard output. A read ends with end of file when the process has ended, and with an
     * {@link java.io.IOException} when the connection to the engine is lost or {@link #close} is called meanwhile.
     *
     * @return an unbuffered stream, exactly the bytes written, without the engine's framing
     */
    InputStream stdout();

    /**
     * What is known to be in force.
     *
     * @return one or more entries per control
     */
    List<Evidence> evidence();

    /**
     * Waits for the process to end.
     *
     * @param timeout how long to wait
     * @return how it ended, empty if it still runs
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException;

    /**
     * What the process has used so far, with all that it started. Asked once, right before the end of a process that still
     * runs.
     *
     * @return the usage, empty if the sandbox cannot tell; it must not take longer than a second to find out
     * @throws InterruptedException if the thread is interrupted
     */
    default Optional<ResourceUsage> usage() throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Starts a further program in the same container: as the same user, under the same limits, without a terminal and
     * without privileges that this process does not have. It has the variables of this process, its
     * secrets among them. Works if the sandbox has {@link SandboxCapability#EXEC}.
     *
     * <p>A program that is not in the image may be refused here, or ends at once with an exit code other than 0.
     *
     * @param spec what to run
     * @param stderr receives copies of what the program writes to its standard error, on a thread of the sandbox's
     *     choice, which may be the one that reads {@link ExecProcess#stdout}; must not block
     * @return the running program
     * @throws SandboxException of kind {@link SandboxException.Kind#REFUSED} if the sandbox cannot do that, of kind
     *     {@link SandboxException.Kind#LOST} if the process has ended, or of another kind if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; the program may have been started, and reads end of file
     */
    default ExecProcess exec(ExecSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        throw new SandboxException(
                SandboxException.Kind.REFUSED,
                "process " + id() + ": its sandbox runs no further programs in it, so '"
                        + spec.command().getFirst() + "' cannot run");
    }

    /**
     * Makes an image of what the container of this process holds, while the process runs. Works if the sandbox has
     * {@link SandboxCapability#BUILD}. Mounts and file systems in memory are not part of the image, and neither are the
     * container's labels, which would make its owner the owner of every container of the image: those of
     * {@link SandboxLabels} are empty in it. An image that had the name loses it.
     *
     * @param spec what the image is to be like
     * @return the image
     * @throws SandboxException of kind {@link SandboxException.Kind#REFUSED} if the sandbox cannot do that, of kind
     *     {@link SandboxException.Kind#LOST} if the process has ended, or of kind
     *     {@link SandboxException.Kind#BUILD_FAILED} if the engine does not make it, or does not see the program in the
     *     container
     * @throws InterruptedException if the thread is interrupted; the image may have been made
     */
    default ImageId commit(CommitSpec spec) throws InterruptedException {
        throw new SandboxException(
                SandboxException.Kind.REFUSED,
                "process " + id() + ": its sandbox makes no images, so '" + spec.reference() + "' cannot be made");
    }

    /** Sends SIGTERM. Does nothing if the process has ended. */
    void terminate();

    /** Kills the process if it runs and removes all that belongs to it. Idempotent, bounded in time, throws nothing. */
    @Override
    void close();
}
