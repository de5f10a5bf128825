package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.BlockingCalls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to an engine on another machine, within a time.
 *
 * @param endpoint where to
 * @param timeout for the connection and the handshake together
 */
record TlsConnector(EngineEndpoint.TlsSocket endpoint, Duration timeout) {
    private static final BlockingCalls CALLS = new BlockingCalls("massgen-engine-connect");

    EngineChannel connect() throws IOException {
        Socket plain = new Socket();
        try {
            return CALLS.call(() -> connected(plain), plain, Optional.of(timeout));
        } catch (TimeoutException e) {
            SocketTimeoutException late =
                    new SocketTimeoutException(endpoint + " does not answer, tried for " + timeout.toMillis() + " ms");
            late.initCause(e);
            throw late;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ClosedByInterruptException closed = new ClosedByInterruptException();
            closed.initCause(e);
            throw closed;
        }
    }

    private EngineChannel connected(Socket plain) throws IOException {
        boolean done = false;
        try {
            plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) timeout.toMillis());
            plain.setTcpNoDelay(true);
            SSLSocket socket = (SSLSocket) endpoint.tls()
                    .context()
                    .getSocketFactory()
                    .createSocket(plain, endpoint.host(), endpoint.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            EngineChannel channel = PumpedStreams.channel(
                    "massgen-engine-tls",
                    socket.getInputStream(),
                    socket.getOutputStream(),
                    socket::shutdownOutput,
                    plain, // closing the inner one wakes everybody and waits for nobody
                    () -> "");
            done = true;
            return channel;
        } finally {
            if (!done) {
                plain.close();
            }
        }
    }
}
