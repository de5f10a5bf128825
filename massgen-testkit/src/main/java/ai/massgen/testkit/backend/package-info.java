/**
 * The contract of a {@link ai.massgen.api.backend.Backend}, as tests to inherit. A backend that speaks server-sent events
 * over HTTP extends {@link ai.massgen.testkit.backend.WireBackendContract} and brings samples of its wire; any other
 * extends {@link ai.massgen.testkit.backend.BackendContract}.
 */
@NullMarked
package ai.massgen.testkit.backend;

import org.jspecify.annotations.NullMarked;
