/** Tests of the Podman sandbox. */
@NullMarked
package ai.massgen.sandbox.podman;

import org.jspecify.annotations.NullMarked;
