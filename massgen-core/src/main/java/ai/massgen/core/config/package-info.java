/**
 * From YAML to validated values: all problems at once with file, line and column; the JSON Schema comes from the same
 * records.
 */
@NullMarked
package ai.massgen.core.config;

import org.jspecify.annotations.NullMarked;
