package ai.massgen.core.tool;

import ai.massgen.core.protocol.Alias;
import java.util.Optional;

/**
 * Whom a server works for: one agent, or the whole run. As text it is the agent's alias or {@code run}. Immutable.
 *
 * @param agent the agent, empty if all agents of the run share the server
 */
record ServerUser(Optional<Alias> agent) {
    static final ServerUser RUN = new ServerUser(Optional.empty());

    static ServerUser of(Alias agent) {
        return new ServerUser(Optional.of(agent));
    }

    @Override
    public String toString() {
        return agent.map(Alias::toString).orElse("run");
    }
}
