/** The only place where plugins start threads. */
@NullMarked
package ai.massgen.toolkit.io;

import org.jspecify.annotations.NullMarked;
