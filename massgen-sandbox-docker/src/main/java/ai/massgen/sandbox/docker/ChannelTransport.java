package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.EngineHttp;
import ai.massgen.toolkit.container.EngineRequest;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries docker-java's commands over our own connection, because the stock transports ignore timeouts on local sockets.
 * Only for commands with short answers: an answer is read whole, within the deadline. What goes on for long (attach,
 * wait, pull, events) does not come by here.
 */
final class ChannelTransport implements DockerHttpClient {
    private static final int MAX_ANSWER = 16 << 20;

    private final EngineHttp http;
    private final Duration timeout;

    ChannelTransport(EngineHttp http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public Response execute(Request request) {
        try {
            EngineHttp.Reply reply = http.call(translated(request), timeout, MAX_ANSWER);
            return new Answer(reply.status(), reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }

    private static EngineRequest translated(Request request) throws IOException {
        byte[] bytes = request.bodyBytes();
        if (bytes == null) {
            try (InputStream body = request.body()) {
                bytes = body == null ? null : body.readAllBytes();
            }
        }
        return new EngineRequest(request.method(), request.path(), request.headers(), Optional.ofNullable(bytes));
    }

    @Override
    public void close() {
        // every answer has been read and its connection closed
    }

    /** An interrupt on its way through docker-java, which knows no InterruptedException. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(int status, byte[] bytes) implements Response {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
