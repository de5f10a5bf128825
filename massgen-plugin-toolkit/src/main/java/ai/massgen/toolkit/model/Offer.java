package ai.massgen.toolkit.model;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one opened model can do. Immutable.
 *
 * @param provider the provider's name, for messages
 * @param model the model's id, for messages
 * @param capabilities what it can do, as {@link ai.massgen.api.backend.Backend#capabilities} declares it
 */
public record Offer(String provider, String model, Set<Capability> capabilities) {
    /** Copies the set. */
    public Offer {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(model, "model");
        capabilities = Set.copyOf(capabilities);
    }

    /**
     * Refuses a request that needs what is not declared.
     *
     * @param request the request
     * @throws BackendException of kind {@link Kind#INVALID_REQUEST} that names what is missing
     */
    public void check(ModelRequest request) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(request.needs());
        missing.removeAll(capabilities);
        if (!missing.isEmpty()) {
            String names = missing.stream()
                    .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .collect(Collectors.joining(", "));
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    model + " at " + provider + " does not offer: " + names + ". Leave it out, or use another model.");
        }
    }
}
