package ai.massgen.core.tool;

import ai.massgen.core.protocol.Alias;
import java.util.List;

/** The tools of a run. Thread-safe. Closing it stops every server and leaves nothing behind. */
public interface ToolSupply extends AutoCloseable {
    /** No tools. */
    ToolSupply NONE = new ToolSupply() {
        @Override
        public Toolbox forAgent(Alias agent, List<String> servers, Stage stage) {
            return Toolbox.EMPTY;
        }

        @Override
        public void close() {}
    };

    /**
     * The tools of one agent.
     *
     * @param agent the agent
     * @param servers the names of the servers it may use
     * @param stage when it uses them
     * @return its tools
     */
    Toolbox forAgent(Alias agent, List<String> servers, Stage stage);

    /**
     * The tools of one agent until it presents.
     *
     * @param agent the agent
     * @param servers the names of the servers it may use
     * @return its tools
     */
    default Toolbox forAgent(Alias agent, List<String> servers) {
        return forAgent(agent, servers, Stage.COORDINATION);
    }

    @Override
    void close();
}
