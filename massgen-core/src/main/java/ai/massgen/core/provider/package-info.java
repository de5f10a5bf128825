/** Finds backends and sandboxes on the class path: the only user of {@link java.util.ServiceLoader}. */
@NullMarked
package ai.massgen.core.provider;

import org.jspecify.annotations.NullMarked;
