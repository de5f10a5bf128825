package ai.massgen.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WireRecorderTest {
    private static String post(WireRecorder recorder, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                recorder.uri().resolve("/v1/talk?stream=1").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("X-Key", "secret");
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        boolean well = connection.getResponseCode() < 400;
        try (InputStream in = well ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everythingIsPassedOnAndWhatIsAnsweredIsKept() throws IOException {
        try (WireServer provider = WireServer.replying(WireReply.events().event("{\"text\":\"Grüße\"}"));
                WireRecorder recorder = WireRecorder.before(provider.uri())) {
            String heard = post(recorder, "{\"ask\":1}");

            WireRequest passed = provider.requests().getFirst();
            assertThat(passed.path()).isEqualTo("/v1/talk?stream=1");
            assertThat(passed.body()).isEqualTo("{\"ask\":1}");
            assertThat(passed.header("x-key")).contains("secret");
            assertThat(recorder.exchanges()).singleElement().satisfies(exchange -> {
                assertThat(exchange.status()).isEqualTo(200);
                assertThat(exchange.contentType()).isEqualTo("text/event-stream");
                assertThat(exchange.body()).isEqualTo(heard).contains("Grüße");
            });
        }
    }

    @Test
    void aRefusalIsPassedOnToo() throws IOException {
        try (WireServer provider = WireServer.replying(WireReply.json(429, "{\"error\":\"slow down\"}"));
                WireRecorder recorder = WireRecorder.before(provider.uri())) {
            assertThat(post(recorder, "{}")).isEqualTo("{\"error\":\"slow down\"}");
            assertThat(recorder.exchanges().getFirst().status()).isEqualTo(429);
        }
    }
}
