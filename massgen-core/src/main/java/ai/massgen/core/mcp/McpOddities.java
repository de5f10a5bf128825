package ai.massgen.core.mcp;

import java.util.Objects;
import java.util.Optional;

/**
 * How often a server did what it should not, at one moment. None of it ends the connection. Immutable.
 *
 * @param strayLines lines that are no message of the protocol, such as a banner
 * @param unusableIds answers whose id is no id of ours: a text, null, a fraction, too large
 * @param unknownIds answers to no waiting call: never asked, answered before, or given up
 * @param oversized messages longer than allowed
 * @param refusedRequests requests of the server that were answered with a refusal
 * @param droppedRequests requests of the server that got no answer because there were too many
 * @param malformedTools tools in its listing that cannot be used
 * @param firstStray the beginning of the first stray line, escaped
 */
public record McpOddities(
        long strayLines,
        long unusableIds,
        long unknownIds,
        long oversized,
        long refusedRequests,
        long droppedRequests,
        long malformedTools,
        Optional<String> firstStray) {
    /** Checks for null. */
    public McpOddities {
        Objects.requireNonNull(firstStray, "firstStray");
    }

    /**
     * Describes what may explain a missing answer, for a message.
     *
     * @return a sentence with a leading space, or nothing
     */
    String hint() {
        if (firstStray.isPresent()) {
            return " It sent " + strayLines + (strayLines == 1 ? " line that is" : " lines that are")
                    + " no MCP message, first: '" + firstStray.get() + "'.";
        }
        return unusableIds + unknownIds == 0
                ? ""
                : " It sent " + (unusableIds + unknownIds) + " answers that belong to no waiting call.";
    }
}
