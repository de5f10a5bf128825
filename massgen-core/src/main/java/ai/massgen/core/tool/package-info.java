/** Tool names and what runs them: MCP servers in their sandboxes. */
@NullMarked
package ai.massgen.core.tool;

import org.jspecify.annotations.NullMarked;
