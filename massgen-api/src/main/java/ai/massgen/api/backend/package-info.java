/**
 * The SPI for model providers. Implement {@link ai.massgen.api.backend.Backend}, list the class in
 * {@code META-INF/services/ai.massgen.api.backend.Backend}, and test it with {@code BackendContract} of
 * massgen-testkit.
 */
@NullMarked
package ai.massgen.api.backend;

import org.jspecify.annotations.NullMarked;
