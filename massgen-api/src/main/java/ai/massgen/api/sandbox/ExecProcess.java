package ai.massgen.api.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A further program in the container of a {@link SandboxProcess}. Its streams may be used from one thread each;
 * {@link #close} from any thread.
 *
 * <p>Engines cannot end such a program: {@link #close} closes the connection to it, so that it reads end of file and may
 * end by itself; at the latest it ends with its container.
 */
public interface ExecProcess extends AutoCloseable {
    /**
     * The program's standard input. Closing it is seen by the program as end of file and leaves its output open.
     *
     * @return an unbuffered stream
     */
    OutputStream stdin();

    /**
     * The program's standard output. A read ends with end of file when the program has ended, and with an
     * {@link java.io.IOException} when the connection to the engine is lost or {@link #close} is called meanwhile.
     *
     * @return an unbuffered stream, exactly the bytes written, without the engine's framing
     */
    InputStream stdout();

    /**
     * Waits for the program to end.
     *
     * @param timeout how long to wait
     * @return how it ended, empty if it still runs
     * @throws SandboxException of kind {@link SandboxException.Kind#LOST} if that cannot be known any more, as after
     *     the end of its container
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException;

    /** Closes the connection and wakes whoever is blocked in a stream. Idempotent, throws nothing. */
    @Override
    void close();
}
