/** A container engine for tests: they find it, or are skipped and counted. */
@NullMarked
package ai.massgen.testkit.engine;

import org.jspecify.annotations.NullMarked;
