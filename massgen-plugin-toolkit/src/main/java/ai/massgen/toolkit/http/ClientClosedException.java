package ai.massgen.toolkit.http;

import java.io.IOException;

/** Tells the thread that reads a response that the client was closed under it. */
final class ClientClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientClosedException() {
        super("the model was closed during the call");
    }
}
