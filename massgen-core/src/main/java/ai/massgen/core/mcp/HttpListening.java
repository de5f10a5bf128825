package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream on which a server speaks up by itself, up to 2025-11-25: that its tools are others now, and requests, which are
 * refused. A server need not offer one. When it breaks it is picked up again, a bounded number of times.
 */
final class HttpListening extends HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListening.class);

    private final HttpFeed feed;
    private boolean offered;

    HttpListening(Site site) {
        super(site);
        this.feed = new HttpFeed(site.receiver(), site.limit());
    }

    @Override
    void run() throws InterruptedException {
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        while (pause.isPresent() && pause(pause.get())) {
            offered = false;
            try {
                exchange(site().session().listen(feed.lastId()), 0, this::listen);
            } catch (IOException e) {
                offered = true;
                LOG.debug("the stream of {} broke: {}", site().peer().target(), e.getMessage());
            }
            if (!offered) {
                return;
            }
            if (feed.lastId().isEmpty() && !isClosed()) {
                site().receiver().gap();
            }
            pause = feed.pause();
        }
    }

    private void listen(HttpReply reply) throws IOException {
        offered = reply.status() == 200 && reply.mediaType().equals("text/event-stream");
        if (offered) {
            feed.read(reply, () -> false);
        } else if (reply.status() / 100 != 2) {
            refused(HttpRefusal.read(reply, site().access(), site().session().isOpen()));
        }
    }
}
