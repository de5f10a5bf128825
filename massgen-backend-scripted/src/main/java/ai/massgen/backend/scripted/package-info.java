/** Simulated models for demos, tests and replay; the smallest real plugin. */
@NullMarked
package ai.massgen.backend.scripted;

import org.jspecify.annotations.NullMarked;
