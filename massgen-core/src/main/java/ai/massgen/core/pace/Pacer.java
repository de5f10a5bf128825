package ai.massgen.core.pace;

import ai.massgen.api.backend.Model;
import ai.massgen.core.config.PaceConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of all quotas. Runs that share one share its lanes. Thread-safe. */
public final class Pacer {
    private final PaceConfig config;
    private final Ticks ticks;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * Creates a pacer.
     *
     * @param config what the user allows
     * @param ticks the time
     */
    public Pacer(PaceConfig config, Ticks ticks) {
        this.config = config;
        this.ticks = ticks;
    }

    /**
     * The lane of a model.
     *
     * @param model the model
     * @return the lane of its quota, the free one if it names none
     */
    public Lane lane(Model model) {
        return model.quota()
                .map(quota -> lanes.computeIfAbsent(quota, each -> new QuotaLane(config, ticks)))
                .orElse(Lane.FREE);
    }
}
