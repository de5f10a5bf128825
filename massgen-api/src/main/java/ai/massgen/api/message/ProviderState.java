package ai.massgen.api.message;

import ai.massgen.api.Json;
import java.util.Objects;

/**
 * Opaque state that a provider wants back verbatim with the next request, such as signed thinking blocks or encrypted
 * reasoning. A backend replays it only if {@code owner} and {@code model} are its own and drops it whole otherwise.
 * Immutable.
 *
 * @param owner the name of the backend that wrote it
 * @param model the model it belongs to, as the provider names it
 * @param json the state
 */
public record ProviderState(String owner, String model, Json json) {
    /** Checks for null. */
    public ProviderState {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(json, "json");
    }
}
