package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What the engine offers backends. Thread-safe. */
public final class EngineContext implements BackendContext {
    private final Surroundings surroundings;
    private final Path baseDirectory;
    private final Consumer<String> warnings;

    /**
     * Creates a context.
     *
     * @param surroundings what is outside
     * @param baseDirectory what relative paths are relative to
     * @param warnings takes what the user should know
     */
    public EngineContext(Surroundings surroundings, Path baseDirectory, Consumer<String> warnings) {
        this.surroundings = surroundings;
        this.baseDirectory = baseDirectory;
        this.warnings = warnings;
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(surroundings.environment().get(name))
                .filter(value -> !value.isBlank())
                .map(Secret::of);
    }

    @Override
    public Path baseDirectory() {
        return baseDirectory;
    }

    @Override
    public InstantSource clock() {
        return surroundings.clock();
    }

    @Override
    public void warn(String message) {
        warnings.accept(message);
    }
}
