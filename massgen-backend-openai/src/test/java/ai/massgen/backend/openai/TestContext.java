package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine that offers the given environment and remembers warnings. */
record TestContext(Map<String, String> environment, List<String> warnings) implements BackendContext {
    static TestContext with(String... environment) {
        return new TestContext(
                environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]), new ArrayList<>());
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(environment.get(name)).map(Secret::of);
    }

    @Override
    public Path baseDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
