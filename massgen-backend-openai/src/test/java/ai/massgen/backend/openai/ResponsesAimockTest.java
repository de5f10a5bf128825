package ai.massgen.backend.openai;

import ai.massgen.api.backend.Backend;
import ai.massgen.testkit.backend.AimockContract;
import java.net.URI;

/** A server that we did not write, speaking the Responses API. */
class ResponsesAimockTest extends AimockContract<OpenAiConfig> {
    @Override
    protected Backend<OpenAiConfig> backend() {
        return new OpenAiBackend();
    }

    @Override
    protected OpenAiConfig config(URI server) {
        return Settings.of("gpt-6.1-sol")
                .with("baseUrl", server.resolve("/v1"))
                .with("preset", "openai")
                .config();
    }
}
