package ai.massgen.core.egress;

import ai.massgen.core.http.AddressKind;
import ai.massgen.core.http.Dialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connects with a listed host: its name is resolved once, every address it leads to is checked, and the connection goes to
 * one that was checked.
 *
 * @param list what is listed
 * @param resolver finds addresses
 */
record EgressDialer(EgressList list, Dialer.Resolver resolver) {
    private static final int CONNECT = 10_000;
    private static final int MOST_ADDRESSES = 4;

    /** Finds what is asked for in the list. */
    EgressHost listed(String authority) throws Refusal {
        return list.find(authority).orElseThrow(() -> new Refusal(403, authority, "it is not in the egress list"));
    }

    /** Connects. The socket is shown before, so that somebody else can close it meanwhile. */
    Socket dial(EgressHost host, Consumer<Socket> watcher) throws IOException {
        List<InetAddress> addresses = checked(host);
        String problem = "it has no address";
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Socket socket = new Socket();
            boolean connected = false;
            try {
                watcher.accept(socket);
                socket.connect(new InetSocketAddress(address, host.port()), CONNECT);
                socket.setTcpNoDelay(true);
                connected = true;
                return socket;
            } catch (IOException e) {
                problem = "it cannot be reached (" + e.getMessage() + ")";
            } finally {
                if (!connected) {
                    socket.close();
                }
            }
        }
        throw new Refusal(502, host.toString(), problem);
    }

    private List<InetAddress> checked(EgressHost host) throws Refusal {
        List<InetAddress> addresses;
        try {
            addresses = resolver.addresses(host.host());
        } catch (UnknownHostException e) {
            throw new Refusal(502, host.toString(), "its name leads to no address");
        }
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    private void check(EgressHost host, InetAddress address) throws Refusal {
        Optional<String> objection = AddressKind.of(address).objection(list.allowPrivate());
        if (objection.isPresent()) {
            throw new Refusal(403, host.toString(), "it leads to " + address.getHostAddress() + ", " + objection.get());
        }
    }
}
