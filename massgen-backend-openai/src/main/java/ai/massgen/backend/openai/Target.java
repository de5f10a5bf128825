package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.toolkit.http.EndpointSettings;
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
        EndpointSettings settings = new EndpointSettings(
                preset.name(),
                address(config, preset),
                Map.of(),
                config.apiKey(),
                Optional.ofNullable(preset.keyVariable()),
                Optional.ofNullable(preset.keyHeader()));
        return new Target(preset, settings.resolve(context));
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

    private static BackendException invalid(String message) {
        return new BackendException(Kind.INVALID_REQUEST, message);
    }
}
