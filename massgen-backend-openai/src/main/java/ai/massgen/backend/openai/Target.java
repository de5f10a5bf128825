package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.config.Secret;
import ai.massgen.toolkit.http.ApiKey;
import ai.massgen.toolkit.http.ProviderEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which server the settings mean, and with which key.
 *
 * @param preset what is peculiar to it
 * @param endpoint where it is
 */
record Target(Preset preset, ProviderEndpoint endpoint) {
    static Target of(OpenAiConfig config, BackendContext context) {
        Preset preset = preset(config);
        URI address = address(config, preset);
        Optional<ApiKey> key = key(config, preset, context);
        String source = preset.keyVariable() == null ? "api_key" : "api_key or the variable " + preset.keyVariable();
        if (key.isEmpty() && preset.keyVariable() != null && !isLoopback(address)) {
            throw new BackendException(
                    Kind.AUTHENTICATION,
                    preset.name() + " at " + address.getHost() + " needs a key and there is none. Set " + source + ".");
        }
        ProviderEndpoint endpoint = endpoint(preset, address, key, source);
        if (key.isPresent() && "http".equalsIgnoreCase(address.getScheme()) && !isLoopback(address)) {
            context.warn("The key for " + preset.name() + " goes to " + address.getHost()
                    + " unencrypted. Use https in base_url.");
        }
        return new Target(preset, endpoint);
    }

    static Preset preset(OpenAiConfig config) {
        String name = config.preset().orElse(config.baseUrl().isPresent() ? Presets.COMPATIBLE : "openai");
        return Presets.find(name)
                .orElseThrow(() -> invalid("There is no preset '" + name + "'. Use one of: "
                        + Presets.ALL.stream().map(Preset::name).collect(Collectors.joining(", ")) + "."));
    }

    private static URI address(OpenAiConfig config, Preset preset) {
        return config.baseUrl()
                .or(() -> Optional.ofNullable(preset.baseUrl()).map(URI::create))
                .orElseThrow(() -> invalid("The preset " + preset.name() + " needs a base_url: the address that"
                        + " /chat/completions is appended to."));
    }

    private static Optional<ApiKey> key(OpenAiConfig config, Preset preset, BackendContext context) {
        Optional<ApiKey> written = config.apiKey().map(secret -> key(preset, secret, "api_key"));
        String variable = preset.keyVariable();
        return written.isPresent() || variable == null
                ? written
                : context.secret(variable).map(secret -> key(preset, secret, variable));
    }

    private static ApiKey key(Preset preset, Secret secret, String source) {
        String header = preset.keyHeader();
        return header == null ? ApiKey.bearer(secret, source) : new ApiKey(secret, header, "", source);
    }

    private static ProviderEndpoint endpoint(Preset preset, URI address, Optional<ApiKey> key, String source) {
        try {
            return new ProviderEndpoint(preset.name(), address, Map.of(), key, source);
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    Kind.INVALID_REQUEST, "base_url is wrong: " + e.getMessage() + ".", e, null, null);
        }
    }

    private static boolean isLoopback(URI address) {
        String host = address.getHost();
        return host != null
                && (host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"));
    }

    private static BackendException invalid(String message) {
        return new BackendException(Kind.INVALID_REQUEST, message);
    }
}
