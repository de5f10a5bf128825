/** Tests of the Docker sandbox. */
@NullMarked
package ai.massgen.sandbox.docker;

import org.jspecify.annotations.NullMarked;
