package ai.massgen.api.backend;

import java.util.Objects;

/**
 * Which call of which agent this is. Recorded with every call, so that a recorded run can be played again.
 *
 * @param agent the alias of the agent that asks
 * @param call the number of the call among this agent's calls in the run, from 1; a retry keeps the number
 */
public record CallKey(String agent, int call) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CallKey {
        Objects.requireNonNull(agent, "agent");
        if (call < 1) {
            throw new IllegalArgumentException("call numbers start at 1, got " + call);
        }
    }
}
