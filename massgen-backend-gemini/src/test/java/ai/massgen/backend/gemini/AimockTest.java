package ai.massgen.backend.gemini;

import ai.massgen.api.backend.Backend;
import ai.massgen.testkit.backend.AimockContract;
import java.net.URI;

class AimockTest extends AimockContract<GeminiConfig> {
    @Override
    protected Backend<GeminiConfig> backend() {
        return new GeminiBackend();
    }

    @Override
    protected GeminiConfig config(URI server) {
        return Asked.config(server, Asked.KEY);
    }
}
