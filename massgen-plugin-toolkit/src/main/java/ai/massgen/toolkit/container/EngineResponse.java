package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.Alarm;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a container engine answered: status and headers, and a body that may still be arriving. Closing it drops the
 * connection and wakes a thread that reads the body.
 */
public final class EngineResponse implements Closeable {
    private final EngineChannel channel;
    private final HttpHead head;
    private final InputStream body;

    EngineResponse(EngineChannel channel, HttpHead head) throws IOException {
        this.channel = channel;
        this.head = head;
        this.body = HttpBody.of(channel, head);
    }

    /**
     * The HTTP status.
     *
     * @return for example 200
     */
    public int status() {
        return head.status();
    }

    /**
     * The first header of a name.
     *
     * @param name the name in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /**
     * The body. A read ends with -1 at the end of the body, and with an {@link IOException} if the connection is lost
     * before it.
     *
     * @return the decoded body, for one reading thread
     */
    public InputStream body() {
        return body;
    }

    /**
     * Reads the whole body.
     *
     * @param limit the largest number of bytes to accept
     * @return the bytes
     * @throws IOException if the connection is lost, or the body is longer than the limit
     */
    public byte[] readAll(int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit);
        if (bytes.length == limit && body.read() >= 0) {
            throw new IOException("the engine's answer is longer than " + limit + " bytes");
        }
        return bytes;
    }

    /**
     * Reads the whole body as text.
     *
     * @param limit the largest number of bytes to accept
     * @return the text
     * @throws IOException if the connection is lost, or the body is longer than the limit
     */
    public String readText(int limit) throws IOException {
        return new String(readAll(limit), StandardCharsets.UTF_8);
    }

    /**
     * Reads the whole body as text, within a time.
     *
     * @param limit the largest number of bytes to accept
     * @param patience how long to wait for all of it
     * @return the text
     * @throws SocketTimeoutException if it is not complete in time; the connection is closed
     * @throws IOException if the connection is lost, or the body is longer than the limit
     * @throws InterruptedException if the thread is interrupted; the connection is closed
     */
    public String readText(int limit, Duration patience) throws IOException, InterruptedException {
        return within(patience, () -> readText(limit));
    }

    /**
     * Reads one line of a body that arrives line by line, such as progress or events.
     *
     * @param limit the longest line to accept, in bytes
     * @param patience how long to wait for it; empty for ever
     * @return the line without its end, or empty at the end of the body
     * @throws SocketTimeoutException if nothing comes in time; the connection is closed
     * @throws IOException if the connection is lost, or the line is too long
     * @throws InterruptedException if the thread is interrupted; the connection is closed
     */
    public Optional<String> readLine(int limit, Optional<Duration> patience) throws IOException, InterruptedException {
        return patience.isEmpty() ? uninterrupted(() -> line(limit)) : within(patience.get(), () -> line(limit));
    }

    /** A piece of reading. */
    private interface Reading<T> {
        T run() throws IOException;
    }

    private <T> T within(Duration patience, Reading<T> reading) throws IOException, InterruptedException {
        try (Alarm deadline = channel.closeAfter(patience)) {
            try {
                T result = uninterrupted(reading);
                if (deadline.callOff()) {
                    return result;
                }
                throw new AsynchronousCloseException(); // it came together with the deadline
            } catch (IOException e) {
                if (deadline.rang()) {
                    SocketTimeoutException late =
                            new SocketTimeoutException("no sign of life for " + patience.toMillis() + " ms");
                    late.initCause(e);
                    throw late;
                }
                throw e;
            }
        }
    }

    private static <T> T uninterrupted(Reading<T> reading) throws IOException, InterruptedException {
        try {
            return reading.run();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // the exception takes the place of the status
            InterruptedException interrupted = new InterruptedException("interrupted while reading from the engine");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private Optional<String> line(int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int next = body.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = body.read()) {
            if (line.size() >= limit) {
                throw new IOException("a line of the engine's answer is longer than " + limit + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    Map<String, String> headers() {
        return head.headers();
    }

    EngineChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
