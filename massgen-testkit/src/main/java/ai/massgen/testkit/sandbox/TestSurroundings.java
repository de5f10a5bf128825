package ai.massgen.testkit.sandbox;

import ai.massgen.api.sandbox.SandboxContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a sandbox is opened with in a test: the system's clock, a folder, some variables. Thread-safe. */
public final class TestSurroundings implements SandboxContext {
    private final Path folder;
    private final Map<String, String> variables;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /**
     * Creates them.
     *
     * @param folder the private folder
     * @param variables the environment variables
     */
    public TestSurroundings(Path folder, Map<String, String> variables) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.variables = Map.copyOf(variables);
    }

    /**
     * What the sandbox told the user.
     *
     * @return the warnings so far
     */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Path privateDirectory() {
        return folder;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }
}
