package ai.massgen.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.http.HttpFailure.Kind;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpPeerTest {
    private static final HttpAsk GET = new HttpAsk("GET", Map.of("X-One", "1"), new byte[0]);

    private final AtomicLong now = new AtomicLong();

    private static Dialer dialer(URI uri, boolean allowPrivate, Dialer.Resolver resolver) {
        return new Dialer(
                HttpTarget.of(uri),
                allowPrivate,
                resolver,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                HttpTap.NONE);
    }

    private HttpPeer peer(WireServer server) {
        return new HttpPeer(Dialer.of(HttpTarget.of(server.uri().resolve("/a?b=c")), true, HttpTap.NONE), now::get);
    }

    private static String read(HttpPeer peer) throws IOException {
        try (HttpCall call = peer.call();
                HttpReply reply = call.send(GET, 2_000)) {
            return reply.status() + " " + new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertFails(Kind kind, HttpPeer peer, String... parts) {
        assertThatThrownBy(() -> read(peer)).isInstanceOfSatisfying(HttpFailure.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(List.of(parts)).allSatisfy(part -> assertThat(e).hasMessageContaining(part));
        });
    }

    private static List<InetAddress> addresses(String... literals) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            try {
                addresses.add(InetAddress.getByName(literal));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        return addresses;
    }

    @Test
    void everyWayToEndABodyIsUnderstood() throws IOException {
        WireReply body = WireReply.status(200).send("grüße");
        try (WireServer server = WireServer.replying(
                        body, body.withLength(), body.torn(7), body.interim(103), body.untilClose());
                HttpPeer peer = peer(server)) {
            for (int i = 0; i < 5; i++) {
                assertThat(read(peer)).isEqualTo("200 grüße");
            }
            assertThat(server.connections()).as("connections are used again").isEqualTo(1);
            assertThat(server.requests()).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/a?b=c");
                assertThat(request.header("x-one")).contains("1");
                assertThat(request.header("host"))
                        .contains(server.uri().getHost() + ":" + server.uri().getPort());
            });
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsNotUsed() throws IOException {
        try (WireServer server =
                        WireServer.answering(request -> WireReply.status(200).untilClose());
                HttpPeer peer = peer(server)) {
            assertThat(read(peer)).isEqualTo("200 ");
            assertThat(read(peer)).isEqualTo("200 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatHasWaitedTooLongIsNotUsed() throws IOException {
        try (WireServer server = WireServer.answering(request -> WireReply.status(200));
                HttpPeer peer = peer(server)) {
            assertThat(read(peer)).isEqualTo("200 ");
            now.addAndGet(100_000_000L);
            assertThat(read(peer)).isEqualTo("200 ");
            now.addAndGet(5_000_000_000L);
            assertThat(read(peer)).isEqualTo("200 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void answersThatAreCutOrAreNoHttpFail() throws IOException {
        try (WireServer server = WireServer.replying(
                        WireReply.status(200).send("x").cut(),
                        WireReply.hangUp(),
                        WireReply.status(200).header("X", "y".repeat(9000)),
                        WireReply.status(200).header("Content-Length", "3").send("abc"));
                HttpPeer peer = peer(server)) {
            assertThatThrownBy(() -> read(peer)).isInstanceOf(IOException.class).hasMessageContaining("closed");
            assertFails(Kind.BROKEN, peer, "broke off");
            assertFails(Kind.BROKEN, peer, "8192 bytes before the body");
            assertFails(Kind.BROKEN, peer, "how long its answer is");
        }
    }

    @Test
    void silenceEndsWithTheTimeForIt() throws IOException {
        try (WireServer server = WireServer.replying(WireReply.silence());
                HttpPeer peer = peer(server);
                HttpCall call = peer.call()) {
            assertThatThrownBy(() -> call.send(GET, 30).close())
                    .isInstanceOf(HttpFailure.class)
                    .hasMessageContaining("30 ms");
        }
    }

    @Test
    void aPrivateAddressIsNotConnectedToUnlessThatIsAllowed() throws IOException {
        try (WireServer server = WireServer.answering(request -> WireReply.status(200));
                HttpPeer refused = new HttpPeer(dialer(server.uri(), false, Dialer.Resolver.SYSTEM), now::get);
                HttpPeer allowed = new HttpPeer(dialer(server.uri(), true, Dialer.Resolver.SYSTEM), now::get)) {
            assertFails(Kind.REFUSED_ADDRESS, refused, "127.0.0.1", "allow_private_addresses");
            assertThat(server.connections()).isZero();
            assertThat(read(allowed)).isEqualTo("200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "0.0.0.0", "fe80::1"})
    void whereCloudsKeepTheirMetadataNobodyEverGoes(String address) {
        try (HttpPeer peer =
                new HttpPeer(dialer(URI.create("http://metadata.test/"), true, host -> addresses(address)), now::get)) {
            assertFails(Kind.REFUSED_ADDRESS, peer, "no tool server may have");
        }
    }

    @Test
    void aNameWithOneBadAddressIsBadAsAWhole() {
        try (HttpPeer peer = new HttpPeer(
                dialer(URI.create("https://mixed.test/"), false, host -> addresses("1.1.1.1", "10.0.0.1")), now::get)) {
            assertFails(Kind.REFUSED_ADDRESS, peer, "mixed.test leads to 10.0.0.1");
        }
    }

    @Test
    void theInternetIsSpokenToInSecretOnly() {
        try (HttpPeer peer =
                new HttpPeer(dialer(URI.create("http://plain.test/"), true, host -> addresses("1.1.1.1")), now::get)) {
            assertFails(Kind.REFUSED_ADDRESS, peer, "only https://");
        }
    }

    /** DNS rebinding: what was checked is what is connected to, however the name answers the next time. */
    @Test
    void aNameIsAskedForOnceForEachConnection() throws IOException {
        List<String> asked = new ArrayList<>();
        try (WireServer server =
                        WireServer.answering(request -> WireReply.status(200).untilClose());
                HttpPeer peer = new HttpPeer(
                        dialer(URI.create("http://flips.test:" + server.uri().getPort() + "/"), true, host -> {
                            asked.add(host);
                            return addresses(asked.size() == 1 ? "127.0.0.1" : "169.254.169.254");
                        }),
                        now::get)) {
            assertThat(read(peer)).isEqualTo("200 ");
            assertThat(asked).containsExactly("flips.test");
            assertThat(server.requests().getFirst().header("host"))
                    .contains("flips.test:" + server.uri().getPort());
            assertFails(Kind.REFUSED_ADDRESS, peer, "169.254.169.254");
        }
    }

    @Test
    void aNameWithoutAnAddressIsUnreachable() {
        try (HttpPeer peer = new HttpPeer(
                dialer(URI.create("https://nowhere.test/"), true, host -> {
                    throw new UnknownHostException(host);
                }),
                now::get)) {
            assertFails(Kind.UNREACHABLE, peer, "no address for nowhere.test");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.test/",
                "https://user:pass@a.test/",
                "https://a.test/#x",
                "https:///x",
                "mailto:x",
                "https://b\u00fccher.test/"
            })
    void addressesThatCannotBeUsedAreRefused(String uri) {
        assertThatThrownBy(() -> HttpTarget.of(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must");
    }

    @Test
    void aTargetShowsNoQuery() {
        HttpTarget target = HttpTarget.of(URI.create("HTTPS://[2606:4700::1]:8443/mcp?key=geheim"));

        assertThat(target.toString()).isEqualTo("https://[2606:4700::1]:8443/mcp");
        assertThat(target.query()).contains("key=geheim");
        assertThat(target.path()).isEqualTo("/mcp?key=geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\u0000", "\u00e4", " a", "a "})
    void aHeaderHoldsNothingThatBreaksOut(String value) {
        assertThatThrownBy(() -> new HttpAsk("GET", Map.of("X-One", value), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-One");
    }
}
