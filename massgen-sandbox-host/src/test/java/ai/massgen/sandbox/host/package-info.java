/** Tests of plain child processes. */
@NullMarked
package ai.massgen.sandbox.host;

import org.jspecify.annotations.NullMarked;
