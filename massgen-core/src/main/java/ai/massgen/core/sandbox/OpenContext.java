package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.SandboxContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a sandbox is opened with. */
record OpenContext(
        InstantSource clock, Map<String, String> environment, Path privateDirectory, Consumer<String> warnings)
        implements SandboxContext {
    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public void warn(String message) {
        warnings.accept(message);
    }
}
