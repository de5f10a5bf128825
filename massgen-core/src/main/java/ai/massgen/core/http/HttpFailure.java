package ai.massgen.core.http;

import java.io.IOException;

/** An exchange that came to nothing. The message says what happened, without secrets and without the server's text. */
public final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, as far as callers must tell cases apart. */
    public enum Kind {
        /** The name leads to an address that must not be connected to. */
        REFUSED_ADDRESS,
        /** There is no connection: no such name, nobody listens, no trust in the certificate. */
        UNREACHABLE,
        /** The connection broke, or what came is no HTTP. */
        BROKEN
    }

    HttpFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    HttpFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
