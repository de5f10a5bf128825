/** Tool servers as plain child processes, without any isolation: an explicit choice, and the baseline of benchmarks. */
@NullMarked
package ai.massgen.sandbox.host;

import org.jspecify.annotations.NullMarked;
