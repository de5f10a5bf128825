/**
 * Performs what the protocol decides: one conductor loop takes inputs from an inbox, steps the pure state, journals what
 * happened and performs the effects; each running agent has a virtual thread of its own.
 */
@NullMarked
package ai.massgen.core.engine;

import org.jspecify.annotations.NullMarked;
