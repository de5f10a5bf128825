/**
 * Talking to a model provider over HTTP: one exchange with limits on every wait, cancelled by an interrupt, its failures
 * classified the same way for all providers.
 */
@NullMarked
package ai.massgen.toolkit.http;

import org.jspecify.annotations.NullMarked;
