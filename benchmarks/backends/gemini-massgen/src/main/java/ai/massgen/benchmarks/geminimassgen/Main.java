package ai.massgen.benchmarks.geminimassgen;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Model;
import ai.massgen.backend.gemini.GeminiBackend;
import ai.massgen.backend.gemini.GeminiConfig;
import ai.massgen.benchmarks.MassgenSubject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** MassGen's Gemini backend. */
public final class Main extends MassgenSubject {
    @Override
    protected Model open(URI server, BackendContext context) {
        GeminiConfig config = new GeminiConfig(
                "gemini-3.8-flash",
                Optional.of(server.resolve("/v1beta")),
                Optional.of(KEY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                "error");
        return new GeminiBackend().open(config, context);
    }
}
