package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A message to the server. Immutable, as long as nobody changes the tree.
 *
 * @param json the message
 * @param line the same as a line with its line feed
 * @param headers what a transport with headers says besides, for those on the way who do not read messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(ObjectNode json, byte[] line, Map<String, String> headers) {
    /** The id that the answer will have; empty if there will be none. */
    OptionalLong call() {
        return json.has("method") && json.path("id").isIntegralNumber()
                ? OptionalLong.of(json.path("id").longValue())
                : OptionalLong.empty();
    }

    /** The method; empty if this is an answer. */
    String method() {
        return json.path("method").asText();
    }
}
