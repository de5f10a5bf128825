package ai.massgen.core.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, last first, once. What fails to close does not keep the rest from closing. Thread-safe.
 */
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /**
     * Remembers something to close. If this closer is closed already, the thing is closed at once.
     *
     * @param resource what to close
     * @param <T> its type
     * @return the resource
     */
    public <T extends AutoCloseable> T add(T resource) {
        lock.lock();
        try {
            if (!closed) {
                opened.push(resource);
                return resource;
            }
        } finally {
            lock.unlock();
        }
        closeQuietly(resource);
        return resource;
    }

    /**
     * Takes back what was to be closed, because somebody else has closed it.
     *
     * @param resource what need not be closed any more
     */
    public void forget(AutoCloseable resource) {
        lock.lock();
        try {
            boolean ignored = opened.remove(resource);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable next;
            lock.lock();
            try {
                closed = true;
                next = opened.poll();
            } finally {
                lock.unlock();
            }
            if (next == null) {
                return;
            }
            closeQuietly(next);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("could not close {}", resource.getClass().getSimpleName(), e);
        }
    }
}
