package ai.massgen.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as the JDK's client sees it. */
@Timeout(60)
class WireServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.shutdownNow();
    }

    @Test
    void repliesComeInOrderOverOneConnectionAndThenTheScriptIsOver() throws Exception {
        try (WireServer server = WireServer.replying(WireReply.json(200, "one"), WireReply.json(404, "two"))) {
            assertThat(post(server, "a").body()).isEqualTo("one");
            assertThat(post(server, "b").statusCode()).isEqualTo(404);
            assertThat(post(server, "c").statusCode()).isEqualTo(599);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).extracting(WireRequest::body).containsExactly("a", "b", "c");
        }
    }

    @Test
    void whatTheClientSentIsRemembered() throws Exception {
        try (WireServer server = WireServer.answering(request -> WireReply.status(200))) {
            post(server, "Grüße");
            WireRequest request = server.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/chat?a=b");
            assertThat(request.header("X-Name")).contains("Value");
            assertThat(request.header("x-other")).isEmpty();
            assertThat(request.body()).isEqualTo("Grüße");
        }
    }

    @Test
    void aBodyInChunksIsPutTogether() throws Exception {
        Flow.Publisher<ByteBuffer> unknownLength = BodyPublishers.ofString("Grüße in chunks");
        try (WireServer server = WireServer.answering(request -> WireReply.json(200, request.body()))) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .POST(BodyPublishers.fromPublisher(unknownLength))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("Grüße in chunks");
            assertThat(server.requests().getFirst().header("content-length")).isEmpty();
        }
    }

    @Test
    void theEndOfABodyIsToldInThreeWays() throws Exception {
        WireReply reply = WireReply.status(200).send("Grüße").send(", wörld");
        try (WireServer server = WireServer.replying(reply, reply.withLength(), reply.untilClose())) {
            for (String name : new String[] {"transfer-encoding", "content-length", "connection"}) {
                HttpResponse<String> response = post(server, "");
                assertThat(response.body()).isEqualTo("Grüße, wörld");
                assertThat(response.headers().firstValue(name)).isPresent();
            }
        }
    }

    @Test
    void anInterimHeadComesFirst() throws Exception {
        try (WireServer server = WireServer.replying(WireReply.json(200, "ok").interim(103))) {
            assertThat(post(server, "").body()).isEqualTo("ok");
        }
    }

    @Test
    void everyWayToBreakABodyIsAFailureForTheClient() {
        WireReply half = WireReply.status(200).send("half");
        for (WireReply broken : new WireReply[] {half.cut(), half.reset(), WireReply.hangUp()}) {
            try (WireServer server = WireServer.replying(broken)) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(server, ""));
            }
        }
    }

    @Test
    void aClientThatLeavesASilentServerIsNoticed() throws Exception {
        assertDeparture(WireReply.silence());
        assertDeparture(WireReply.status(200).send("half").stall());
    }

    @Test
    void aClientThatLeavesATalkativeServerIsNoticed() throws Exception {
        assertDeparture(WireReply.status(200).flood("again and again"));
        assertDeparture(WireReply.status(200).trickle("again", Duration.ofMillis(1)));
    }

    @Test
    void aScriptThatFailsSaysSo() throws Exception {
        try (WireServer server = WireServer.answering(request -> {
            throw new IllegalStateException("what is " + request.body() + "?");
        })) {
            HttpResponse<String> response = post(server, "this");
            assertThat(response.statusCode()).isEqualTo(599);
            assertThat(response.body()).contains("what is this?");
        }
    }

    @Test
    void nobodyIsServedAfterTheEnd() {
        WireServer server = WireServer.answering(request -> WireReply.status(200));
        server.close();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> post(server, ""));
    }

    private void assertDeparture(WireReply reply) throws Exception {
        try (WireServer server = WireServer.replying(reply);
                HttpClient leaving = HttpClient.newHttpClient()) {
            CompletableFuture<?> response = leaving.sendAsync(request(server.uri(), ""), BodyHandlers.ofInputStream());
            assertThat(server.awaitRequest(PATIENCE)).isTrue();
            assertThat(server.awaitDeparture(Duration.ofMillis(1))).isFalse();
            leaving.shutdownNow();
            assertThat(server.awaitDeparture(PATIENCE)).isTrue();
            assertThat(response.isCancelled()).isFalse();
        }
    }

    private HttpResponse<String> post(WireServer server, String body) throws IOException, InterruptedException {
        return client.send(request(server.uri(), body), BodyHandlers.ofString());
    }

    private static HttpRequest request(URI server, String body) {
        return HttpRequest.newBuilder(server.resolve("/v1/chat?a=b"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("X-Name", "Value")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
