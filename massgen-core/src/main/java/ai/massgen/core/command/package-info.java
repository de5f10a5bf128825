/** Shell commands in a container that runs already: their ends, their output, what stops them. */
@NullMarked
package ai.massgen.core.command;

import org.jspecify.annotations.NullMarked;
