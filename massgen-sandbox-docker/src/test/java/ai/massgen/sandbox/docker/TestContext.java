package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the engine offers, in tests. */
record TestContext(Path privateDirectory, Map<String, String> variables, List<String> warnings)
        implements SandboxContext {
    static TestContext in(Path folder) {
        return new TestContext(folder, Map.of(), new CopyOnWriteArrayList<>());
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
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
