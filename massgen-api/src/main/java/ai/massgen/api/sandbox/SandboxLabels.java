package ai.massgen.api.sandbox;

import java.util.List;

/** The names of the labels on everything that a sandbox creates. */
public final class SandboxLabels {
    /** Who created it: an owner in the engine's notation. On everything; without it nothing is ever removed. */
    public static final String OWNER = "ai.massgen.owner";
    /** When it may be removed even if its owner cannot be asked: seconds since the epoch. */
    public static final String EXPIRES = "ai.massgen.expires";
    /** The run it belongs to. */
    public static final String RUN = "ai.massgen.run";
    /** The alias of the agent it works for. */
    public static final String AGENT = "ai.massgen.agent";
    /** The tool server's name in the configuration. */
    public static final String SERVER = "ai.massgen.server";

    /** All of them. */
    public static final List<String> ALL = List.of(OWNER, EXPIRES, RUN, AGENT, SERVER);

    private SandboxLabels() {}
}
