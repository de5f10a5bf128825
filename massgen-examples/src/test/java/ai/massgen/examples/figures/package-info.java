/** Measures what {@code docs/benchmarks.md} tells. No test: run by hand. */
@NullMarked
package ai.massgen.examples.figures;

import org.jspecify.annotations.NullMarked;
