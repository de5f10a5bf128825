package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.testkit.backend.AimockContract;
import ai.massgen.testkit.backend.TestContext;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AimockTest extends AimockContract<OpenAiConfig> {
    @Override
    protected Backend<OpenAiConfig> backend() {
        return new OpenAiBackend();
    }

    @Override
    protected OpenAiConfig config(URI server) {
        return Settings.of("gpt-6.1-sol")
                .with("api", "chat_completions")
                .with("baseUrl", server.resolve("/v1"))
                .with("preset", "openai")
                .config();
    }

    @Test
    void modelsAreListed() throws Exception {
        assertThat(backend().models(config(server()), TestContext.with()))
                .extracting(ModelInfo::id)
                .contains("gpt-4o");
    }
}
