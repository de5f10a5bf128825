package ai.massgen.sandbox.podman;

import ai.massgen.toolkit.container.Duplex;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.io.BlockingCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * One connection to Podman's service: HTTP by HttpCore, over a socket of jnr-unixsocket. That socket blocks in native code,
 * where it would hold on to a virtual thread's carrier and not hear an interrupt, so each blocking call is made on a
 * platform thread while the caller waits; whoever gives up closes the connection, which ends the call. Its own read
 * timeout is never used: it reads as the end of the stream.
 */
final class Link implements Duplex {
    private final UnixWire wire;
    private final BlockingCalls threads;
    private final byte[] ahead = new byte[8192];
    private int next;
    private int end;
    private int status;
    private Optional<String> version = Optional.empty();
    private InputStream body = InputStream.nullInputStream();

    private Link(UnixWire wire, BlockingCalls threads) {
        this.wire = wire;
        this.threads = threads;
    }

    /**
     * Connects, sends a request and reads the head of the answer. The body has no deadline.
     *
     * @throws SocketTimeoutException if the head is not there in time
     */
    static Link open(Path socket, EngineRequest request, boolean upgrade, BlockingCalls threads, Duration timeout)
            throws IOException, InterruptedException {
        Link link = sent(socket, request, upgrade, threads, timeout);
        link.receive(Optional.of(timeout));
        return link;
    }

    /** Connects and sends a request. The answer is read with {@link #receive}. */
    static Link sent(Path socket, EngineRequest request, boolean upgrade, BlockingCalls threads, Duration timeout)
            throws IOException, InterruptedException {
        Link link = new Link(new UnixWire(socket, timeout), threads);
        link.blocking(
                () -> {
                    link.wire.connect();
                    link.wire.send(request, upgrade);
                    return link;
                },
                Optional.of(timeout));
        return link;
    }

    /** Reads the head of the answer. */
    void receive(Optional<Duration> timeout) throws IOException, InterruptedException {
        ClassicHttpResponse response = blocking(wire::receive, timeout);
        status = response.getCode();
        Header header = response.getFirstHeader("Libpod-API-Version");
        version = Optional.ofNullable(header).map(Header::getValue);
        HttpEntity entity = response.getEntity();
        body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    int status() {
        return status;
    }

    /** The API version that only Podman names. */
    Optional<String> version() {
        return version;
    }

    /**
     * Reads the whole body.
     *
     * @throws SocketTimeoutException if it is not complete in time
     */
    byte[] readAll(int limit, Optional<Duration> timeout) throws IOException, InterruptedException {
        byte[] bytes = blocking(() -> body.readNBytes(limit + 1), timeout);
        if (bytes.length > limit) {
            throw new IOException("the answer is longer than " + limit + " bytes");
        }
        return bytes;
    }

    /** Reads one line of the body, without its end; empty at the end of the body. */
    Optional<String> readLine(int limit, Duration timeout) throws IOException, InterruptedException {
        return blocking(() -> Lines.read(body, limit), Optional.of(timeout));
    }

    private <T> T blocking(Callable<T> call, Optional<Duration> timeout) throws IOException, InterruptedException {
        boolean done = false;
        try {
            T result = threads.call(() -> wire.use(call), wire, timeout);
            done = true;
            return result;
        } catch (TimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException(
                    "no answer within " + timeout.orElseThrow().toMillis() + " ms");
            late.initCause(e);
            throw late;
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(ahead, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        int count = stream(() -> body.read(ahead));
        if (wire.closed()) {
            throw new AsynchronousCloseException(); // the socket itself calls that the end
        }
        next = 0;
        end = Math.max(count, 0);
        return count >= 0;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
        boolean ignored = stream(() -> {
            wire.write(bytes);
            return true;
        });
    }

    /** Data has no deadline, and whoever waits for it is told of an interrupt as the JDK's channels would. */
    private <T> T stream(Callable<T> call) throws IOException {
        try {
            return blocking(call, Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        wire.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
