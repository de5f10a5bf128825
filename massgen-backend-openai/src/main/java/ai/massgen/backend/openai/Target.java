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
 * @param api how it is asked
 * @param endpoint where it is
 */
record Target(Preset preset, Api api, ProviderEndpoint endpoint) {
    static Target of(OpenAiConfig config, BackendContext context) {
        Preset preset = preset(config);
        Api api = api(config, preset);
        EndpointSettings settings = new EndpointSettings(
                preset.name(),
                address(config, preset, api),
                Map.of(),
                config.apiKey(),
                Optional.ofNullable(preset.keyVariable()),
                Optional.ofNullable(preset.keyHeader()));
        return new Target(preset, api, settings.resolve(context));
    }

    static Preset preset(OpenAiConfig config) {
        String name = config.preset().orElse(config.baseUrl().isPresent() ? Presets.COMPATIBLE : "openai");
        return Presets.find(name)
                .orElseThrow(() -> invalid("There is no preset '" + name + "'. Use one of: "
                        + Presets.ALL.stream().map(Preset::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The way in which the user wants the server to be asked, else its usual one. */
    static Api api(OpenAiConfig config, Preset preset) {
        Api api = Api.of(config.api()).orElse(preset.apis().getFirst());
        if (!preset.apis().contains(api)) {
            throw invalid("The preset " + preset.name() + " does not speak " + api.title() + ". Set api: "
                    + preset.apis().getFirst().setting() + ", or leave it out.");
        }
        return api;
    }

    private static URI address(OpenAiConfig config, Preset preset, Api api) {
        return config.baseUrl()
                .or(() -> Optional.ofNullable(preset.baseUrl()).map(URI::create))
                .orElseThrow(() -> invalid("The preset " + preset.name() + " needs a base_url: the address that /"
                        + api.path() + " is appended to."));
    }

    private static BackendException invalid(String message) {
        return new BackendException(Kind.INVALID_REQUEST, message);
    }
}
