package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Min;
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
 */
public record AgentConfig(
        @Doc("The agent's name, shown to you and never to a model.")
        @Form(value = AgentConfig.ID, says = "a lower-case letter and up to 31 letters, digits or dashes")
        String id,

        @Doc("The model provider and its settings.") PluginSettings backend,
        @Doc("What the agent is told before anything else.") Optional<String> system,

        @Doc("How many tokens of conversation its model takes, at about 4 characters each; older messages are left out then.")
        @Min("1000")
        Optional<Integer> contextTokens,

        @Doc("The tools that the agent may use; all if left out.")
        Optional<List<String>> tools) {
    /** The form of an id. */
    static final String ID = "[a-z][a-z0-9-]{0,31}";

    /** Copies the list. */
    public AgentConfig {
        tools = tools.map(List::copyOf);
    }
}
