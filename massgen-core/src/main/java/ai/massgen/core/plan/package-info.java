/** From configuration and providers to what will run. No I/O. */
@NullMarked
package ai.massgen.core.plan;

import org.jspecify.annotations.NullMarked;
