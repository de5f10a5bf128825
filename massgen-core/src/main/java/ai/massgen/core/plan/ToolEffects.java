package ai.massgen.core.plan;

import java.util.List;

/**
 * What is known of the effects of a server's tools, and when they may have them. Immutable.
 *
 * @param planning whether tools that are not known to change nothing wait for the presentation
 * @param readOnly tools that change nothing
 * @param trustHint whether the server is believed when it says that a tool of its changes nothing
 */
public record ToolEffects(boolean planning, List<String> readOnly, boolean trustHint) {
    /** Copies the list. */
    public ToolEffects {
        readOnly = List.copyOf(readOnly);
    }
}
