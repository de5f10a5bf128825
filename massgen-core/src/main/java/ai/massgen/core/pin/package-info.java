/** What tool servers were found to be when they were first trusted, and what they are now: {@code massgen.lock}. */
@NullMarked
package ai.massgen.core.pin;

import org.jspecify.annotations.NullMarked;
