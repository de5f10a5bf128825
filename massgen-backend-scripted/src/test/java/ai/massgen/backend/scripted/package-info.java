/** Tests of the simulated models. */
@NullMarked
package ai.massgen.backend.scripted;

import org.jspecify.annotations.NullMarked;
