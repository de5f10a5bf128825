package ai.massgen.backend.gemini;

import ai.massgen.api.Json;
import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.http.EndpointSettings;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.model.Offer;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Gemini, and by {@code base_url} every server that speaks its generateContent. Thread-safe. */
public final class GeminiBackend implements Backend<GeminiConfig> {
    static final String NAME = "gemini";

    private static final URI GOOGLE = URI.create("https://generativelanguage.googleapis.com/v1beta");
    private static final String KEY_VARIABLE = "GEMINI_API_KEY";
    private static final Json SUGGESTION = new Json("{\"model\":\"gemini-3.8-flash\"}");

    /** For the service loader. */
    public GeminiBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<GeminiConfig> configType() {
        return GeminiConfig.class;
    }

    /** Everything; file search only with a store to search. */
    @Override
    public Set<Capability> capabilities(GeminiConfig config) {
        return KnownModels.capabilities(config);
    }

    @Override
    public Model open(GeminiConfig config, BackendContext context) {
        GeminiConfig fitting = KnownModels.fit(config, context);
        return new GeminiModel(
                fitting, new Offer(NAME, config.modelId(), capabilities(config)), client(config, context));
    }

    @Override
    public List<String> secretNames() {
        return List.of(KEY_VARIABLE);
    }

    @Override
    public Optional<ModelInfo> known(GeminiConfig config, LocalDate day) {
        return KnownModels.find(config).map(facts -> facts.on(config.modelId(), day));
    }

    @Override
    public List<ModelInfo> knownModels(LocalDate day) {
        return KnownModels.all(day);
    }

    @Override
    public List<Json> suggestions(BackendContext context) {
        return context.secret(KEY_VARIABLE).isPresent() ? List.of(SUGGESTION) : List.of();
    }

    @Override
    public List<ModelInfo> models(GeminiConfig config, BackendContext context) throws InterruptedException {
        try (ProviderClient client = client(config, context)) {
            LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
            return ModelListing.fetch(client, today);
        }
    }

    @Override
    public List<String> diagnose(GeminiConfig config, BackendContext context) throws InterruptedException {
        try {
            List<ModelInfo> models = models(config, context);
            boolean listed = models.stream().anyMatch(model -> model.id().equals(config.modelId()));
            return listed || models.isEmpty()
                    ? List.of()
                    : List.of("The server does not list the model " + config.modelId() + " among its " + models.size()
                            + " models. Check model.");
        } catch (BackendException e) {
            return List.of(Objects.requireNonNullElse(e.getMessage(), e.code()));
        }
    }

    private static ProviderClient client(GeminiConfig config, BackendContext context) {
        EndpointSettings settings = new EndpointSettings(
                NAME,
                config.baseUrl().orElse(GOOGLE),
                Map.of(),
                config.apiKey(),
                Optional.of(KEY_VARIABLE),
                Optional.of("x-goog-api-key"));
        return new ProviderClient(settings.resolve(context), context.clock());
    }
}
