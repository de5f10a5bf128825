package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the engine offers, in tests. */
record TestContext(Path privateDirectory, Map<String, String> variables, InstantSource clock, List<String> warnings)
        implements SandboxContext {
    static TestContext in(Path folder) {
        return with(folder, Map.of());
    }

    static TestContext with(Path folder, Map<String, String> variables) {
        return new TestContext(folder, variables, InstantSource.system(), new CopyOnWriteArrayList<>());
    }

    /** The same at another time. */
    TestContext at(InstantSource other) {
        return new TestContext(privateDirectory, variables, other, warnings);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
