package ai.massgen.core.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** What a server answered: status and headers, and a body that may still be arriving. Used by one thread. */
public final class HttpReply implements Closeable {
    private final HttpCall call;
    private final Wire wire;
    private final HttpHead head;
    private final HttpBody body;

    HttpReply(HttpCall call, Wire wire, HttpHead head, HttpBody body) {
        this.call = call;
        this.wire = wire;
        this.head = head;
        this.body = body;
    }

    /**
     * The status.
     *
     * @return for example 200
     */
    public int status() {
        return head.status();
    }

    /**
     * The first header of a name.
     *
     * @param name the name in lower case
     * @return its value
     */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /**
     * The type of the body.
     *
     * @return such as {@code application/json}, in lower case and without parameters; empty if it is not told
     */
    public String mediaType() {
        String type = head.header("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The body.
     *
     * @return a stream that ends with -1 at its end, and with an {@link IOException} if the connection is lost before
     * @throws HttpFailure if it is compressed, which nobody asked for
     */
    public InputStream body() throws HttpFailure {
        if (!head.header("content-encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw HttpHead.broken("sent a compressed answer that nobody asked for");
        }
        return body;
    }

    /**
     * How long each further read may wait.
     *
     * @param millis in milliseconds; 0 for as long as it takes
     * @throws IOException if the connection is gone
     */
    public void patience(int millis) throws IOException {
        wire.patience(millis);
    }

    /** Gives the connection back if the whole body was read, and drops it if not. */
    @Override
    public void close() throws IOException {
        call.release(wire, body.isComplete() && head.keepsAlive());
    }
}
