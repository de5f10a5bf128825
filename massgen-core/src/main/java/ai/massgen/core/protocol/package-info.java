/** The coordination of a run as a pure function: no clock, no threads, no I/O, no randomness. */
@NullMarked
package ai.massgen.core.protocol;

import org.jspecify.annotations.NullMarked;
