package ai.massgen.toolkit.http;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.util.Objects;
import java.util.Optional;

/**
 * One request to a provider. Immutable.
 *
 * @param path the path below the endpoint's base address, such as {@code chat/completions}
 * @param model the model that is asked, for messages
 * @param body the JSON to post; without it the request is a GET
 * @param timeouts how long to wait
 */
public record ProviderCall(String path, Optional<String> model, Optional<String> body, Timeouts timeouts) {
    /** Checks for null. */
    public ProviderCall {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(timeouts, "timeouts");
    }

    /**
     * Posts JSON to a model.
     *
     * @param path the path
     * @param model the model
     * @param body the JSON text
     * @param timeouts how long to wait
     * @return the call
     */
    public static ProviderCall post(String path, String model, String body, Timeouts timeouts) {
        return new ProviderCall(path, Optional.of(model), Optional.of(body), timeouts);
    }

    /**
     * Reads a resource.
     *
     * @param path the path
     * @param timeouts how long to wait
     * @return the call
     */
    public static ProviderCall get(String path, Timeouts timeouts) {
        return new ProviderCall(path, Optional.empty(), Optional.empty(), timeouts);
    }
}
