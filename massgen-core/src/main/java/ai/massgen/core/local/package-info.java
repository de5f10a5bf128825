/** Java methods and functions as tools: their schemas, their arguments, their answers. */
@NullMarked
package ai.massgen.core.local;

import org.jspecify.annotations.NullMarked;
