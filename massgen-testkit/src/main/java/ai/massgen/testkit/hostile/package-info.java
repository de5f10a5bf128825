/** Ties tests to the rows of a table of attacks, and writes down what they saw, so that the table can be generated. */
@NullMarked
package ai.massgen.testkit.hostile;

import org.jspecify.annotations.NullMarked;
