/** The only place in the engine where threads start, and where resources close in the reverse order of opening. */
@NullMarked
package ai.massgen.core.task;

import org.jspecify.annotations.NullMarked;
