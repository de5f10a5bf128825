/** The command line: commands, exit codes, signals. Everything it shows of a run comes from the run's events. */
@NullMarked
package ai.massgen.cli;

import org.jspecify.annotations.NullMarked;
