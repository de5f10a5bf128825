/** A scripted HTTP server on the loopback that misbehaves to order: stalls, cuts, torn bytes, resets. For tests. */
@NullMarked
package ai.massgen.testkit.wire;

import org.jspecify.annotations.NullMarked;
