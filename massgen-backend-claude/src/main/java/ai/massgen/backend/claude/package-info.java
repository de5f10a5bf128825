/** Claude, and every server that speaks its Messages API. */
@NullMarked
package ai.massgen.backend.claude;

import org.jspecify.annotations.NullMarked;
