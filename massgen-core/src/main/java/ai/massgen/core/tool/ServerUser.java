package ai.massgen.core.tool;

import ai.massgen.core.protocol.Alias;
import java.util.Optional;

/**
 * Whom a server works for: one agent, or the whole run. As text it is the agent's alias or {@code run}. Immutable.
 *
 * @param agent the agent, empty if all agents of the run share the server
 * @param stage whether it works for the presentation alone
 */
record ServerUser(Optional<Alias> agent, Stage stage) {
    static final ServerUser RUN = new ServerUser(Optional.empty(), Stage.COORDINATION);

    static ServerUser of(Alias agent) {
        return of(agent, Stage.COORDINATION);
    }

    static ServerUser of(Alias agent, Stage stage) {
        return new ServerUser(Optional.of(agent), stage);
    }

    @Override
    public String toString() {
        return agent.map(Alias::toString).orElse("run");
    }
}
