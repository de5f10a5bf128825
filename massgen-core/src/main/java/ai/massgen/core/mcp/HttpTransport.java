package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpPeer;
import ai.massgen.core.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages as HTTP requests to one address: each has an exchange and a thread of its own, and its answer comes as JSON or as
 * events (the transport "streamable HTTP" of MCP, 2025-03-26 and later).
 */
final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final int MOST_EXCHANGES = 128;
    private static final int GOODBYE = 2_000;
    private static final String INITIALIZED = "notifications/initialized";

    private final McpOptions options;
    private final HttpAccess access;
    private final HttpSession session;
    private final HttpPeer peer;
    private final Set<HttpExchange> running = ConcurrentHashMap.newKeySet();
    private final Map<Long, HttpPost> calls = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile CountDownLatch begun = new CountDownLatch(0);
    private volatile HttpExchange.@Nullable Site site;

    HttpTransport(HttpAccess access, McpOptions options) {
        this.options = options;
        this.access = access;
        this.session = new HttpSession(access);
        this.peer = new HttpPeer(access.dialer(), options.nanoTime());
    }

    @Override
    public void start(Receiver receiver) {
        site = new HttpExchange.Site(
                peer, access, session, receiver, options.limits().messageBytes());
    }

    private HttpExchange.Site site() {
        HttpExchange.Site known = site;
        if (known == null) {
            throw new IllegalStateException("not started");
        }
        return known;
    }

    @Override
    public void speak(Dialect dialect) {
        session.speak(dialect);
    }

    /** Without a session a client has nothing to notify a server of: it cancels by hanging up. */
    @Override
    public boolean send(Outgoing message) {
        if (closed.get() || (message.call().isEmpty() && session.isStateless())) {
            return true;
        }
        if (running.size() >= MOST_EXCHANGES) {
            return false;
        }
        if (message.method().equals(INITIALIZED)) {
            begin(message);
            return true;
        }
        HttpPost post = new HttpPost(site(), message, begun);
        message.call().ifPresent(call -> calls.put(call, post));
        launch(post, () -> message.call().ifPresent(calls::remove));
        return true;
    }

    /** Nothing overtakes the message that begins the session. */
    private void begin(Outgoing message) {
        CountDownLatch nothing = begun;
        CountDownLatch arrived = new CountDownLatch(1);
        begun = arrived;
        launch(new HttpPost(site(), message, nothing), () -> {
            arrived.countDown();
            launch(new HttpListening(site()), () -> {});
        });
    }

    private void launch(HttpExchange exchange, Runnable afterwards) {
        running.add(exchange);
        Task.start("mcp-http-" + options.server(), () -> {
            try {
                if (closed.get()) {
                    exchange.close();
                }
                exchange.run();
            } catch (IOException e) {
                LOG.debug("an exchange with '{}' failed: {}", options.server(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("an exchange with '{}' failed; this is a bug", options.server(), e);
                site().receiver()
                        .lost(
                                McpException.Kind.CLOSED,
                                "sent something this program cannot take in ("
                                        + e.getClass().getSimpleName() + ")");
            } finally {
                running.remove(exchange);
                afterwards.run();
            }
        });
    }

    @Override
    public void forget(long call) {
        HttpPost post = calls.remove(call);
        if (post != null) {
            post.close();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            running.forEach(HttpExchange::close);
            Task.start("mcp-http-close-" + options.server(), this::sayGoodbye);
        }
    }

    /** Tells the server that the session is over. It need not want to know. */
    private void sayGoodbye() {
        try {
            if (session.isOpen()) {
                new Goodbye(site()).run();
            }
        } catch (IOException e) {
            LOG.debug("'{}' was not told that its session is over: {}", options.server(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            peer.close();
            ended.countDown();
        }
    }

    @Override
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last request. */
    private static final class Goodbye extends HttpExchange {
        Goodbye(Site site) {
            super(site);
        }

        @Override
        void run() throws IOException, InterruptedException {
            exchange(
                    site().session().end(),
                    GOODBYE,
                    reply -> LOG.debug(
                            "{} answers the end with {}", site().peer().target(), reply.status()));
        }
    }
}
