package ai.massgen.core.sandbox;

import ai.massgen.api.MassGenException;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.task.Closer;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an engine what it can do, outside of a run. Leaves nothing open and sweeps nothing. Immutable and thread-safe. */
public final class Probe {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<String, String> environment;

    /**
     * Creates a probe.
     *
     * @param clock the clock
     * @param environment the environment variables
     */
    public Probe(InstantSource clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Asks an engine.
     *
     * @param configured the engine with its settings
     * @param limit how long it may take to answer
     * @return what it says
     * @throws SandboxException if it cannot be reached, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public EngineReport ask(ConfiguredSandbox<?> configured, Duration limit) throws InterruptedException {
        FutureTask<EngineReport> answer = new FutureTask<>(() -> probe(configured));
        Task task = Task.start("massgen-probe-" + configured.name(), answer);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SandboxException(
                    Kind.ENGINE_UNAVAILABLE,
                    "the engine of " + configured.name() + " did not answer within " + limit.toMillis()
                            + " ms; check that it is not stuck, then repeat",
                    e);
        } catch (ExecutionException e) {
            throw unwrapped(configured, e.getCause());
        } finally {
            if (!task.stop(STOP_LIMIT)) {
                LOG.warn("the probe of {} does not stop", configured.name());
            }
        }
    }

    private static MassGenException unwrapped(ConfiguredSandbox<?> configured, @Nullable Throwable cause) {
        return cause instanceof MassGenException known
                ? known
                : new SandboxException(
                        Kind.ENGINE_UNAVAILABLE,
                        "sandbox " + configured.name() + " failed in a way it should not: " + cause,
                        cause);
    }

    private EngineReport probe(ConfiguredSandbox<?> configured) throws InterruptedException {
        ThisMachine machine = new ThisMachine();
        try (Closer closer = new Closer()) {
            PrivateDirectory directory =
                    closer.add(PrivateDirectory.create(PrivateDirectory.parent(environment), machine.self(), machine));
            Sandbox sandbox = closer.add(configured.open(new OpenContext(
                    clock, environment, directory.path(), message -> LOG.info("{}: {}", configured.name(), message))));
            return sandbox.probe();
        }
    }
}
