/** Hostile MCP servers in real containers against the engine's own client. */
@NullMarked
package ai.massgen.examples.hostile;

import org.jspecify.annotations.NullMarked;
