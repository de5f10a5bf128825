/** Tool servers in Docker containers: locked when created, compared with the engine's account, observed from outside. */
@NullMarked
package ai.massgen.sandbox.docker;

import org.jspecify.annotations.NullMarked;
