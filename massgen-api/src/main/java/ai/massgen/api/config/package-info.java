/**
 * How plugins declare settings: a public record whose components carry these annotations.
 *
 * <p>The engine derives the JSON Schema from the record, binds the user's YAML to it and reports every problem with
 * file, line and column. A plugin never parses configuration. Component names are written in snake_case in YAML
 * ({@code baseUrl} is {@code base_url}). Supported component types: {@code String}, {@code boolean}, {@code int},
 * {@code long}, {@code double} and their boxes, enums (lower-case with dashes in YAML), {@link java.net.URI},
 * {@link java.nio.file.Path}, {@link java.time.Duration} ({@code 500ms}, {@code 60s}, {@code 5m}, {@code 1h}),
 * {@link ai.massgen.api.config.ByteSize}, {@link ai.massgen.api.config.Secret}, {@link ai.massgen.api.Json} (any YAML
 * value, kept as JSON), nested records, {@code List},
 * {@code Map} with {@code String} keys, and {@link java.util.Optional} of these. A component that has no
 * {@link ai.massgen.api.config.Default}, and is no Optional, List, Map or nested record, is required. A nested record that
 * is left out is bound as if it were written empty.
 */
@NullMarked
package ai.massgen.api.config;

import org.jspecify.annotations.NullMarked;
