package ai.massgen.toolkit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a provider is and how it knows us. Immutable.
 *
 * @param provider the provider's name in messages
 * @param baseUrl an absolute http or https address without credentials; paths are appended to its path, its query stays
 * @param headers headers of every request, without the key's
 * @param key the key, if one is sent
 * @param keySource where a key would come from, for the advice in messages: {@code OPENAI_API_KEY or api_key}
 */
public record ProviderEndpoint(
        String provider, URI baseUrl, Map<String, String> headers, Optional<ApiKey> key, String keySource) {
    private static final int SHORTEST_SECRET = 6;
    private static final int HASH_BYTES = 8;

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is not http or https, names no host, or contains credentials, which are
     *     not quoted
     */
    public ProviderEndpoint {
        Objects.requireNonNull(provider, "provider");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(keySource, "keySource");
        if (baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address of " + provider + " must not contain credentials");
        }
        boolean http = "http".equalsIgnoreCase(baseUrl.getScheme()) || "https".equalsIgnoreCase(baseUrl.getScheme());
        if (!http || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address with a host: '" + baseUrl + "'");
        }
    }

    /**
     * The address of a resource.
     *
     * @param path a relative path such as {@code chat/completions}
     * @return the address
     */
    public URI resolve(String path) {
        String base = baseUrl.getRawPath();
        String joined = (base.endsWith("/") ? base : base + "/") + path;
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + joined + query);
    }

    /** Who pays, for whom the provider counts: calls with the same key at the same host. */
    Optional<String> quota() {
        return key.map(sent -> provider + "@" + baseUrl.getRawAuthority() + "#"
                + hash(sent.secret().reveal()));
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Takes the key out of a text. A dummy of a few letters, such as local servers are given, is no secret, and taking it
     * out would tear words apart.
     */
    String redact(String text) {
        return key.map(ApiKey::secret)
                .filter(secret -> secret.reveal().length() >= SHORTEST_SECRET)
                .map(secret -> secret.redact(text))
                .orElse(text);
    }
}
