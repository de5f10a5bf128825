/** The wire to a container engine: HTTP/1.1 with deadlines over a local socket, and the streams of a container. */
@NullMarked
package ai.massgen.toolkit.container;

import org.jspecify.annotations.NullMarked;
