package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/** What a line of the server turned out to be. */
sealed interface Incoming {
    /** The answer to a request. */
    record Result(long id, JsonNode result) implements Incoming {}

    /** The refusal of a request; the data are missing if the server gave none. */
    record Failure(long id, long code, String message, JsonNode data) implements Incoming {}

    /**
     * Something that is meant as an answer and cannot be used.
     *
     * @param id the request, if it can be known
     * @param why what is wrong with it
     */
    record Unusable(OptionalLong id, String why) implements Incoming {}

    /** A request of the server. The id is given back as it came. */
    record Request(JsonNode id, String method) implements Incoming {}

    /** A message that wants no answer. */
    record Notification(String method) implements Incoming {}

    /** A line that is no message at all. */
    record Stray(String why) implements Incoming {}
}
