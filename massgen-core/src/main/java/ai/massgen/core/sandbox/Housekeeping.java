package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.task.Closer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after what MassGen has on an engine, outside of runs. Immutable and thread-safe. */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final InstantSource clock;
    private final Map<String, String> environment;

    /**
     * Creates it.
     *
     * @param clock the clock
     * @param environment the environment variables
     */
    public Housekeeping(InstantSource clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = Map.copyOf(environment);
    }

    /**
     * A container with our labels. Immutable.
     *
     * @param container what the engine says about it
     * @param owner whether its owner lives
     * @param expired whether it has outlived its lifetime
     * @param abandoned whether a sweep removes it
     */
    public record Found(Leftover container, OwnerIdentity.Liveness owner, boolean expired, boolean abandoned) {}

    /** Which containers a sweep removes. */
    public enum Extent {
        /** None: they are only listed. */
        NONE,
        /** What dead owners left behind, as each run does. */
        ABANDONED,
        /** All, those of living owners too. */
        ALL
    }

    /**
     * Looks at all containers with our labels, and removes some.
     *
     * @param configured the engine with its settings
     * @param extent which are removed
     * @return those that were removed; for {@link Extent#NONE} those that are there
     * @throws ai.massgen.api.MassGenException if the engine cannot be reached
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Found> sweep(ConfiguredSandbox<?> configured, Extent extent) throws InterruptedException {
        ThisMachine machine = new ThisMachine();
        DeadOwners rule = new DeadOwners(machine.self(), machine, clock);
        List<Found> found = new ArrayList<>();
        try (Closer closer = new Closer()) {
            PrivateDirectory directory =
                    closer.add(PrivateDirectory.create(PrivateDirectory.parent(environment), machine.self(), machine));
            Sandbox sandbox = closer.add(configured.open(new OpenContext(
                    clock, environment, directory.path(), message -> LOG.warn("{}: {}", configured.name(), message))));
            List<Leftover> removed = sandbox.sweep(candidate -> {
                if (!DeadOwners.ours(candidate)) {
                    return false;
                }
                Found each =
                        new Found(candidate, rule.liveness(candidate), rule.expired(candidate), rule.remove(candidate));
                found.add(each);
                return removes(extent, each);
            });
            return extent == Extent.NONE
                    ? List.copyOf(found)
                    : found.stream()
                            .filter(each -> removed.contains(each.container()))
                            .toList();
        }
    }

    private static boolean removes(Extent extent, Found found) {
        return switch (extent) {
            case NONE -> false;
            case ABANDONED -> found.abandoned();
            case ALL -> true;
        };
    }
}
