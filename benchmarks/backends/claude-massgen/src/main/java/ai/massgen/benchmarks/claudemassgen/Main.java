package ai.massgen.benchmarks.claudemassgen;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Model;
import ai.massgen.backend.claude.ClaudeBackend;
import ai.massgen.backend.claude.ClaudeConfig;
import ai.massgen.benchmarks.MassgenSubject;
import java.net.URI;
import java.util.Optional;

/** MassGen's Claude backend. */
public final class Main extends MassgenSubject {
    @Override
    protected Model open(URI server, BackendContext context) {
        ClaudeConfig config = new ClaudeConfig(
                "claude-sonnet-5-5",
                Optional.of(server),
                Optional.of(KEY),
                32_000,
                "adaptive",
                Optional.empty(),
                "off",
                "2026-10-21",
                "error");
        return new ClaudeBackend().open(config, context);
    }
}
