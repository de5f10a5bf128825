package ai.massgen.toolkit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** Says in words what went wrong with a connection, which the HTTP client's exceptions often do not. */
final class ConnectionTrouble {
    private ConnectionTrouble() {}

    /** The failure inside the wrappers that futures put around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static boolean isTimeout(Throwable cause) {
        return cause instanceof HttpTimeoutException;
    }

    static String describe(Throwable cause, URI uri) {
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (causedBy(cause, UnresolvedAddressException.class)) {
            return "cannot be reached: the host name " + uri.getHost() + " is not known";
        }
        if (cause instanceof ConnectException) {
            return "cannot be reached: nothing answers at " + place;
        }
        if (causedBy(cause, SSLException.class)) {
            return "cannot be reached securely: TLS with " + place + " failed (" + message(cause) + ")";
        }
        if (cause instanceof IOException) {
            return "dropped the connection (" + message(cause) + ")";
        }
        return "cannot be asked: " + cause;
    }

    static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
