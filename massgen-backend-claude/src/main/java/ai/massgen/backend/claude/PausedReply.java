package ai.massgen.backend.claude;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * A reply so far, in which the provider pauses for its own tools.
 *
 * @param blocks the blocks as they came, none if nothing has been said yet
 * @param container where the provider runs code for this reply, empty if nowhere
 */
record PausedReply(ArrayNode blocks, String container) {}
