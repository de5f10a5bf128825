package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.egress.EgressException;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.event.EgressEvent.EgressConnected;
import ai.massgen.core.event.EgressEvent.EgressRefused;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server with a list of one host, on this machine's loopback, tries to get further. No packet leaves this machine. */
@Tag("engine")
@Tag("hostile")
@Timeout(180)
@ParameterizedClass
@EnumSource(Post.class)
class HostileEgressTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final Post post;

    HostileEgressTest(Post post) {
        this.post = post;
    }

    @Test
    @Row("D6")
    void onlyWhatIsListedIsReachedAndOnlyAsItIsWritten(Observed observed) throws Exception {
        try (OwnHost host = OwnHost.open(5);
                Outpost outpost = Outpost.start(post, Outpost.NODE);
                EgressGate gate = outpost.open(true, "allowed.test:" + host.port(), LOOPBACK)) {
            assertThat(gate).isNotNull();
            int port = host.port();
            for (String authority : List.of(
                    "other.test:" + port,
                    "allowed.test:" + (port + 1),
                    "127.0.0.1:" + port,
                    "allowed.test.evil.tld:" + port,
                    "evil.tld.allowed.test:" + port,
                    "allowed.test.:" + port,
                    "ALLOWED.test:" + port,
                    "user@allowed.test:" + port,
                    "[::ffff:127.0.0.1]:" + port,
                    "2130706433:" + port,
                    "0x7f000001:" + port,
                    "allowed.test:0" + port,
                    "allowed.test",
                    "\u0430llowed.test:" + port)) {
                assertThat(outpost.connect(authority)).as(authority).matches("(?s)HTTP/1\\.1 40[03] .*");
            }
            assertThat(outpost.ask("GET http://other.test:" + port + "/ HTTP/1.1\r\nHost: other.test\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(host.connections()).isZero();
            assertThat(outpost.lookups).hasValue(0);
            String listed = "allowed.test:" + port;
            assertThat(outpost.ask("CONNECT " + listed + " HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\nxxxxx");
            assertThat(outpost.ask("GET http://" + listed + "/ HTTP/1.1\r\nHost: " + listed + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("xxxxx");
            assertThat(host.connections()).isEqualTo(2);
            assertThat(outpost.events())
                    .filteredOn(EgressRefused.class::isInstance)
                    .hasSize(15);
            assertThat(outpost.events())
                    .filteredOn(EgressConnected.class::isInstance)
                    .hasSize(2);
            observed.that("15 ways to write another destination refused, the listed one reached");
        }
    }

    @Test
    @Row("D7")
    void whereANameLeadsIsCheckedOnceAndForAll(Observed observed) throws Exception {
        try (OwnHost host = OwnHost.open(5);
                Outpost outpost = Outpost.start(post, Outpost.NODE)) {
            String listed = "rebind.test:" + host.port();
            try (EgressGate gate = outpost.open(false, listed, "8.8.8.8", LOOPBACK)) {
                assertThat(gate).isNotNull();
                assertThat(outpost.connect(listed)).startsWith("HTTP/1.1 403 ").contains("private address");
                assertThat(outpost.lookups).hasValue(1);
            }
            for (String address : List.of("169.254.169.254", "::ffff:169.254.169.254", "0.0.0.0", "fe80::1")) {
                try (EgressGate gate = outpost.open(true, listed, address)) {
                    assertThat(gate).isNotNull();
                    assertThat(outpost.connect(listed)).as(address).startsWith("HTTP/1.1 403 ");
                }
            }
            assertThat(host.connections()).isZero();
            observed.that("a name that leads to a private or link-local address too is not connected with");
        }
    }

    @Test
    @Row("D8")
    void noOtherPortsNoSmuggledRequestsNoOtherNameInTls(Observed observed) throws Exception {
        try (OwnHost host = OwnHost.open(5);
                Outpost outpost = Outpost.start(post, Outpost.NODE);
                EgressGate gate = outpost.open(true, "allowed.test:" + host.port(), LOOPBACK)) {
            assertThat(gate).isNotNull();
            String listed = "allowed.test:" + host.port();
            assertThat(outpost.connect("allowed.test:22")).startsWith("HTTP/1.1 403 ");
            assertThat(outpost.connect("allowed.test:25")).startsWith("HTTP/1.1 403 ");
            String post = "POST http://" + listed + "/ HTTP/1.1\r\nHost: " + listed + "\r\n";
            for (String headers : List.of(
                    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                    "Content-Length: 5\r\nContent-Length: 6\r\n",
                    "Transfer-Encoding: gzip, chunked\r\n",
                    "Transfer-Encoding : chunked\r\n",
                    "Content-Length: +5\r\n",
                    "Host: other.test\r\n",
                    "X: a\nContent-Length: 5\r\n",
                    " folded: 1\r\n")) {
                assertThat(outpost.ask(post + headers + "\r\n0\r\n\r\n"))
                        .as(headers)
                        .startsWith("HTTP/1.1 400 ");
            }
            assertThat(outpost.ask("GET http://" + listed + "/ HTTP/1.1\r\nHost: other.test\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(host.connections()).isZero();
            assertThat(outpost.ask(tls(listed, "evil.test"))).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
            assertThat(host.bytes()).isZero();
            assertThat(outpost.events())
                    .last()
                    .isInstanceOfSatisfying(
                            EgressRefused.class,
                            refused -> assertThat(refused.reason()).contains("evil.test"));
            observed.that("nine doubtful requests, two ports and another name in TLS refused");
        }
    }

    private static byte[] tls(String listed, String name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        engine.setSSLParameters(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        bytes.put(("CONNECT " + listed + " HTTP/1.1\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(engine.wrap(ByteBuffer.allocate(0), bytes).bytesProduced()).isPositive();
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    @Test
    @Row({"D3", "D4", "D9"})
    void whoDoesNotAskTheWayOutHasNone(Observed observed) throws Exception {
        try (OwnHost host = OwnHost.open(5);
                Outpost outpost = Outpost.start(post, Outpost.NODE);
                EgressGate gate = outpost.open(true, "allowed.test:" + host.port(), LOOPBACK)) {
            assertThat(gate).isNotNull();
            String interfaces = outpost.run("node", "-p", "Object.keys(require('os').networkInterfaces()).join()");
            assertThat(interfaces.strip()).isIn("lo", ""); // with nothing else, nothing leaves
            String routes = outpost.run("/bin/sh", "-c", "tail -n +2 /proc/net/route | grep -v '^lo'");
            assertThat(routes).isEmpty();
            for (String address : List.of(LOOPBACK, "172.17.0.1", "10.88.0.1")) {
                String answer = outpost.run(
                        "node",
                        "-e",
                        "require('net').connect(" + host.port() + ",'" + address
                                + "').on('connect',()=>console.log('CONNECTED')).on('error',e=>console.log(e.code))");
                observed.that(address + ": " + answer.strip());
                assertThat(answer).doesNotContain("CONNECTED").isNotBlank();
            }
            String name = outpost.run("node", "-e", "require('dns').lookup('allowed.test',e=>console.log(e.code))");
            assertThat(name.strip()).isIn("EAI_AGAIN", "ENOTFOUND");
            observed.that("a name: " + name.strip());
            assertThat(host.connections()).isZero();
        }
    }

    @Test
    void largeAnswersComeWholeWithEitherForwarder() throws Exception {
        for (String image : List.of(Outpost.NODE, Outpost.PYTHON)) {
            try (OwnHost host = OwnHost.open(3_000_000);
                    Outpost outpost = Outpost.start(post, image);
                    EgressGate gate = outpost.open(true, "allowed.test:" + host.port(), LOOPBACK)) {
                assertThat(gate).isNotNull();
                String listed = "allowed.test:" + host.port();
                String answer = outpost.ask("CONNECT " + listed + " HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
                assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\r\n\r\nHTTP/1.1 200 OK\r\n");
                assertThat(answer.chars().filter(c -> c == 'x').count())
                        .as(image)
                        .isEqualTo(3_000_000);
            }
        }
    }

    @Test
    void whoKillsTheForwarderHasNoWayOutAndThatIsTold() throws Exception {
        try (OwnHost host = OwnHost.open(5);
                Outpost outpost = Outpost.start(post, Outpost.NODE);
                EgressGate gate = outpost.open(true, "allowed.test:" + host.port(), LOOPBACK)) {
            assertThat(gate).isNotNull();
            String ignored = outpost.run(
                    "/bin/sh",
                    "-c",
                    "for p in /proc/[0-9]*; do grep -q 'Passes wh[a]t' $p/cmdline && kill -9 ${p#/proc/}; done");
            assertThat(outpost.lost.get(30, TimeUnit.SECONDS)).isNotBlank();
        }
    }

    @Test
    void anImageWithNothingThatCanForwardIsRefused() throws Exception {
        try (Outpost outpost = Outpost.start(post, Outpost.NEITHER)) {
            assertThatThrownBy(() -> outpost.open(true, "allowed.test:80", LOOPBACK))
                    .isInstanceOf(EgressException.class)
                    .hasMessageContaining("node or python3");
        }
    }
}
