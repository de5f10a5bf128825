package ai.massgen.backend.claude;

import ai.massgen.api.backend.Backend;
import ai.massgen.testkit.backend.AimockContract;
import java.net.URI;

class AimockTest extends AimockContract<ClaudeConfig> {
    @Override
    protected Backend<ClaudeConfig> backend() {
        return new ClaudeBackend();
    }

    @Override
    protected ClaudeConfig config(URI server) {
        return Asked.config(server, Asked.KEY);
    }
}
