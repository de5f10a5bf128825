/**
 * A run as people see it: the stream of events as text, on a terminal or in a pipe. Everything that somebody else wrote
 * passes through {@link ai.massgen.core.text.Visible} on its way.
 */
@NullMarked
package ai.massgen.cli.view;

import org.jspecify.annotations.NullMarked;
