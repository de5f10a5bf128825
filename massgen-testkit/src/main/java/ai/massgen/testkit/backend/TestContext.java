package ai.massgen.testkit.backend;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an engine offers a backend, for tests: a given environment, and a memory for warnings. Thread-safe. */
public final class TestContext implements BackendContext {
    private final Map<String, String> environment;
    private final Path baseDirectory;
    private final InstantSource clock;
    private final boolean mayWarn;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private TestContext(Map<String, String> environment, Path baseDirectory, InstantSource clock, boolean mayWarn) {
        this.environment = Map.copyOf(environment);
        this.baseDirectory = baseDirectory;
        this.clock = clock;
        this.mayWarn = mayWarn;
    }

    /**
     * An engine with this environment that remembers warnings.
     *
     * @param environment names of variables, each followed by its value
     * @return the engine, with the system's clock and the working directory
     * @throws IllegalArgumentException if the last name has no value
     */
    public static TestContext with(String... environment) {
        if (environment.length % 2 != 0) {
            throw new IllegalArgumentException("no value for " + environment[environment.length - 1]);
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return new TestContext(variables, Path.of("").toAbsolutePath(), InstantSource.system(), true);
    }

    /**
     * An engine with an empty environment for which every warning is a failure of the test.
     *
     * @return the engine, with the system's clock and the working directory
     */
    public static TestContext withoutWarnings() {
        return new TestContext(Map.of(), Path.of("").toAbsolutePath(), InstantSource.system(), false);
    }

    /**
     * The same engine in another folder, without the warnings so far.
     *
     * @param folder an absolute path
     * @return an engine
     */
    public TestContext in(Path folder) {
        return new TestContext(environment, folder, clock, mayWarn);
    }

    /**
     * The same engine with another clock, without the warnings so far.
     *
     * @param other the clock
     * @return an engine
     */
    public TestContext at(InstantSource other) {
        return new TestContext(environment, baseDirectory, other, mayWarn);
    }

    /**
     * What the backend has warned of.
     *
     * @return the sentences so far, in order; a view
     */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(environment.get(name)).map(Secret::of);
    }

    @Override
    public Path baseDirectory() {
        return baseDirectory;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    /** @throws AssertionError if this engine takes no warnings */
    @Override
    public void warn(String message) {
        if (!mayWarn) {
            throw new AssertionError("a warning: " + message);
        }
        warnings.add(message);
    }
}
