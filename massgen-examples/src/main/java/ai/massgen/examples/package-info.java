/** Programs that run as they are, without keys. */
@NullMarked
package ai.massgen.examples;

import org.jspecify.annotations.NullMarked;
