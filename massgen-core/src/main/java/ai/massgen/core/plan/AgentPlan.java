package ai.massgen.core.plan;

import ai.massgen.core.protocol.Alias;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One agent of a run. Immutable.
 *
 * @param id its name for people
 * @param alias its name for models
 * @param backend its backend with settings
 * @param model the model that the settings name, for display
 * @param system what it is told before anything else
 * @param contextTokens how many tokens of conversation its model takes, if the configuration says so
 * @param tools the names of the tools it may use, in the order of the configuration
 */
public record AgentPlan(
        String id,
        Alias alias,
        ConfiguredBackend<?> backend,
        Optional<String> model,
        Optional<String> system,
        Optional<Integer> contextTokens,
        List<String> tools) {
    /** Copies the list. */
    public AgentPlan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(contextTokens, "contextTokens");
        tools = List.copyOf(tools);
    }
}
