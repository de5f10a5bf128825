package ai.massgen.backend.claude;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.GoldenRecording;
import java.net.URI;
import java.util.Objects;

/** Asks the provider itself. Runs with {@code -Precord} only. */
class ClaudeGoldenTest extends GoldenRecording<ClaudeConfig> {
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
        return URI.create("https://api.anthropic.com");
    }

    @Override
    protected Secret key() {
        return Secret.of(Objects.requireNonNull(System.getenv("ANTHROPIC_API_KEY"), "set ANTHROPIC_API_KEY"));
    }
}
