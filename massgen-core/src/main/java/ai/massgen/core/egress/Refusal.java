package ai.massgen.core.egress;

import java.io.IOException;

/** A connection that is not made. The message says why, without what was asked for. */
final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String target;

    Refusal(int status, String target, String reason) {
        super(reason);
        this.status = status;
        this.target = target;
    }

    /** The HTTP status that tells it. */
    int status() {
        return status;
    }

    /** What was asked for; empty if that is not known. */
    String target() {
        return target;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
