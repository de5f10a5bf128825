package ai.massgen.testkit.backend;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine with an empty environment, a clock that stands still, and a memory for warnings. Thread-safe. */
final class ContractContext implements BackendContext {
    /** The time that all samples refer to. */
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    List<String> warnings() {
        return warnings;
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.empty();
    }

    @Override
    public Path baseDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
