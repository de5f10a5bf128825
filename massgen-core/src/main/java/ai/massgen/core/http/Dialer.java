package ai.massgen.core.http;

import ai.massgen.core.http.HttpFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes connections. A name is resolved once for each, every address it leads to is checked, and the connection goes to an
 * address that was checked: a name that leads somewhere else a moment later gains nothing. The certificate has to be the
 * name's. Immutable and thread-safe.
 *
 * @param target where to
 * @param allowPrivate whether private addresses are allowed, and connections that are not encrypted to them
 * @param resolver finds addresses
 * @param tls makes encrypted connections
 * @param tap sees what goes over them
 */
public record Dialer(HttpTarget target, boolean allowPrivate, Resolver resolver, SSLSocketFactory tls, HttpTap tap) {
    private static final int CONNECT = 10_000;
    private static final int HANDSHAKE = 10_000;
    private static final int MOST_ADDRESSES = 4;

    /** Finds the addresses of a name. */
    public interface Resolver {
        /**
         * Finds them.
         *
         * @param host a name or an address
         * @return its addresses, at least one
         * @throws UnknownHostException if there is none
         */
        List<InetAddress> addresses(String host) throws UnknownHostException;

        /** Asks the operating system. */
        Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));
    }

    /**
     * A dialer with the means of the JVM.
     *
     * @param target where to
     * @param allowPrivate whether private addresses are allowed, and connections that are not encrypted to them
     * @param tap sees what goes over the connections
     * @return the dialer
     */
    public static Dialer of(HttpTarget target, boolean allowPrivate, HttpTap tap) {
        return new Dialer(target, allowPrivate, Resolver.SYSTEM, (SSLSocketFactory) SSLSocketFactory.getDefault(), tap);
    }

    /** Connects. The sockets are shown as they come, so that somebody else can close them meanwhile. */
    Wire dial(Consumer<Socket> watcher) throws IOException {
        List<InetAddress> addresses = checked();
        IOException last = new HttpFailure(Kind.UNREACHABLE, "has no address");
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Socket socket = new Socket();
            boolean connected = false;
            try {
                watcher.accept(socket);
                socket.connect(new InetSocketAddress(address, target.port()), CONNECT);
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                Wire wire = new Wire(socket, target.tls() ? encrypted(socket) : socket, tap);
                connected = true;
                return wire;
            } catch (SSLException e) {
                throw new HttpFailure(
                        Kind.UNREACHABLE, "cannot be trusted: the TLS handshake failed (" + e.getMessage() + ")", e);
            } catch (IOException e) {
                last = new HttpFailure(Kind.UNREACHABLE, "cannot be reached (" + e.getMessage() + ")", e);
            } finally {
                if (!connected) {
                    socket.close();
                }
            }
        }
        throw last;
    }

    private List<InetAddress> checked() throws IOException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.addresses(target.host());
        } catch (UnknownHostException e) {
            throw new HttpFailure(Kind.UNREACHABLE, "cannot be found: no address for " + target.host(), e);
        }
        for (InetAddress address : addresses) {
            check(address);
        }
        return addresses;
    }

    private void check(InetAddress address) throws HttpFailure {
        String where = target.host() + " leads to " + address.getHostAddress();
        AddressKind kind = AddressKind.of(address);
        Optional<String> objection = kind.objection(allowPrivate);
        if (objection.isPresent()) {
            throw new HttpFailure(Kind.REFUSED_ADDRESS, "was not asked: " + where + ", " + objection.get());
        }
        if (kind == AddressKind.PUBLIC && !target.tls()) {
            throw new HttpFailure(
                    Kind.REFUSED_ADDRESS,
                    "was not asked: " + where + ", and over the internet only https:// is spoken");
        }
    }

    private SSLSocket encrypted(Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, target.host(), target.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.setSoTimeout(HANDSHAKE);
        encrypted.startHandshake();
        encrypted.setSoTimeout(0);
        return encrypted;
    }
}
