package ai.massgen.sandbox.podman;

import ai.massgen.toolkit.container.EngineRequest;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of a {@link Link}: all methods but {@link #close} and {@link #shutdownOutput} block in native code, and
 * are called within {@link #use}. Closing comes from any thread and ends what another one is blocked in. The number of the
 * socket is given back when the last of them has ended: jnr-unixsocket reads and writes by number, which may be that of
 * another file by then.
 */
final class UnixWire implements Closeable {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setBufferSize(8192)
            .setMaxLineLength(8192)
            .setMaxHeaderCount(128)
            .build();
    private static final long PAUSE_MILLIS = 10;

    private final Path path;
    private final long end;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable UnixSocketChannel channel;
    private boolean outputEnded;
    private int users;
    private volatile boolean closed;

    UnixWire(Path path, Duration timeout) {
        this.path = path;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** Makes a call that may block in this socket, unless it is closed. */
    <T> T use(Callable<T> call) throws Exception {
        lock.lock();
        try {
            if (closed) {
                throw new AsynchronousCloseException(); // also if it comes a moment too late
            }
            users++;
        } finally {
            lock.unlock();
        }
        try {
            return call.call();
        } finally {
            leave();
        }
    }

    private void leave() throws IOException {
        lock.lock();
        try {
            users--;
            release();
        } finally {
            lock.unlock();
        }
    }

    private void release() throws IOException {
        if (closed && users == 0 && channel != null) {
            channel.close();
        }
    }

    /** Connects. What a service does not accept queues up, and when the queue is full, patience is needed. */
    void connect() throws IOException {
        try {
            UnixSocketChannel made = UnixSocketChannel.create();
            hold(made);
            made.configureBlocking(false);
            boolean connected = made.connect(new UnixSocketAddress(path.toFile()));
            while (!connected) {
                pause();
                connected = made.finishConnect();
            }
            made.configureBlocking(true);
            http.bind(made.socket());
        } catch (LinkageError e) {
            throw new IOException(
                    "the native library of jnr-unixsocket can't be loaded: " + e.getMessage()
                            + ". It is unpacked into java.io.tmpdir, which must allow programs; else name another"
                            + " folder with -Djffi.extract.dir",
                    e);
        }
    }

    private void hold(UnixSocketChannel made) throws IOException {
        lock.lock();
        try {
            channel = made;
            if (closed) {
                throw new AsynchronousCloseException();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (System.nanoTime() - end > 0) {
            throw new SocketTimeoutException("unix://" + path + " does not accept connections");
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsynchronousCloseException();
        }
    }

    /** Sends a request. Podman takes what follows one without a length for the container's input, so there always is one. */
    void send(EngineRequest request, boolean upgrade) throws IOException {
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), request.target());
        message.addHeader("Host", "podman");
        message.addHeader("Connection", upgrade ? "Upgrade" : "close");
        if (upgrade) {
            message.addHeader("Upgrade", "tcp");
        }
        request.headers().forEach(message::addHeader);
        byte[] body = request.body().orElse(new byte[0]);
        message.addHeader("Content-Length", Integer.toString(body.length));
        message.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        try {
            http.sendRequestHeader(message);
            http.sendRequestEntity(message);
            http.flush();
        } catch (HttpException e) {
            throw new IOException("the request could not be sent", e);
        }
    }

    /** Receives the head of the answer. Behind a 101 the entity is the two-way stream. */
    ClassicHttpResponse receive() throws IOException {
        try {
            ClassicHttpResponse response = http.receiveResponseHeader();
            while (response.getCode() / 100 == 1 && response.getCode() != 101) {
                response = http.receiveResponseHeader();
            }
            if (response.getCode() != 204 && response.getCode() != 304) {
                http.receiveResponseEntity(response);
            }
            return response;
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP", e);
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            connected().write(bytes);
        }
    }

    private UnixSocketChannel connected() throws IOException {
        UnixSocketChannel known;
        lock.lock();
        try {
            known = channel;
        } finally {
            lock.unlock();
        }
        if (known == null || closed) {
            throw new ClosedChannelException();
        }
        return known;
    }

    boolean closed() {
        return closed;
    }

    /** The other side sees end of file and may still answer. */
    void shutdownOutput() throws IOException {
        lock.lock();
        try {
            if (!closed && !outputEnded && channel != null) {
                outputEnded = true;
                SocketChannel ignored = channel.shutdownOutput();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (channel != null && users > 0) {
                    SocketChannel ignored = channel.shutdownInput().shutdownOutput();
                }
                release();
            }
        } finally {
            lock.unlock();
        }
    }
}
