/** What the engine decides about sandboxes, whatever their kind: what may be mounted, who owns what, what is swept. */
@NullMarked
package ai.massgen.core.sandbox;

import org.jspecify.annotations.NullMarked;
