/** Tool servers in Podman containers. */
@NullMarked
package ai.massgen.sandbox.podman;

import org.jspecify.annotations.NullMarked;
