package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.RateLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the failures of one call. Every message says which provider, which address without its query, which model, what
 * happened in the provider's own words, shortened and without the key, and what to do. Immutable.
 */
public final class CallFailures {
    private static final ErrorBody NOTHING = new ErrorBody("", "", "", "", "");

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final InstantSource clock;
    private final HttpHeaders headers;

    CallFailures(ProviderEndpoint endpoint, ProviderCall call, InstantSource clock) {
        this(endpoint, call, clock, HttpHeaders.of(Map.of(), (name, value) -> true));
    }

    private CallFailures(ProviderEndpoint endpoint, ProviderCall call, InstantSource clock, HttpHeaders headers) {
        this.endpoint = endpoint;
        this.call = call;
        this.clock = clock;
        this.headers = headers;
    }

    CallFailures with(HttpHeaders received) {
        return new CallFailures(endpoint, call, clock, received);
    }

    Optional<RateLimits> rateLimits() {
        return RateLimitHeaders.of(headers, clock);
    }

    /** The first header that looks like an id. A server that echoes the key there gives none. */
    Optional<String> requestId() {
        return Stream.of("x-request-id", "request-id", "apim-request-id", "x-goog-request-id", "cf-ray")
                .flatMap(name -> headers.firstValue(name).stream())
                .filter(id -> id.matches("[\\x21-\\x7e]{1,200}")
                        && endpoint.redact(id).equals(id))
                .findFirst();
    }

    /** A response other than 2xx. The key is taken out before anything is cut, or half of it could stay. */
    BackendException status(int status, String body) {
        ErrorBody error = ErrorBody.parse(endpoint.redact(body));
        String what = "answered HTTP " + status + said(error.message());
        if (status / 100 == 3) {
            what = "redirects to "
                    + endpoint.redact(headers.firstValue("Location").orElse("an address it does not name"));
        }
        return failure(FailureTable.of(status, error), what, Advice.forStatus(status), error, null);
    }

    /** A connection that could not be made or broke. */
    BackendException connection(Throwable failure, boolean replyStarted) {
        Throwable cause = ConnectionTrouble.unwrap(failure);
        if (ConnectionTrouble.isTimeout(cause)) {
            return timeout("accepted no connection in time");
        }
        if (cause instanceof ClientClosedException) {
            return failure(Kind.UNAVAILABLE, "was not heard out: " + cause.getMessage(), "", NOTHING, cause);
        }
        String trouble = ConnectionTrouble.describe(cause, endpoint.baseUrl());
        return replyStarted
                ? failure(Kind.TRUNCATED, trouble + " in the middle of its reply", "", NOTHING, cause)
                : failure(Kind.UNAVAILABLE, trouble, "", NOTHING, cause);
    }

    /** A limit that expired. */
    BackendException timeout(String what) {
        return failure(Kind.TIMEOUT, what, "", NOTHING, null);
    }

    /**
     * A failure that the provider wrote into a reply which had begun well.
     *
     * @param root the JSON that holds the {@code error}
     * @return the failure
     */
    public BackendException inStream(JsonNode root) {
        ErrorBody error = ErrorBody.of(root);
        return failure(
                FailureTable.inStream(error),
                "reported a failure within its reply" + said(error.message()),
                "",
                error,
                null);
    }

    /**
     * A reply that ended before it was complete.
     *
     * @return the failure
     */
    public BackendException truncated() {
        return failure(Kind.TRUNCATED, "ended the stream before the reply was complete", "", NOTHING, null);
    }

    /**
     * A reply that makes no sense.
     *
     * @param problem what is wrong with it
     * @param excerpt the place in question, or nothing; shortened and redacted here
     * @return the failure
     */
    public BackendException malformed(String problem, String excerpt) {
        return failure(
                Kind.MALFORMED_REPLY,
                "sent a reply that makes no sense: " + problem + said(excerpt),
                "",
                NOTHING,
                null);
    }

    /**
     * A model or a filter that declined.
     *
     * @param reason what it said, may be empty
     * @return the failure
     */
    public BackendException refused(String reason) {
        return failure(Kind.REFUSED, "declined to answer" + said(reason), "", NOTHING, null);
    }

    private BackendException failure(
            Kind kind, String what, String advice, ErrorBody error, @Nullable Throwable cause) {
        Duration retryAfter = RetryAfter.of(headers, error, clock).orElse(null);
        String id = requestId().orElse(null);
        String subject = endpoint.provider()
                + call.model().map(model -> " (model " + model + ", ").orElse(" (") + place() + ") ";
        String remedy = advice.isEmpty() ? Advice.of(kind, endpoint) : advice;
        String wait = retryAfter == null ? "" : " It asks to wait " + Patience.text(retryAfter) + ".";
        String reference = id == null ? "" : " [request " + id + "]";
        String message = subject + what + "." + wait + " " + remedy + reference;
        return new BackendException(kind, endpoint.redact(message), cause, retryAfter, id);
    }

    private String said(String text) {
        String excerpt = Excerpt.of(endpoint.redact(text));
        return excerpt.isEmpty() ? "" : ": " + excerpt;
    }

    private String place() {
        URI uri = endpoint.resolve(call.path());
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
