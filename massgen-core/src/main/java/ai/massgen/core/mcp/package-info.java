/**
 * A strict client of the Model Context Protocol, over a process's streams or HTTP: bounded messages, bounded waiting, and nothing a
 * server sends can complete another call than the one it answers.
 */
@NullMarked
package ai.massgen.core.mcp;

import org.jspecify.annotations.NullMarked;
