package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.config.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user set about an endpoint, and what a provider expects there. Immutable.
 *
 * @param provider the provider's name in messages
 * @param baseUrl the address that paths are appended to
 * @param headers headers of every request, without the key's
 * @param key the key as the setting {@code api_key} has it
 * @param keyVariable the environment variable that has the key otherwise; without it a provider needs no key
 * @param keyHeader the header that carries the key bare; without it the key travels as {@code Authorization: Bearer …}
 */
public record EndpointSettings(
        String provider,
        URI baseUrl,
        Map<String, String> headers,
        Optional<Secret> key,
        Optional<String> keyVariable,
        Optional<String> keyHeader) {
    /** Copies the map. */
    public EndpointSettings {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(baseUrl, "baseUrl");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(keyVariable, "keyVariable");
        Objects.requireNonNull(keyHeader, "keyHeader");
    }

    /**
     * Finds the key and checks the address. A server on the loopback needs no key. A key that would travel unencrypted to
     * another machine is warned about.
     *
     * @param context where environment variables come from and warnings go
     * @return the endpoint
     * @throws BackendException of kind {@link Kind#AUTHENTICATION} if a key is needed and there is none, or it is no key;
     *     of kind {@link Kind#INVALID_REQUEST} if the address is wrong
     */
    public ProviderEndpoint resolve(BackendContext context) {
        String source = keyVariable
                .map(variable -> "api_key or the variable " + variable)
                .orElse("api_key");
        Optional<ApiKey> found = key.map(secret -> apiKey(secret, "api_key"))
                .or(() -> keyVariable.flatMap(
                        variable -> context.secret(variable).map(secret -> apiKey(secret, variable))));
        if (found.isEmpty() && keyVariable.isPresent() && !isLoopback()) {
            throw new BackendException(
                    Kind.AUTHENTICATION,
                    provider + " at " + baseUrl.getHost() + " needs a key and there is none. Set " + source + ".");
        }
        ProviderEndpoint endpoint = endpoint(found, source);
        if (found.isPresent() && "http".equalsIgnoreCase(baseUrl.getScheme()) && !isLoopback()) {
            context.warn("The key for " + provider + " goes to " + baseUrl.getHost()
                    + " unencrypted. Use https in base_url.");
        }
        return endpoint;
    }

    private ApiKey apiKey(Secret secret, String source) {
        return keyHeader
                .map(header -> new ApiKey(secret, header, "", source))
                .orElseGet(() -> ApiKey.bearer(secret, source));
    }

    private ProviderEndpoint endpoint(Optional<ApiKey> found, String source) {
        try {
            return new ProviderEndpoint(provider, baseUrl, headers, found, source);
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    Kind.INVALID_REQUEST, "base_url is wrong: " + e.getMessage() + ".", e, null, null);
        }
    }

    private boolean isLoopback() {
        String host = baseUrl.getHost();
        return host != null
                && (host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"));
    }
}
