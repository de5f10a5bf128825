package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.GoldenRecording;
import ai.massgen.testkit.backend.Scene;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recording of samples, against a provider that plays the samples there are. */
@Timeout(60)
class RecordingTest {
    private static final Secret KEY = Secret.of("sk-ant-very-secret");

    @TempDir
    private Path folder;

    private static final class Recording extends GoldenRecording<ClaudeConfig> {
        @Override
        protected Backend<ClaudeConfig> backend() {
            return new ClaudeBackend();
        }

        @Override
        protected ClaudeConfig config(URI server, Secret key) {
            return Asked.config(server, key);
        }

        @Override
        protected URI provider() {
            throw new AssertionError("the provider itself is not asked here");
        }

        @Override
        protected Secret key() {
            return KEY;
        }

        Path of(Scene scene, URI provider, Path folder) throws InterruptedException {
            return record(scene, provider, KEY, folder);
        }
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordingTest.class.getResourceAsStream("wire/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSampleIsKeptWithoutKeysAndIds() throws IOException, InterruptedException {
        String said = sample("tool-call.sse")
                .replace("\"type\":\"message\"", "\"type\":\"message\",\"owner\":\"sk-ant-very-secret\"");
        try (WireServer provider = WireServer.replying(WireReply.events().send(said))) {
            String kept = Files.readString(new Recording().of(Scene.TOOL_CALL, provider.uri(), folder));

            assertThat(provider.requests().getFirst().body()).contains("Say exactly: I look.");
            assertThat(kept)
                    .contains("event: message_start", "\"name\":\"look\"", "message_stop")
                    .doesNotContain("sk-ant-very-secret");
            try (WireServer again = WireServer.replying(WireReply.events().send(kept))) {
                assertThat(new Recording().of(Scene.TOOL_CALL, again.uri(), folder))
                        .hasContent(kept);
            }
        }
    }

    @Test
    void aModelThatDoesSomethingElseReplacesNothing() throws IOException {
        try (WireServer provider = WireServer.replying(WireReply.events().send(sample("text.sse")))) {
            assertThatThrownBy(() -> new Recording().of(Scene.TOOL_CALL, provider.uri(), folder))
                    .isInstanceOf(AssertionError.class);
            assertThat(folder).isEmptyDirectory();
        }
    }
}
