package ai.massgen.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes on the wire, read without any HTTP client. */
@Timeout(60)
class WireBytesTest {
    private static final WireReply TWO_PIECES =
            WireReply.status(200).send("Grüße").send(", wörld");

    @Test
    void eachPieceIsAChunk() throws IOException {
        assertThat(bytes(TWO_PIECES)).isEqualTo("""
                        HTTP/1.1 200 Scripted
                        Transfer-Encoding: chunked

                        7
                        Grüße
                        8
                        , wörld
                        0

                        """.replace("\n", "\r\n"));
    }

    @Test
    void aHeadMayTellTheLengthOrTheClosing() throws IOException {
        assertThat(bytes(TWO_PIECES.withLength().header("X-A", "b")))
                .isEqualTo("HTTP/1.1 200 Scripted\r\nX-A: b\r\nContent-Length: 15\r\n\r\nGrüße, wörld");
        assertThat(bytes(TWO_PIECES.untilClose().interim(100)))
                .isEqualTo("HTTP/1.1 100 Interim\r\n\r\n"
                        + "HTTP/1.1 200 Scripted\r\nConnection: close\r\n\r\nGrüße, wörld");
    }

    @Test
    void aCutBodyLacksItsEnd() throws IOException {
        assertThat(bytes(TWO_PIECES.cut())).endsWith("8\r\n, wörld\r\n");
        assertThat(bytes(WireReply.hangUp())).isEmpty();
    }

    @Test
    void cuttingIntoBytesTearsCharacters() throws IOException {
        assertThat(chunkSizes(TWO_PIECES.byteByByte())).isEqualTo("1".repeat(15));
    }

    @Test
    void randomPiecesDependOnTheSeedAlone() throws IOException {
        WireReply reply = WireReply.status(200).send("x".repeat(100));
        assertThat(chunkSizes(reply.torn(7))).isEqualTo(chunkSizes(reply.torn(7)));
        assertThat(chunkSizes(reply.torn(7))).isNotEqualTo(chunkSizes(reply.torn(8)));
    }

    /** Everything that the server sends until it waits for the next request or closes. */
    private static String bytes(WireReply reply) throws IOException {
        try (WireServer server = WireServer.replying(reply);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String chunkSizes(WireReply reply) throws IOException {
        Matcher sizes = Pattern.compile("\r\n(\\p{XDigit}+)\r\n").matcher(bytes(reply));
        StringBuilder all = new StringBuilder();
        while (sizes.find() && !sizes.group(1).equals("0")) {
            all.append(sizes.group(1));
        }
        return all.toString();
    }
}
