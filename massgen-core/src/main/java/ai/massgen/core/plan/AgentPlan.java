package ai.massgen.core.plan;

import ai.massgen.api.backend.Capability;
import ai.massgen.core.protocol.Alias;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
 * @param providerTools the provider's own tools that it may use
 */
public record AgentPlan(
        String id,
        Alias alias,
        ConfiguredBackend<?> backend,
        Optional<String> model,
        Optional<String> system,
        Optional<Integer> contextTokens,
        List<String> tools,
        Set<Capability> providerTools) {
    /** Copies the collections. */
    public AgentPlan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(contextTokens, "contextTokens");
        tools = List.copyOf(tools);
        providerTools = Set.copyOf(providerTools);
    }

    /**
     * The same agent under another name for models.
     *
     * @param other the name
     * @return the agent
     */
    public AgentPlan as(Alias other) {
        return new AgentPlan(id, other, backend, model, system, contextTokens, tools, providerTools);
    }
}
