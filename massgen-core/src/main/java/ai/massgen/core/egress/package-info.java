/** The way of a tool server's container to the hosts that its configuration lists, and to nothing else. */
@NullMarked
package ai.massgen.core.egress;

import org.jspecify.annotations.NullMarked;
