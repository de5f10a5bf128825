package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException.Kind;

/** What a user can do about a failure. */
final class Advice {
    private Advice() {}

    /** Advice that a status alone is enough for, or nothing. */
    static String forStatus(int status) {
        if (status / 100 == 3) {
            return "Write the address it redirects to as base_url.";
        }
        return status == 404 || status == 405 ? "Check model and base_url." : "";
    }

    static String of(Kind kind, ProviderEndpoint endpoint) {
        return switch (kind) {
            case AUTHENTICATION ->
                endpoint.key()
                        .map(key -> "Check the key in " + key.source() + ".")
                        .orElse("Set " + endpoint.keySource() + ".");
            case PERMISSION -> "The key is known but may not do this: check its rights at the provider.";
            case INVALID_REQUEST -> "Change the setting that the message names.";
            case CONTEXT_OVERFLOW -> "Use a model with a larger context window, or ask with less text.";
            case REFUSED -> "Put the question differently, or ask another model.";
            case RATE_LIMITED -> "Wait, let fewer agents share the key, or ask the provider for a higher limit.";
            case QUOTA_EXHAUSTED -> "Waiting does not help: add credit at the provider, or use another key.";
            case OVERLOADED -> "Try again later, or use another model.";
            case UNAVAILABLE -> "Check that the server runs and that base_url is right, or try again later.";
            case TIMEOUT -> "Try again, or allow more time.";
            case TRUNCATED -> "Try again.";
            case MALFORMED_REPLY -> "Check that base_url is the address of the API.";
        };
    }
}
