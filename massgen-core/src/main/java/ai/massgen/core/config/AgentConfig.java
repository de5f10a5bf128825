package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import java.util.List;
import java.util.Optional;

/**
 * One agent. Immutable.
 *
 * @param id the name of the agent for people; never shown to a model
 * @param backend the model provider and its settings
 * @param system what the agent is told before anything else
 * @param contextTokens how much its model takes in one call
 * @param tools the names of the tools it may use; absent means all
 * @param providerTools the provider's own tools that it may use
 */
public record AgentConfig(
        @Doc("The agent's name, shown to you and never to a model.")
        @Form(value = AgentConfig.ID, says = "a lower-case letter and up to 31 letters, digits or dashes")
        String id,

        @Doc("The model provider and its settings.") PluginSettings backend,
        @Doc("What the agent is told before anything else.") Optional<String> system,

        @Doc(
                "How many tokens of conversation its model takes, at about 4 characters each; older messages are left out then.")
        @Min("1000") Optional<Integer> contextTokens,

        @Doc("The tools that the agent may use; all if left out.")
        Optional<List<String>> tools,

        @Doc("The provider's own tools that the agent may use. They run on the provider's machines and may cost extra.")
        @Max("4") @OneOf({"web_search", "code_execution", "file_search", "url_context"})
        List<String> providerTools) {
    /** The form of an id. */
    static final String ID = "[a-z][a-z0-9-]{0,31}";

    /** Copies the lists. */
    public AgentConfig {
        tools = tools.map(List::copyOf);
        providerTools = List.copyOf(providerTools);
    }
}
