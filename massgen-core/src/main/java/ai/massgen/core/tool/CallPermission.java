package ai.massgen.core.tool;

import ai.massgen.api.Json;
import java.util.Optional;

/** Decides whether a call may be made that somebody has to allow. Called from any thread. */
@FunctionalInterface
public interface CallPermission {
    /** There is nobody to ask. */
    CallPermission NOBODY = request -> Optional.of("it has to be approved, and there is nobody to ask");

    /**
     * A call that is about to be made.
     *
     * @param agent the alias of the agent
     * @param server the name of the server
     * @param tool the name that the server knows the tool by
     * @param arguments the arguments as the model wrote them
     */
    record Request(String agent, String server, String tool, Json arguments) {}

    /**
     * Decides.
     *
     * @param request the call
     * @return why it must not be made; empty if it may
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<String> refusal(Request request) throws InterruptedException;
}
