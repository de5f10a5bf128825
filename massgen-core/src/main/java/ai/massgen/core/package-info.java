/** What an application names: build a {@link ai.massgen.core.MassGen}, open a session, ask. */
@NullMarked
package ai.massgen.core;

import org.jspecify.annotations.NullMarked;
