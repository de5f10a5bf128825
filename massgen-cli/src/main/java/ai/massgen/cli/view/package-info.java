/** A run as people see it. */
@NullMarked
package ai.massgen.cli.view;

import org.jspecify.annotations.NullMarked;
