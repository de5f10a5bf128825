package ai.massgen.backend.openai;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.GoldenRecording;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/** Asks the provider itself. Runs with {@code -Precord} only. */
class OpenAiGoldenTest extends GoldenRecording<OpenAiConfig> {
    @Override
    protected Backend<OpenAiConfig> backend() {
        return new OpenAiBackend();
    }

    @Override
    protected OpenAiConfig config(URI server, Secret key) {
        return Chat.config(
                "gpt-6.1-sol", Optional.of("openai"), Optional.of(server.resolve("/v1")), Optional.of(key.reveal()));
    }

    @Override
    protected URI provider() {
        return URI.create("https://api.openai.com");
    }

    @Override
    protected Secret key() {
        return Secret.of(Objects.requireNonNull(System.getenv("OPENAI_API_KEY"), "set OPENAI_API_KEY"));
    }
}
